import { dirname } from 'node:path';
import { findEditor, planEditor } from '../../config/editor.ts';
import { configPath } from '../../config/paths.ts';
import { findSetting, SETTINGS, type SettingValue } from '../../config/setting-specs.ts';
import {
  changeSetting,
  checkSettingsFile,
  listSettings,
  readSetting,
  resetSetting,
  type SettingEntry,
} from '../../config/settings-service.ts';
import { toSettingJson, toSettingsFileJson } from '../../contract/program-json.ts';
import { FailureError, UsageError } from '../../errors.ts';
import { createFolder } from '../../files/create-folder.ts';
import { singleLine } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import { defineAction, type RawInput } from '../command.ts';
import { argumentWords, requiredWord } from '../raw-options.ts';

const KEYS_HINT = `The settings are ${SETTINGS.map(({ key }) => key).join(', ')}.`;

function keyArgument(raw: RawInput): string {
  return requiredWord(raw, 0, 'Which setting?', KEYS_HINT);
}

function formatValue(key: string, value: SettingValue | null): string {
  if (value === null) return '';
  const { format } = findSetting(key);
  return singleLine(format ? format(value) : Array.isArray(value) ? value.join(',') : String(value));
}

export const listAction = defineAction<null, readonly SettingEntry[]>({
  parse: () => null,
  run: async (app) => listSettings(app.process.env),
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
  toJson: (entries) => entries.map(toSettingJson),
  toPlain: (entries) => entries.map(({ key, value, source }) => [key, formatValue(key, value), source]),
});

export const getAction = defineAction<{ key: string }, SettingEntry>({
  parse: (raw) => ({ key: keyArgument(raw) }),
  run: async (app, { key }) => readSetting(app.process.env, key),
  toText: ({ key, value }) => formatValue(key, value),
  toJson: toSettingJson,
});

export const setAction = defineAction<{ key: string; text: string }, ReturnType<typeof changeSetting>>({
  parse(raw) {
    const key = keyArgument(raw);
    const { doc } = findSetting(key);
    const [text] = argumentWords(raw, 1);
    if (text === undefined) throw new UsageError('argument_missing', `What should ${key} be?`, `${key}: ${doc}.`);
    return { key, text };
  },
  run: async (app, { key, text }) => changeSetting(app.process.env, key, text),
  toText: ({ key, value }) => `${key} = ${formatValue(key, value)}`,
  toJson: toSettingJson,
  toNotes({ key, value, isOverruled }) {
    if (key === 'vdir.path')
      return [`It follows every change from now on; numina export --vdir ${value} fills it at once.`];
    return isOverruled ? [`NUMINA_ZONE is set and wins over ${key} for now.`] : [];
  },
});

export const unsetAction = defineAction<{ key: string }, SettingEntry>({
  parse: (raw) => ({ key: keyArgument(raw) }),
  run: async (app, { key }) => resetSetting(app.process.env, key),
  toText({ key, value, source }) {
    const text = formatValue(key, value);
    return text === '' ? `${key} is not set` : `${key} = ${text} (${source})`;
  },
  toJson: toSettingJson,
});

export const pathAction = defineAction<null, string>({
  parse: () => null,
  run: async (app) => configPath(app.process.env),
  toText: (path) => path,
  toJson: toSettingsFileJson,
});

/** What a person has who has chosen none. */
const DEFAULT_EDITOR = 'vi';
/** A shell that does not find the program, or cannot start it. */
const NOT_STARTED: readonly (number | string)[] = [126, 127];

export const editAction = defineAction<{ editor: string | null }, string>({
  parse: (_raw, _surroundings, app) => ({ editor: findEditor(app.process.env) }),

  async prepare(app, { editor }, prompter) {
    if (editor !== null || prompter) return { editor: editor ?? DEFAULT_EDITOR };
    const hint = `Set EDITOR, or write ${configPath(app.process.env)} by other means.`;
    throw new UsageError('no_terminal', 'There is no terminal to edit the settings on.', hint);
  },

  async run(app, { editor }) {
    const path = configPath(app.process.env);
    const { program, words, name } = planEditor(editor ?? DEFAULT_EDITOR, path, process.platform);
    createFolder(dirname(path));
    const { execa } = await import('execa');
    const end = await execa(program, words, { stdio: 'inherit', cleanup: false, reject: false });
    const code = end.exitCode ?? end.signal;
    if (code === undefined || NOT_STARTED.includes(code)) {
      const hint = 'Set VISUAL or EDITOR to one that is there.';
      throw new FailureError('no_editor', `The editor ${name} cannot be started.`, hint);
    }
    if (code !== 0)
      throw new FailureError('editor_failed', `The editor ended with code ${code}.`, `The settings are in ${path}.`);
    return checkSettingsFile(app.process.env);
  },
  toText: (path) => `The settings in ${path} are valid.`,
  toJson: toSettingsFileJson,
});
