import { UsageError } from '../errors.ts';

/** A value as TOML holds it. */
export type SettingValue = string | number | boolean | readonly string[];

/** One setting: its name, what it means, and how text becomes its value. */
export interface SettingSpec {
  /** Dotted; a last part `TYPE` stands for any class type. */
  readonly key: string;
  readonly doc: string;
  readonly default: SettingValue | null;
  /** Typed value from what a person or the file wrote; throws UsageError naming what is right. */
  readonly parse: (text: string, key: string) => SettingValue;
  /** The same for a list in the file, where its items may not be joined by commas and read as one text. */
  readonly parseList?: (items: readonly string[], key: string) => SettingValue;
  /** The value as a person would write it, where that is not its items joined by commas. */
  readonly format?: (value: SettingValue) => string;
}

export function oneOf(key: string, text: string, values: readonly string[]): string {
  return values.includes(text) ? text : wrongSetting(key, text, values.join(' or '));
}

/** `right` completes “Set it to …”. */
export function wrongSetting(key: string, text: string, right: string): never {
  throw new UsageError('bad_setting', `${key} cannot be “${text}”.`, `Set it to ${right}.`);
}
