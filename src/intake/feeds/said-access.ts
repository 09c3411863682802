import { saidText, saidTextOrNothing } from '../../bookings/said-values.ts';
import { foldTitle } from '../../bookings/text-fields.ts';
import { UsageError } from '../../errors.ts';
import type { SecretSource } from '../../secrets/read-secret.ts';
import { parseCommand } from '../../secrets/secret-command.ts';
import { command, field, type Words, words } from '../../words.ts';
import type { Login } from './feed.ts';

/** Whom a server lets read a feed, and where the secret is kept. */
export interface SaidAccess {
  readonly user?: string | undefined;
  readonly passwordCommand?: string | undefined;
  readonly passwordFile?: string | undefined;
  /** Prints a token for XOAUTH2, in place of a password. */
  readonly oauthCommand?: string | undefined;
  readonly apiKeyCommand?: string | undefined;
  readonly apiKeyFile?: string | undefined;
}

/** Name and password; null where neither is said. Throws UsageError where one of them is. */
export function loginOf(said: SaidAccess): Login | null {
  const user = said.user === undefined ? undefined : checkWord(said.user, field('user'));
  const password = secretOf(said, 'password');
  if (user !== undefined && user !== '' && password !== null) return { user, password };
  if (user === undefined && password === null) return null;
  throw password === null
    ? missing(words`${field('passwordCommand')} or ${field('passwordFile')}`, 'A name alone lets nobody in.')
    : missing(field('user'), 'The password is for a name.');
}

/** Where a secret is kept; null where nothing is said of it. Throws UsageError. */
export function secretOf(said: SaidAccess, name: 'password' | 'apiKey'): SecretSource | null {
  const [byCommand, byFile] = [field(`${name}Command`), field(`${name}File`)];
  const program = saidTextOrNothing(said[`${name}Command`], byCommand);
  const file = saidTextOrNothing(said[`${name}File`], byFile);
  if (program !== undefined && file !== undefined) {
    throw new UsageError('two_secrets', words`${byCommand} and ${byFile} are both given.`, 'Give one of them.');
  }
  if (program !== undefined) return { command: parseCommand(program, byCommand), file: null };
  if (file === undefined) return null;
  if (/^(?:\/|~\/|[a-z]:[\\/])/i.test(file)) return { command: null, file: checkWord(file, byFile) };
  throw new UsageError(
    'bad_file',
    words`${byFile} cannot be “${file}”.`,
    'Give a whole path, such as ~/.config/numina/key.',
  );
}

const LONGEST_WORD = 1000;

/**
 * Checks a text that another system compares exactly. It is never changed: a text that cleaning would change is
 * refused.
 */
export function checkWord(value: unknown, what: Words): string {
  const text = saidText(value, what).trim();
  const isWord = text.length <= LONGEST_WORD && foldTitle(text).replaceAll(' ', '') === text.replaceAll(' ', '');
  if (isWord) return text;
  throw new UsageError(
    'bad_text',
    words`${what} has characters that are not allowed.`,
    'Give it without control characters.',
  );
}

/** The error of an option without which nothing can be asked. */
export function missing(option: Words, why: string): UsageError {
  return new UsageError('option_missing', words`${option} is missing.`, why);
}

/** The error of a field that is for other kinds of feeds. */
export function wrongOption(name: string): UsageError {
  const hint = words`${command('sync add', field('help'))} tells which is for what.`;
  return new UsageError('wrong_option', words`${field(name)} does not apply to this kind of feed.`, hint);
}
