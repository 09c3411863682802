import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { App } from '../../app.ts';
import { saveSetting } from '../../config/edit-settings.ts';
import { findEditor, planEditor } from '../../config/editor.ts';
import { configPath } from '../../config/paths.ts';
import { findSetting, SETTINGS, type SettingValue } from '../../config/setting-specs.ts';
import { parseSettings, readSettings, readText } from '../../config/settings.ts';
import { FailureError, UsageError } from '../../errors.ts';
import { createFolder } from '../../files/create-folder.ts';
import { renderTable } from '../../render/table.ts';
import { systemZone } from '../../time/zones.ts';
import { defineAction, type RawInput } from '../command.ts';
import { argumentWords, requiredWord } from '../raw-options.ts';

/** A setting as it stands, and where its value comes from. */
interface Entry {
  readonly key: string;
  readonly value: SettingValue | null;
  readonly source: 'environment' | 'config' | 'system' | 'default';
}

const KEYS_HINT = `The settings are ${SETTINGS.map(({ key }) => key).join(', ')}.`;

function keyArgument(raw: RawInput): string {
  return requiredWord(raw, 0, 'Which setting?', KEYS_HINT);
}

function entryOf(app: App, key: string, values: ReadonlyMap<string, SettingValue>): Entry {
  const spec = findSetting(key);
  if (key === 'zone' && app.env['NUMINA_ZONE']) return { key, value: app.homeZone, source: 'environment' };
  const value = values.get(key);
  if (value !== undefined) return { key, value, source: 'config' };
  if (key === 'zone') return { key, value: systemZone(app.env), source: 'system' };
  return { key, value: spec.default, source: 'default' };
}

function formatValue(key: string, value: SettingValue | null): string {
  if (value === null) return '';
  const { format } = findSetting(key);
  if (format) return format(value);
  return Array.isArray(value) ? value.join(',') : String(value);
}

const toJson = ({ key, value, source }: Entry) => ({ key, value, source });

export const listAction = defineAction<null, readonly Entry[]>({
  parse: () => null,
  async run(app) {
    const values = readSettings(app.env);
    const fixed = SETTINGS.filter(({ key }) => !key.endsWith('.TYPE')).map(({ key }) => key);
    const others = [...values.keys()].filter((key) => !fixed.includes(key)).sort();
    return [...fixed, ...others].map((key) => entryOf(app, key, values));
  },
  toText: (entries, style) =>
    renderTable(
      [
        { head: 'SETTING' },
        { head: 'VALUE', min: 8 },
        { head: 'FROM', keep: 1 },
        { head: 'MEANING', min: 10, keep: 0 },
      ],
      entries.map(({ key, value, source }) => [key, formatValue(key, value), source, findSetting(key).doc]),
      style,
    ),
  toJson: (entries) => entries.map(toJson),
  toPlain: (entries) => entries.map(({ key, value, source }) => [key, formatValue(key, value), source]),
});

export const getAction = defineAction<{ key: string }, Entry>({
  parse: (raw) => ({ key: keyArgument(raw) }),
  async run(app, { key }) {
    return entryOf(app, key, readSettings(app.env));
  },
  toText: ({ key, value }) => formatValue(key, value),
  toJson,
});

export const setAction = defineAction<{ key: string; value: SettingValue }, Entry & { isOverruled: boolean }>({
  parse(raw) {
    const key = keyArgument(raw);
    const spec = findSetting(key);
    const [text] = argumentWords(raw, 1);
    if (text === undefined) throw new UsageError('argument_missing', `What should ${key} be?`, `${key}: ${spec.doc}.`);
    return { key, value: spec.parse(text, key) };
  },
  async run(app, { key, value }) {
    saveSetting(configPath(app.env), key, value);
    const isOverruled = key === 'zone' && Boolean(app.env['NUMINA_ZONE']);
    return { key, value, source: 'config', isOverruled };
  },
  toText: ({ key, value }) => `${key} = ${formatValue(key, value)}`,
  toJson,
  toNotes({ key, value, isOverruled }) {
    if (key === 'vdir.path')
      return [`It follows every change from now on; numina export --vdir ${value} fills it at once.`];
    return isOverruled ? [`NUMINA_ZONE is set and wins over ${key} for now.`] : [];
  },
});

export const unsetAction = defineAction<{ key: string }, Entry>({
  parse(raw) {
    const key = keyArgument(raw);
    findSetting(key);
    return { key };
  },
  async run(app, { key }) {
    const path = configPath(app.env);
    if (readSettings(app.env).has(key)) saveSetting(path, key, null);
    return entryOf(app, key, readSettings(app.env));
  },
  toText({ key, value, source }) {
    const text = formatValue(key, value);
    return text === '' ? `${key} is not set` : `${key} = ${text} (${source})`;
  },
  toJson,
});

export const pathAction = defineAction<null, string>({
  parse: () => null,
  run: async (app) => configPath(app.env),
  toText: (path) => path,
  toJson: (path) => ({ path }),
});

/** What a person has who has chosen none. */
const DEFAULT_EDITOR = 'vi';
/** A shell that does not find the program, or cannot start it. */
const NOT_STARTED = [126, 127];

export const editAction = defineAction<{ editor: string | null }, string>({
  parse: (_raw, _surroundings, { env }) => ({ editor: findEditor(env) }),

  async prepare(app, { editor }, prompter) {
    if (editor !== null || prompter) return { editor: editor ?? DEFAULT_EDITOR };
    const hint = `Set EDITOR, or write ${configPath(app.env)} by other means.`;
    throw new UsageError('no_terminal', 'There is no terminal to edit the settings on.', hint);
  },

  async run(app, { editor }) {
    const path = configPath(app.env);
    const { program, words, name } = planEditor(editor ?? DEFAULT_EDITOR, path, process.platform);
    createFolder(dirname(path));
    const code = await new Promise<number | null>((resolve) => {
      const child = spawn(program, words, { stdio: 'inherit' });
      child.on('error', () => resolve(NOT_STARTED[0] ?? null));
      child.on('exit', resolve);
    });
    if (code !== null && NOT_STARTED.includes(code)) {
      const hint = 'Set VISUAL or EDITOR to one that is there.';
      throw new FailureError('no_editor', `The editor ${name} cannot be started.`, hint);
    }
    if (code !== 0)
      throw new FailureError('editor_failed', `The editor ended with code ${code}.`, `The settings are in ${path}.`);
    parseSettings(readText(path), path);
    return path;
  },
  toText: (path) => `The settings in ${path} are valid.`,
  toJson: (path) => ({ path }),
});
