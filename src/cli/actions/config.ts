import type { Session } from '../../app.ts';
import type { DatedChange } from '../../attendance/streak/target-service.ts';
import { checkDay } from '../../bookings/said-filter.ts';
import { chooseEditor, editSettings, findEditor } from '../../config/editor.ts';
import { listSettingsAt, readSettingAt, type SettingsPlace } from '../../config/own-settings-service.ts';
import { configPath } from '../../config/paths.ts';
import { findSetting, isOfPerson, SETTINGS, type SettingValue } from '../../config/setting-specs.ts';
import type { changeSetting, SettingEntry } from '../../config/settings-service.ts';
import { checkSettingChange, setSetting, unsetSetting } from '../../config/weekly-target-setting.ts';
import { toSettingJson, toSettingsFileJson } from '../../contract/program-json.ts';
import { renderDatedTarget } from '../../render/dated-target.ts';
import { singleLine } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import type { LocalDate } from '../../time/civil.ts';
import { defineAction, type RawInput } from '../command.ts';
import { requireConfigFile } from '../named-account.ts';
import { argumentWords, daysOf, requiredWord, textOption } from '../raw-options.ts';

const KEYS_HINT = `The settings are ${SETTINGS.map(({ key }) => key).join(', ')}.`;

function keyArgument(raw: RawInput): string {
  return requiredWord(raw, 0, 'Which setting?', KEYS_HINT);
}

/** Where a setting is. One of the machine needs no database: it may be what keeps the database from being opened. */
async function placeOf(session: Session, key: string): Promise<SettingsPlace> {
  return isOfPerson(key) ? session.settingsPlace() : { env: session.process.env, own: null };
}

function formatValue(key: string, value: SettingValue | null): string {
  if (value === null) return '';
  const { format } = findSetting(key);
  return singleLine(format ? format(value) : Array.isArray(value) ? value.join(',') : String(value));
}

export const listAction = defineAction<null, readonly SettingEntry[]>({
  parse: () => null,
  run: async (session) => listSettingsAt(await session.settingsPlace()),
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
  run: async (session, { key }) => readSettingAt(await placeOf(session, key), key),
  toText: ({ key, value }) => formatValue(key, value),
  toJson: toSettingJson,
});

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
    const from = textOption(raw, 'from');
    const text = checkSettingChange(key, argumentWords(raw, 1)[0], from);
    return { key, text, from: from === undefined ? null : await checkDay(from, 'from', daysOf(session)) };
  },
  run: async (session, input) => setSetting(await placeOf(session, input.key), input, session.dateTarget),
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
  run: async (session, { key }) => unsetSetting(await placeOf(session, key), key, session.dateTarget),
  toText({ key, value, source }) {
    const text = formatValue(key, value);
    return text === '' ? `${key} is not set` : `${key} = ${text} (${source})`;
  },
  toJson: toSettingJson,
  toNotes: ({ dated }, style) => (dated === null ? [] : [renderDatedTarget(dated, style)]),
});

export const pathAction = defineAction<null, string>({
  async parse(raw, _surroundings, session) {
    await requireConfigFile(raw, session);
    return null;
  },
  run: async (session) => configPath(session.process.env),
  toText: (path) => path,
  toJson: toSettingsFileJson,
});

export const editAction = defineAction<{ editor: string }, string, { editor: string | null }>({
  async parse(raw, _surroundings, session) {
    await requireConfigFile(raw, session);
    return { editor: findEditor(session.process.env) };
  },
  prepare: async ({ process: { env } }, { editor }, prompter) => ({
    editor: chooseEditor(env, editor, prompter !== null),
  }),
  run: (session, { editor }) => editSettings(session.process.env, editor),
  toText: (path) => `The settings in ${path} are valid.`,
  toJson: toSettingsFileJson,
});
