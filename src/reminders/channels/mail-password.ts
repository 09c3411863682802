import { FailureError } from '../../errors.ts';
import { readSecret } from '../../secrets/read-secret.ts';
import { command, words } from '../../words.ts';
import type { MailAccount } from './mail-account.ts';

const HINT = words`See smtp.password_command and smtp.password_file in ${command('config list')}.`;

/** Reads the password of the account, again for every mail. Throws FailureError, which never quotes it. */
export async function readPassword(account: MailAccount, limitMs: number, signal: AbortSignal): Promise<string> {
  const source = { command: account.passwordCommand, file: account.passwordFile };
  if (source.command === null && source.file === null) {
    throw new FailureError('no_secret', 'smtp.user is set, and no password.', HINT);
  }
  return readSecret('password', source, limitMs, signal, HINT);
}
