import { isAbsolute } from 'node:path';
import { UsageError } from '../errors.ts';
import { readTitleMap, replaceSamePatterns, TITLE_MAP_FORM } from '../intake/title-map.ts';
import { parseJsonList } from '../text/json-list.ts';
import { WEEKDAYS, type Weekday } from '../time/civil.ts';
import { isZone } from '../time/zones.ts';
import { field, words } from '../words.ts';
import { CHANNEL_SETTINGS } from './channel-setting-specs.ts';
import { DATABASE_SETTINGS } from './database-settings.ts';
import { oneOf, type SettingSpec, wrongSetting } from './setting-spec.ts';

const TITLE_MAPS = `patterns such as ${TITLE_MAP_FORM}`;

export { type SettingSpec, type SettingValue, wrongSetting } from './setting-spec.ts';

/** Every setting, in the order in which they are listed. */
export const SETTINGS: readonly SettingSpec[] = [
  {
    key: 'zone',
    isOfPerson: true,
    doc: 'Home time zone, an IANA name; if not set, the zone of the system',
    default: null,
    parse: (text, key) => (isZone(text) ? text : wrongSetting(key, text, 'an IANA zone such as Europe/Berlin')),
  },
  {
    key: 'week_start',
    isOfPerson: true,
    doc: 'First day of the week: monday, sunday or saturday',
    default: 'monday',
    parse: (text, key) => oneOf(key, text.toLowerCase(), ['monday', 'sunday', 'saturday']),
  },
  {
    key: 'clock',
    isOfPerson: true,
    doc: 'How times are shown: 24 or 12 hours',
    default: '24',
    parse: (text, key) => oneOf(key, text, ['24', '12']),
  },
  {
    key: 'rest_days',
    isOfPerson: true,
    doc: 'Weekdays that never break a day streak, such as saturday,sunday',
    default: [],
    parse: parseRestDays,
  },
  {
    key: 'weekly_target',
    isOfPerson: true,
    doc: 'Attended days that make a week count, 1 to 7',
    default: 1,
    parse: parseTarget,
  },
  {
    key: 'weekly_target.TYPE',
    isOfPerson: true,
    doc: 'The same for one class type, counted beside the general one',
    default: null,
    parse: parseTarget,
  },
  {
    key: 'assume_attended',
    isOfPerson: true,
    doc: 'Sources and places whose classes count as attended 12 hours after their end, such as mindbody,Velo',
    default: [],
    parse: (text) => parseNames(text),
  },
  {
    key: 'vdir.path',
    doc: 'Folder with one .ics file per booking, updated after every change; ~/ is your home',
    default: null,
    parse: (text, key) =>
      /^~[/\\]./.test(text) || isAbsolute(text)
        ? text
        : wrongSetting(key, text, 'a whole path such as ~/calendars/classes'),
  },
  {
    key: 'import.map',
    isOfPerson: true,
    doc: words`Values for classes by their titles in every import, as ${field('map')} does, such as ["Spin*=type:spin"]`,
    default: [],
    parse: parseTitleMaps,
    parseList: checkTitleMaps,
    format: (value) => (Array.isArray(value) && value.length === 0 ? '' : JSON.stringify(value)),
  },
  {
    key: 'inbox_notice',
    isOfPerson: true,
    doc: 'Whether the daemon reminds you once a day of classes in the inbox: on or off',
    default: 'on',
    parse: (text, key) => oneOf(key, text.toLowerCase(), ['on', 'off']),
  },
  ...CHANNEL_SETTINGS,
  ...DATABASE_SETTINGS,
];

/** The setting of a key; `weekly_target.yoga` is of `weekly_target.TYPE`. Throws UsageError for an unknown key. */
export function findSetting(key: string): SettingSpec {
  const spec = specOf(key);
  if (spec) return spec;
  throw new UsageError(
    'unknown_setting',
    `There is no setting “${key}”.`,
    `The settings are ${SETTINGS.map((each) => each.key).join(', ')}.`,
  );
}

/** Whether a key is a setting of a person. False for one of the machine, and for an unknown one. */
export function isOfPerson(key: string): boolean {
  return specOf(key)?.isOfPerson === true;
}

function specOf(key: string): SettingSpec | undefined {
  return SETTINGS.find(
    (each) =>
      each.key === key ||
      (each.key.endsWith('.TYPE') && key.startsWith(each.key.slice(0, -4)) && key.length > each.key.length - 4),
  );
}

/** The weekday of a word in the settings. */
export function weekdayNamed(name: string): Weekday {
  return ((WEEKDAYS as readonly string[]).indexOf(name) + 1) as Weekday;
}

function parseRestDays(text: string, key: string): readonly string[] {
  if (text.trim() === '' || text === 'none') return [];
  const days = text.split(',').map((day) => day.trim().toLowerCase());
  const unknown = days.find((day) => !(WEEKDAYS as readonly string[]).includes(day));
  if (unknown !== undefined) return wrongSetting(key, unknown, `weekdays such as saturday,sunday`);
  if (new Set(days).size === 7) return wrongSetting(key, text, 'at most six weekdays');
  return [...new Set(days)];
}

function parseNames(text: string): readonly string[] {
  if (text.trim() === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** A list as JSON, or a single pattern, which may also begin with a bracket. */
function parseTitleMaps(text: string, key: string): readonly string[] {
  if (text.trim() === '') return [];
  if (!/^\s*\[\s*["\]]/.test(text)) return checkTitleMaps([text], key);
  return checkTitleMaps(parseJsonList(text) ?? wrongSetting(key, text, TITLE_MAPS), key);
}

function checkTitleMaps(items: readonly string[], key: string): readonly string[] {
  const maps = items.map((item) => readTitleMap(item) ?? wrongSetting(key, item, TITLE_MAPS));
  return replaceSamePatterns(maps).map(({ text }) => text);
}

function parseTarget(text: string, key: string): number {
  return /^[1-7]$/.test(text.trim()) ? Number(text) : wrongSetting(key, text, 'a whole number from 1 to 7');
}
