import { nameKey } from '../bookings/name-key.ts';
import { cleanTitle } from '../bookings/text-fields.ts';
import { UsageError } from '../errors.ts';
import { uidOf } from './identity-key.ts';
import type { IncomingBooking, ReadResult, Skip } from './incoming.ts';

/** Which classes of a calendar are taken, by their titles, and what they are called here. */
export interface TitleRules {
  /** Where there are any, a title has to match one. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** In order: where two say something of the same field, the later counts. */
  readonly maps: readonly TitleMap[];
}

export interface TitleMap {
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

/** Reads `Spin*=type:spin,location:Studio North`. A comma that no field follows belongs to the text. Throws UsageError. */
export function parseTitleMap(text: string): TitleMap {
  const at = text.search(/=\s*[a-z]+\s*:/i);
  const pattern = text.slice(0, Math.max(at, 0)).trim();
  if (pattern === '') throw wrongMap(text);
  const fields: MappedFields = {};
  for (const part of text.slice(at + 1).split(NEXT_FIELD)) {
    const [, name = '', value = ''] = /^\s*([a-z]+)\s*:\s*(.*)$/is.exec(part) ?? [];
    const field = name.toLowerCase();
    if (!isField(field) || value.trim() === '') throw wrongMap(text);
    fields[FIELDS[field]] = cleanTitle(value, field);
  }
  return { pattern, fields };
}

function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name);
}

function wrongMap(text: string): UsageError {
  return new UsageError(
    'bad_map',
    `--map cannot be “${text}”.`,
    `Write it like 'Spin*=type:spin,location:Studio North'; the fields are ${Object.keys(FIELDS).join(', ')}.`,
  );
}

/** What is left of a source by the rules, and what they made of it; what they leave out is skipped with its reason. */
export function applyTitleRules<T extends ReadResult>(read: T, { only, skip, maps }: TitleRules): T {
  const bookings: IncomingBooking[] = [];
  const skipped = new Map<string, Skip>();
  for (const said of read.bookings) {
    const unwanted = skip.find((pattern) => matchesTitle(pattern, said.className));
    const isWanted = only.length === 0 || only.some((pattern) => matchesTitle(pattern, said.className));
    if (unwanted === undefined && isWanted) {
      const fields = maps.flatMap((map) => (matchesTitle(map.pattern, said.className) ? [map.fields] : []));
      bookings.push(Object.assign({}, said, ...fields));
      continue;
    }
    const reason = unwanted === undefined ? 'Its title matches no --only.' : `Its title matches --skip ${unwanted}.`;
    const uid = uidOf(said.identity);
    // A series is one event with many classes.
    skipped.set(`${said.line} ${uid}`, { uid, line: said.line, reason });
  }
  return { ...read, bookings, skipped: [...read.skipped, ...skipped.values()] };
}

/** Whether a whole title, without regard to case, is a pattern in which `*` stands for any text. */
export function matchesTitle(pattern: string, title: string): boolean {
  const [first = '', ...rest] = nameKey(pattern).split('*');
  const key = nameKey(title);
  const last = rest.pop();
  if (last === undefined) return key === first;
  if (!key.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = key.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return key.length - last.length >= from && key.endsWith(last);
}
