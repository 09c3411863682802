import { nameKey } from '../bookings/name-key.ts';
import { cleanTitle } from '../bookings/text-fields.ts';
import { UsageError } from '../errors.ts';
import { field, words } from '../words.ts';
import type { IncomingBooking } from './incoming.ts';

/** What to change in classes whose title matches a pattern. */
export interface TitleMap {
  /** As a person wrote it. */
  readonly text: string;
  /** `*` stands for any text. */
  readonly pattern: string;
  readonly fields: MappedFields;
}

const FIELDS = {
  name: 'className',
  type: 'type',
  location: 'location',
  instructor: 'instructor',
  source: 'source',
} as const satisfies Record<string, keyof IncomingBooking>;
type Field = keyof typeof FIELDS;
export type MappedFields = Partial<Record<(typeof FIELDS)[Field], string>>;

const NEXT_FIELD = new RegExp(`,(?=\\s*(?:${Object.keys(FIELDS).join('|')})\\s*:)`, 'i');

/** The form of a pattern. It completes a sentence. */
export const TITLE_MAP_FORM = `'Spin*=type:spin,location:Studio North'; the fields are ${Object.keys(FIELDS).join(', ')}`;

/**
 * Reads `Spin*=type:spin,location:Studio North`; null where the text has another form. A comma belongs to the value
 * unless a field name follows it. Throws UsageError for a text that is too long.
 */
export function readTitleMap(text: string): TitleMap | null {
  const at = text.search(/=\s*[a-z]+\s*:/i);
  const pattern = text.slice(0, Math.max(at, 0)).trim();
  if (pattern === '') return null;
  const fields: MappedFields = {};
  for (const part of text.slice(at + 1).split(NEXT_FIELD)) {
    const [, name = '', value = ''] = /^\s*([a-z]+)\s*:\s*(.*)$/is.exec(part) ?? [];
    const key = name.toLowerCase();
    if (!isField(key) || value.trim() === '') return null;
    fields[FIELDS[key]] = cleanTitle(value, key);
  }
  return { text: text.trim(), pattern, fields };
}

function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name);
}

/** As {@link readTitleMap}, but throws UsageError where the text has another form. */
export function parseTitleMap(text: string): TitleMap {
  const map = readTitleMap(text);
  if (map !== null) return map;
  throw new UsageError('bad_map', words`${field('map')} cannot be “${text}”.`, `Write it like ${TITLE_MAP_FORM}.`);
}

/** The maps in order, each pattern once: a later map replaces an earlier one with the same pattern. */
export function replaceSamePatterns(maps: readonly TitleMap[]): readonly TitleMap[] {
  return [...new Map(maps.map((map) => [nameKey(map.pattern), map])).values()];
}
