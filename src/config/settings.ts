import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { UsageError } from '../errors.ts';
import { parseTitleMap, type TitleMap } from '../intake/title-map.ts';
import type { Weekday } from '../time/civil.ts';
import type { ClockFormat } from '../time/names.ts';
import { command, words } from '../words.ts';
import { isChannelKey } from './channel-setting-specs.ts';
import { configPath, homeFolder } from './paths.ts';
import { findSetting, isOfPerson, type SettingValue, weekdayNamed } from './setting-specs.ts';

/** The settings as the program uses them, with defaults. */
export interface Settings {
  /** Null: the zone of the system. */
  readonly zone: string | null;
  readonly weekStart: Weekday;
  readonly clock: ClockFormat;
  readonly restDays: readonly Weekday[];
  /** Null: none is set. */
  readonly weeklyTarget: number | null;
  /** Targets of single class types, beside the general one. */
  readonly weeklyTargetByType: ReadonlyMap<string, number>;
  /** Sources and places whose classes are assumed attended. */
  readonly assumeAttended: readonly string[];
  /** The folder that is updated after every change, as an absolute path. */
  readonly vdirPath: string | null;
  /** Values for classes by their titles, for every import. */
  readonly titleMaps: readonly TitleMap[];
  /** Whether the daemon reminds of unmarked classes. */
  readonly inboxNotice: boolean;
}

/**
 * The values in the config file by dotted key: all, or those for which `isAsked` is true. Throws UsageError where the
 * file or one of these values is wrong.
 */
export function readSettings(
  env: NodeJS.ProcessEnv,
  isAsked?: (key: string) => boolean,
): ReadonlyMap<string, SettingValue> {
  const path = configPath(env);
  return parseSettings(readText(path), path, isAsked);
}

/** The text of a config file, empty where there is none. Throws UsageError where it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new UsageError(
      'config_unreadable',
      `The settings ${path} cannot be read.`,
      'Check the file and its permissions.',
    );
  }
}

/**
 * The values in the text of a config file, of the keys for which `isAsked` is true. Throws UsageError with the path
 * where the text or one of these values is wrong.
 */
export function parseSettings(
  text: string,
  path: string,
  isAsked: (key: string) => boolean = () => true,
): ReadonlyMap<string, SettingValue> {
  let document: Record<string, unknown>;
  try {
    document = parseToml(text);
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    throw new UsageError(
      'config_invalid',
      `The settings ${path} are not valid TOML: ${reason.replace(/^Invalid TOML document: /, '')}.`,
      words`Correct the file with ${command('config edit')}.`,
    );
  }
  const values = new Map<string, SettingValue>();
  for (const [key, value] of flatten(document)) {
    if (isAsked(key)) values.set(key, parseValue(key, value, path));
  }
  return values;
}

/** A TOML value as a person would write it on the command line. */
function asWritten(value: unknown): string {
  if (Array.isArray(value)) return value.map(asWritten).join(',');
  return value instanceof Date ? value.toISOString() : String(value);
}

/** A value as TOML or JSON holds it, checked. Throws UsageError. */
export function readValue(key: string, value: unknown): SettingValue {
  const spec = findSetting(key);
  if (Array.isArray(value) && spec.parseList) return spec.parseList(value.map(asWritten), key);
  return spec.parse(asWritten(value), key);
}

function parseValue(key: string, value: unknown, path: string): SettingValue {
  try {
    return readValue(key, value);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = words`Correct the file with ${command('config edit')}.${error.hint === null ? '' : words` ${error.hint}`}`;
    throw new UsageError(error.code, words`In the settings ${path}: ${error.fact}`, hint);
  }
}

function* flatten(table: Record<string, unknown>, prefix = ''): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(table)) {
    const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
    if (isTable) yield* flatten(value as Record<string, unknown>, `${prefix}${key}.`);
    else yield [`${prefix}${key}`, value];
  }
}

/** Where the record is: `database` as a path or an address (null: the usual place), and what prints the password. */
export interface DatabaseSettings {
  readonly database: string | null;
  readonly passwordCommand: readonly string[] | null;
}

/** Reads the settings of the database alone: mistakes in others do not stop them. Throws UsageError. */
export function loadDatabaseSettings(env: NodeJS.ProcessEnv): DatabaseSettings {
  const values = readSettings(env, (key) => /^database(?:\.|$)/.test(key));
  return {
    database: expandHome((values.get('database') as string | undefined) ?? null, env),
    passwordCommand: (values.get('database.password_command') as readonly string[] | undefined) ?? null,
  };
}

/**
 * The settings, without those of the channels for reminders: a channel reports mistakes in its settings itself, so that
 * they stop nothing else. `own` are those that a person keeps elsewhere; what the file says of a person is not read then.
 * Throws UsageError.
 */
export function loadSettings(env: NodeJS.ProcessEnv, own: ReadonlyMap<string, SettingValue> | null = null): Settings {
  const inFile = readSettings(env, (key) => !isChannelKey(key) && (own === null || !isOfPerson(key)));
  const values = own === null ? inFile : new Map([...inFile, ...own]);
  const byType = [...values].filter(([key]) => key.startsWith('weekly_target.'));
  const restDays = values.get('rest_days') ?? [];
  return {
    zone: (values.get('zone') as string | undefined) ?? null,
    weekStart: weekdayNamed((values.get('week_start') as string | undefined) ?? 'monday'),
    clock: (values.get('clock') as ClockFormat | undefined) ?? '24',
    restDays: (restDays as readonly string[]).map(weekdayNamed),
    weeklyTarget: (values.get('weekly_target') as number | undefined) ?? null,
    inboxNotice: values.get('inbox_notice') !== 'off',
    assumeAttended: (values.get('assume_attended') as readonly string[] | undefined) ?? [],
    titleMaps: ((values.get('import.map') as readonly string[] | undefined) ?? []).map(parseTitleMap),
    vdirPath: expandHome((values.get('vdir.path') as string | undefined) ?? null, env),
    weeklyTargetByType: new Map(byType.map(([key, value]) => [key.slice('weekly_target.'.length), value as number])),
  };
}

function expandHome(path: string | null, env: NodeJS.ProcessEnv): string | null {
  return path !== null && /^~[/\\]/.test(path) ? join(homeFolder(env), path.slice(2)) : path;
}
