/** The mail server and the addresses. Null is what the person has not set. */
export interface MailAccount {
  readonly host: string | null;
  readonly port: number;
  readonly user: string | null;
  /** `ana@example.com`, or with a name before it: `Ana <ana@example.com>`. */
  readonly from: string | null;
  readonly to: string | null;
  /**
   * `opportunistic` and `off` are for a server on this machine. `opportunistic` encrypts where the server offers it,
   * with any certificate; `off` never encrypts.
   */
  readonly tls: 'required' | 'opportunistic' | 'off';
  /** A command that prints the password on its first line. It runs without a shell. */
  readonly passwordCommand: readonly string[] | null;
  /** An absolute path. */
  readonly passwordFile: string | null;
}
