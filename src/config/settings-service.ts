import { UsageError } from '../errors.ts';
import { saveSetting } from './edit-settings.ts';
import { homeZoneOf } from './home-zone.ts';
import { configPath } from './paths.ts';
import { findSetting, SETTINGS, type SettingValue, wrongSetting } from './setting-specs.ts';
import { parseSettings, readSettings, readText } from './settings.ts';

/** A setting with its present value, and where the value comes from. */
export interface SettingEntry {
  readonly key: string;
  readonly value: SettingValue | null;
  readonly source: 'environment' | 'config' | 'account' | 'system' | 'default';
}

/** Every setting, those of single class types last. Throws UsageError where the file is wrong. */
export function listSettings(env: NodeJS.ProcessEnv): readonly SettingEntry[] {
  return listEntries(env, readSettings(env));
}

/** An entry for each setting with these values, those of single class types last. */
export function listEntries(
  env: NodeJS.ProcessEnv,
  values: ReadonlyMap<string, SettingValue>,
  sourceOf?: SourceOf,
): readonly SettingEntry[] {
  const fixed = SETTINGS.filter(({ key }) => !key.endsWith('.TYPE')).map(({ key }) => key);
  const others = [...values.keys()].filter((key) => !fixed.includes(key)).sort();
  return [...fixed, ...others].map((key) => entryOf(env, key, values, sourceOf));
}

/** One setting. Throws UsageError where there is no such setting, or the file is wrong. */
export function readSetting(env: NodeJS.ProcessEnv, key: string): SettingEntry {
  return entryOf(env, key, readSettings(env));
}

/**
 * Sets `key` to the value of `text`. `isOverruled` is true where a variable of the environment overrides the file.
 * Throws UsageError, and changes nothing, where key or value are wrong; FailureError and StorageError where the file
 * cannot be written.
 */
export function changeSetting(
  env: NodeJS.ProcessEnv,
  key: string,
  text: string,
): SettingEntry & { readonly isOverruled: boolean } {
  const value = checkSetting(key, text);
  saveSetting(configPath(env), key, value);
  return { key, value, source: 'config', isOverruled: key === 'zone' && Boolean(env['NUMINA_ZONE']) };
}

/** The value of a text for a setting. Throws UsageError where key or value are wrong. */
export function checkSetting(key: string, text: string): SettingValue {
  const spec = findSetting(key);
  if (UNSEEN.test(key + text)) return wrongSetting(printed(key), printed(text), 'text without control characters');
  return spec.parse(text, key);
}

/** Removes `key` from the file, also where its value is wrong. Throws as {@link changeSetting} does. */
export function resetSetting(env: NodeJS.ProcessEnv, key: string): SettingEntry {
  findSetting(key);
  if (isInFile(env, key)) saveSetting(configPath(env), key, null);
  return readSetting(env, key);
}

/** Checks the config file and gives its path. Throws UsageError where the file is wrong. */
export function checkSettingsFile(env: NodeJS.ProcessEnv): string {
  const path = configPath(env);
  parseSettings(readText(path), path);
  return path;
}

/** Control characters, bidirectional controls, line separators and lone surrogates: no setting needs them. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function printed(text: string): string {
  return text.replace(new RegExp(UNSEEN, 'gu'), '�');
}

/** Where the value of a setting is. */
type SourceOf = (key: string) => 'config' | 'account';

/** The entry of a setting with these values. Throws UsageError where there is no such setting. */
export function entryOf(
  env: NodeJS.ProcessEnv,
  key: string,
  values: ReadonlyMap<string, SettingValue>,
  sourceOf: SourceOf = () => 'config',
): SettingEntry {
  const spec = findSetting(key);
  if (key === 'zone' && env['NUMINA_ZONE']) return { key, value: homeZoneOf(env, null), source: 'environment' };
  const value = values.get(key);
  if (value !== undefined) return { key, value, source: sourceOf(key) };
  if (key === 'zone') return { key, value: homeZoneOf(env, null), source: 'system' };
  return { key, value: spec.default, source: 'default' };
}

function isInFile(env: NodeJS.ProcessEnv, key: string): boolean {
  try {
    return readSettings(env, (each) => each === key).has(key);
  } catch (error) {
    // An invalid file is reported by the function that writes into it.
    if (error instanceof UsageError) return true;
    throw error;
  }
}
