import { dirname } from 'node:path';
import { parse as parseToml, stringify as stringifyToml } from 'smol-toml';
import { FailureError } from '../errors.ts';
import { createFolder } from '../files/create-folder.ts';
import { diskFull, isFull } from '../files/file-failure.ts';
import { followLinks, replaceFile } from '../files/replace-file.ts';
import { checkSmtpSettings } from './channel-settings.ts';
import type { SettingValue } from './setting-specs.ts';
import { parseSettings, readText } from './settings.ts';

/**
 * Sets one key in the config file, or removes it where `value` is null. Comments and the order of lines stay, unless
 * the key has a form that only a rewrite of the whole text can change. The file is replaced at once. Throws UsageError,
 * and does not change the file, where another value in it is wrong or contradicts the new value; FailureError or
 * StorageError where it cannot be written.
 */
export function saveSetting(path: string, key: string, value: SettingValue | null): void {
  const before = readText(path);
  const others = parseSettings(before, path, (each) => each !== key);
  const wanted = value === null ? others : new Map([...others, [key, value]]);
  const text = editLines(before, key, value, (edited) => saysAll(edited, path, wanted)) ?? rewrite(before, key, value);
  if (key.startsWith('smtp.')) checkSmtpSettings(parseSettings(text, path));
  writeSettings(path, text);
}

/**
 * The text with the value of `key` replaced or removed in its place, also in a table and over several lines; or with a
 * new line before the first table. Null where `isRight` accepts none of these edits.
 */
function editLines(
  text: string,
  key: string,
  value: SettingValue | null,
  isRight: (edited: string) => boolean,
): string | null {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const withLines = (at: number, count: number, line: readonly string[]) => {
    const edited = lines.toSpliced(at, count, ...line);
    return edited.length === 0 ? '' : `${edited.join('\n')}\n`;
  };
  for (const [at, line] of lines.entries()) {
    const [, start, quoted, bare] = KEY_AT_START.exec(line) ?? [];
    const name = quoted ?? bare;
    if (name === undefined || (name !== key && !key.endsWith(`.${name}`))) continue;
    for (let count = 1; at + count <= lines.length; count += 1) {
      const comment = COMMENT_AFTER_VALUE.exec(lines.slice(at, at + count).join('\n'))?.[1] ?? '';
      const edited = withLines(at, count, value === null ? [] : [`${start} = ${tomlValue(value)}${comment}`]);
      if (isRight(edited)) return edited;
    }
  }
  const firstTable = lines.findIndex((line) => /^\s*\[/.test(line));
  const end = firstTable < 0 ? lines.length : firstTable;
  const added = value === null ? text : withLines(end, 0, [`${tomlKey(key)} = ${tomlValue(value)}`]);
  return isRight(added) ? added : null;
}

const KEY_AT_START = /^(\s*(?:"([^"]+)"|([\w.-]+)))\s*=/;

/** The comment after a complete value. */
const COMMENT_AFTER_VALUE =
  /=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|\[(?:[^\]"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*\]|[^\s"'[\]#]+)(\s*#.*)$/;

/** A dotted key is quoted: in TOML, `weekly_target` cannot be a number and also a table with `yoga`. */
function tomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function tomlValue(value: SettingValue): string {
  return stringifyToml({ value }).slice('value = '.length).trimEnd();
}

/** Whether a text sets exactly these values, in any order. */
function saysAll(text: string, path: string, wanted: ReadonlyMap<string, SettingValue>): boolean {
  try {
    const found = parseSettings(text, path);
    const isSame = ([key, value]: [string, SettingValue]) => JSON.stringify(found.get(key)) === JSON.stringify(value);
    return found.size === wanted.size && [...wanted].every(isSame);
  } catch {
    return false;
  }
}

function rewrite(text: string, key: string, value: SettingValue | null): string {
  const document = parseToml(text) as Record<string, unknown>;
  const [first = '', ...rest] = key.split('.');
  delete document[key];
  const table = document[first];
  if (rest.length > 0 && typeof table === 'object' && table !== null) {
    delete (table as Record<string, unknown>)[rest.join('.')];
    if (value !== null) (table as Record<string, unknown>)[rest.join('.')] = value;
  } else if (value !== null) {
    document[key] = value;
  }
  return stringifyToml(document);
}

function writeSettings(path: string, text: string): void {
  try {
    createFolder(dirname(followLinks(path)));
    replaceFile(path, text, { mode: 0o600, isDurable: true });
  } catch (error) {
    if (isFull(error)) throw diskFull(path, error);
    throw new FailureError(
      'cannot_write',
      `The settings ${path} cannot be written.`,
      'Check the folder and its permissions.',
      error,
    );
  }
}
