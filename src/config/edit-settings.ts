import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse as parseToml, stringify as stringifyToml } from 'smol-toml';
import { FailureError } from '../errors.ts';
import { checkSmtpSettings } from './channel-settings.ts';
import { createFolder } from './create-folder.ts';
import type { SettingValue } from './setting-specs.ts';
import { parseSettings, readText } from './settings.ts';

/**
 * Sets one key in the config file, or removes it (`value` null). Comments and the order of lines stay,
 * unless the key stands in a form that only a rewrite can change. The file is replaced whole. Throws
 * UsageError, and leaves the file alone, where something else in it is wrong or does not go with the new value.
 */
export function saveSetting(path: string, key: string, value: SettingValue | null): void {
  const before = readText(path);
  const edited = editLines(before, key, value);
  const text = says(edited, path, key, value) ? edited : rewrite(before, path, key, value);
  if (key.startsWith('smtp.')) checkSmtpSettings(parseSettings(text, path));
  replaceFile(path, text);
}

/** The text with the line of `key` replaced, removed, or put at the end of the lines above the first table. */
function editLines(text: string, key: string, value: SettingValue | null): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const firstTable = lines.findIndex((line) => /^\s*\[/.test(line));
  const end = firstTable < 0 ? lines.length : firstTable;
  const at = lines.slice(0, end).findIndex((line) => keyOfLine(line) === key);
  const comment = COMMENT_AFTER_VALUE.exec(lines[at] ?? '')?.[1] ?? '';
  const line = value === null ? [] : [`${tomlKey(key)} = ${tomlValue(value)}${comment}`];
  const edited = at < 0 ? lines.toSpliced(end, 0, ...line) : lines.toSpliced(at, 1, ...line);
  return edited.length === 0 ? '' : `${edited.join('\n')}\n`;
}

/** What follows a value that stands whole on its line. */
const COMMENT_AFTER_VALUE =
  /=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|\[(?:[^\]"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*\]|[^\s"'[\]#]+)(\s*#.*)$/;

function keyOfLine(line: string): string | null {
  const [, quoted, bare] = /^\s*(?:"([^"]+)"|([\w.-]+))\s*=/.exec(line) ?? [];
  return quoted ?? bare ?? null;
}

/** `weekly_target.yoga` stands beside `weekly_target`, so it is one quoted key and no table. */
function tomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function tomlValue(value: SettingValue): string {
  return stringifyToml({ value }).slice('value = '.length).trimEnd();
}

function says(text: string, path: string, key: string, value: SettingValue | null): boolean {
  try {
    const found = parseSettings(text, path).get(key);
    return value === null ? found === undefined : JSON.stringify(found) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function rewrite(text: string, path: string, key: string, value: SettingValue | null): string {
  parseSettings(text, path);
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

/** A link stays one: what it names is replaced. */
function replaceFile(link: string, text: string): void {
  const path = existsSync(link) ? realpathSync(link) : link;
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    createFolder(dirname(path));
    const file = openSync(draft, 'wx', 0o600);
    writeFileSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, path);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw new FailureError(
      'cannot_write',
      `The settings ${path} cannot be written.`,
      'Check the folder and its permissions.',
      error,
    );
  }
}
