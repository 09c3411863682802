import { loadSmtpSettings } from './channel-settings.ts';
import { type OwnSettingsStore, readOwnValues } from './own-settings.ts';
import { isOfPerson, type SettingValue } from './setting-specs.ts';
import { readSettings } from './settings.ts';
import {
  changeSetting,
  checkSetting,
  entryOf,
  listEntries,
  listSettings,
  readSetting,
  resetSetting,
  type SettingEntry,
} from './settings-service.ts';

/** Where the settings of a person are: with the record (`own`), or all in the config file. Those of the machine are always there. */
export interface SettingsPlace {
  readonly env: NodeJS.ProcessEnv;
  readonly own: OwnSettingsStore | null;
}

/** As `listSettings`, for a person. */
export async function listSettingsAt({ env, own }: SettingsPlace): Promise<readonly SettingEntry[]> {
  return own === null ? listSettings(env) : listEntries(env, await valuesAt(env, own), sourceOf);
}

/** As `readSetting`, for a person. */
export async function readSettingAt({ env, own }: SettingsPlace, key: string): Promise<SettingEntry> {
  return own === null ? readSetting(env, key) : entryOf(env, key, await valuesAt(env, own), sourceOf);
}

/** As `changeSetting`, for a person. */
export async function changeSettingAt(
  { env, own }: SettingsPlace,
  key: string,
  text: string,
): Promise<ReturnType<typeof changeSetting>> {
  if (own === null || !isOfPerson(key)) return changeSetting(env, key, text);
  const value = checkSetting(key, text);
  await own.save(key, value);
  return { key, value, source: 'account', isOverruled: key === 'zone' && Boolean(env['NUMINA_ZONE']) };
}

/** As `resetSetting`, for a person. */
export async function resetSettingAt(place: SettingsPlace, key: string): Promise<SettingEntry> {
  const { env, own } = place;
  if (own === null || !isOfPerson(key)) return resetSetting(env, key);
  await own.save(key, null);
  return readSettingAt(place, key);
}

function sourceOf(key: string): 'account' | 'config' {
  return isOfPerson(key) ? 'account' : 'config';
}

async function valuesAt(env: NodeJS.ProcessEnv, own: OwnSettingsStore): Promise<ReadonlyMap<string, SettingValue>> {
  const values = readOwnValues(own.account, await own.read());
  return new Map([...readSettings(env, (key) => !isOfPerson(key)), ...values]);
}

/**
 * Copies what the config file says of the person into own settings, and returns the copied keys. A value that the
 * person has there already stays. Mail that went to the sender goes there still. Throws UsageError, and copies nothing,
 * where the file is wrong.
 */
export async function copyOwnSettings(env: NodeJS.ProcessEnv, own: OwnSettingsStore): Promise<readonly string[]> {
  const known = await own.read();
  const inFile = new Map(readSettings(env, isOfPerson));
  const { host, to } = loadSmtpSettings(env);
  if (host !== null && to !== null) inFile.set('smtp.to', to);
  const copied = [...inFile].filter(([key]) => !known.has(key));
  for (const [key, value] of copied) await own.save(key, value);
  return copied.map(([key]) => key);
}
