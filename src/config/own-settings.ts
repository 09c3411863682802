import { UsageError } from '../errors.ts';
import { command, words } from '../words.ts';
import { isOfPerson, type SettingValue } from './setting-specs.ts';
import { readValue } from './settings.ts';

/** The settings of a person who keeps them with the record, and not in the config file. */
export interface OwnSettings {
  readonly values: ReadonlyMap<string, SettingValue>;
  /** The mail address of the account. */
  readonly email: string | null;
}

/** Where a person keeps own settings. */
export interface OwnSettingsStore {
  /** The name of the account. */
  readonly account: string;
  /** The values by key, as they were stored. */
  readonly read: () => Promise<ReadonlyMap<string, unknown>>;
  /** Stores a value; null removes it. */
  readonly save: (key: string, value: SettingValue | null) => Promise<void>;
}

/**
 * The stored values of an account, checked. Throws UsageError where one is wrong. A key that is none of a person is left
 * out: a newer numina may have written it.
 */
export function readOwnValues(
  account: string,
  stored: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, SettingValue> {
  const values = new Map<string, SettingValue>();
  for (const [key, value] of stored) {
    if (isOfPerson(key)) values.set(key, checked(account, key, value));
  }
  return values;
}

function checked(account: string, key: string, value: unknown): SettingValue {
  try {
    return readValue(key, value);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = words`Correct it with ${command('config set', key)}.${error.hint === null ? '' : words` ${error.hint}`}`;
    throw new UsageError(error.code, words`In the settings of the account ${account}: ${error.fact}`, hint);
  }
}
