import { dirname } from 'node:path';
import type { Session } from '../../app.ts';
import type { DatedChange } from '../../attendance/streak/target-service.ts';
import { checkDay } from '../../bookings/said-filter.ts';
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
import { renderDatedTarget } from '../../render/dated-target.ts';
import { singleLine } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import type { LocalDate } from '../../time/civil.ts';
import { words } from '../../words.ts';
import { defineAction, type RawInput } from '../command.ts';
import { argumentWords, daysOf, requiredWord, textOption } from '../raw-options.ts';

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
  run: async (session) => listSettings(session.process.env),
  toText: (entries, style) =>
    renderTable(
      [
        { head: 'SETTING' },
        { head: 'VALUE', min: 8 },
        { head: 'FROM', keep: 1 },
        { head: 'MEANING', min: 10, keep: 0 },
      ],
      entries.map(({ key, value, source }) => [
        key,
        formatValue(key, value),
        source,
        wordForTerminal(findSetting(key).doc),
      ]),
      style,
    ),
  toJson: (entries) => entries.map(toSettingJson),
  toPlain: (entries) => entries.map(({ key, value, source }) => [key, formatValue(key, value), source]),
});

export const getAction = defineAction<{ key: string }, SettingEntry>({
  parse: (raw) => ({ key: keyArgument(raw) }),
  run: async (session, { key }) => readSetting(session.process.env, key),
  toText: ({ key, value }) => formatValue(key, value),
  toJson: toSettingJson,
});

/** The class type that a weekly target is for, null for all; undefined for any other setting. */
function targetType(key: string): string | null | undefined {
  if (key === 'weekly_target') return null;
  return key.startsWith('weekly_target.') ? key.slice('weekly_target.'.length) : undefined;
}

/** Changes a setting, and keeps from when it holds if it is a weekly target. */
async function withDate<Entry extends SettingEntry>(
  session: Session,
  key: string,
  from: LocalDate | null,
  change: () => Entry,
): Promise<Dated<Entry>> {
  const type = targetType(key);
  if (type === undefined) return { ...change(), dated: null };
  const before = targetInFile(session.process.env, key);
  const entry = change();
  const target = entry.source === 'config' ? (entry.value as number) : null;
  const { dateTarget } = await import('../../attendance/streak/target-service.ts');
  return { ...entry, dated: await dateTarget(await session.bookings(), { type, target, from, before }) };
}

/** Null where none is set; undefined where the file is wrong, which a change may mend. */
function targetInFile(env: NodeJS.ProcessEnv, key: string): number | null | undefined {
  try {
    const { value, source } = readSetting(env, key);
    return source === 'config' ? (value as number) : null;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

interface SetInput {
  readonly key: string;
  readonly text: string;
  readonly from: LocalDate | null;
}

/** A setting, and where it is a weekly target from when it holds. */
type Dated<Entry> = Entry & { readonly dated: DatedChange | null };

export const setAction = defineAction<SetInput, Dated<ReturnType<typeof changeSetting>>>({
  async parse(raw, _surroundings, session) {
    const key = keyArgument(raw);
    const { doc } = findSetting(key);
    const [text] = argumentWords(raw, 1);
    if (text === undefined) throw new UsageError('argument_missing', `What should ${key} be?`, words`${key}: ${doc}.`);
    const from = textOption(raw, 'from');
    if (from === undefined) return { key, text, from: null };
    if (targetType(key) !== undefined) {
      return { key, text, from: await checkDay(from, 'from', daysOf(session)) };
    }
    throw new UsageError('from_misplaced', `--from says nothing of ${key}.`, 'It is for weekly_target alone.');
  },
  run: (session, { key, text, from }) =>
    withDate(session, key, from, () => changeSetting(session.process.env, key, text)),
  toText: ({ key, value }) => `${key} = ${formatValue(key, value)}`,
  toJson: toSettingJson,
  toNotes({ key, value, isOverruled, dated }, style) {
    if (dated !== null) return [renderDatedTarget(dated, style)];
    if (key === 'vdir.path')
      return [`It follows every change from now on; numina export --vdir ${value} fills it at once.`];
    return isOverruled ? [`NUMINA_ZONE is set and wins over ${key} for now.`] : [];
  },
});

export const unsetAction = defineAction<{ key: string }, Dated<SettingEntry>>({
  parse: (raw) => ({ key: keyArgument(raw) }),
  run: (session, { key }) => withDate(session, key, null, () => resetSetting(session.process.env, key)),
  toText({ key, value, source }) {
    const text = formatValue(key, value);
    return text === '' ? `${key} is not set` : `${key} = ${text} (${source})`;
  },
  toJson: toSettingJson,
  toNotes: ({ dated }, style) => (dated === null ? [] : [renderDatedTarget(dated, style)]),
});

export const pathAction = defineAction<null, string>({
  parse: () => null,
  run: async (session) => configPath(session.process.env),
  toText: (path) => path,
  toJson: toSettingsFileJson,
});

/** What a person has who has chosen none. */
const DEFAULT_EDITOR = 'vi';
/** A shell that does not find the program, or cannot start it. */
const NOT_STARTED: readonly (number | string)[] = [126, 127];

export const editAction = defineAction<{ editor: string | null }, string>({
  parse: (_raw, _surroundings, session) => ({ editor: findEditor(session.process.env) }),

  async prepare(session, { editor }, prompter) {
    if (editor !== null || prompter) return { editor: editor ?? DEFAULT_EDITOR };
    const hint = `Set EDITOR, or write ${configPath(session.process.env)} by other means.`;
    throw new UsageError('no_terminal', 'There is no terminal to edit the settings on.', hint);
  },

  async run(session, { editor }) {
    const path = configPath(session.process.env);
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
    return checkSettingsFile(session.process.env);
  },
  toText: (path) => `The settings in ${path} are valid.`,
  toJson: toSettingsFileJson,
});
