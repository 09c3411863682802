import { UsageError } from '../errors.ts';
import type { Words } from '../words.ts';

/** A value as TOML holds it. */
export type SettingValue = string | number | boolean | readonly string[];

/** One setting: its key, its meaning, and how text becomes its value. */
export interface SettingSpec {
  /** With dots; a last part `TYPE` stands for any class type. */
  readonly key: string;
  readonly doc: Words;
  /** Whether it is of a person; the others are of the machine. */
  readonly isOfPerson?: true;
  readonly default: SettingValue | null;
  /** The value of a text from the command line or the file. Throws UsageError that tells what is allowed. */
  readonly parse: (text: string, key: string) => SettingValue;
  /** The value of a list in the file. Where absent, the items are joined by commas and parsed as one text. */
  readonly parseList?: (items: readonly string[], key: string) => SettingValue;
  /** The value as a person would write it. Where absent, the items of a list are joined by commas. */
  readonly format?: (value: SettingValue) => string;
}

/** Gives `text` where it is one of `values`. Throws UsageError otherwise. */
export function oneOf(key: string, text: string, values: readonly string[]): string {
  return values.includes(text) ? text : wrongSetting(key, text, values.join(' or '));
}

/** Throws UsageError. `right` completes the hint “Set it to …”. */
export function wrongSetting(key: string, text: string, right: string): never {
  throw new UsageError('bad_setting', `${key} cannot be “${text}”.`, `Set it to ${right}.`);
}
