import { UsageError } from '../errors.ts';
import { foldCase } from '../fold-case.ts';

/** Letters and digits of any script. A name of signs alone could not be told from a folder (`..`) or an option. */
const NAME = /^(?=.*[\p{L}\p{Nd}])[\p{L}\p{M}\p{Nd}._-]{1,64}$/u;

/** The name as it is kept. Throws UsageError where no account can be called so. */
export function checkAccountName(text: string): string {
  const name = text.normalize('NFC');
  if (NAME.test(name)) return name;
  const fact = text === '' ? 'An account needs a name.' : `No account can be called “${text.toWellFormed()}”.`;
  throw new UsageError('bad_account_name', fact, 'A name has 1 to 64 letters, digits, -, _ and . in any order.');
}

/** The key by which names are compared: without case and in one Unicode form. */
export function accountKey(name: string): string {
  return foldCase(name);
}
