/** What the holder of a secret may do: look, or change things too. */
export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

/** An access token, without its secret. */
export interface AccessToken {
  readonly id: string;
  readonly label: string;
  readonly scope: Scope;
  readonly createdAt: string;
  /** To the hour; null before the first use. */
  readonly lastUsedAt: string | null;
}

/** A token as it is shown once. */
export interface NewToken extends AccessToken {
  readonly token: string;
}

/** What is said of a new token, not checked yet. */
export interface SaidToken {
  readonly label: string;
  /** `read` or `write`; `read` where absent. */
  readonly scope?: string | undefined;
}
