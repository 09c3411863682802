import type { Session } from '../app.ts';
import { RefusedError, UsageError } from '../errors.ts';
import { command, field, words } from '../words.ts';
import type { RawInput } from './command.ts';

// What `--account` means to commands that are about the program. NUMINA_ACCOUNT is for everything that is typed, so it is
// no word to them.

/** Throws UsageError where an account is named to a command that is not about one. */
export function refuseAccount(raw: RawInput, isAbout: string): void {
  if (raw.options['account'] === undefined) return;
  throw new UsageError('no_account_here', isAbout, words`Leave ${field('account')} out.`);
}

/**
 * Throws NotFoundError where there is no account of the given name, and RefusedError where its settings are not in the
 * config file.
 */
export async function requireConfigFile(raw: RawInput, session: Session): Promise<void> {
  if (raw.options['account'] === undefined) return;
  await session.ready();
  if (session.own === null) return;
  throw new RefusedError(
    'settings_in_database',
    'The settings of this account are in the database, not in a file.',
    words`${command('config list')} shows them, ${command('config set')} changes one.`,
  );
}
