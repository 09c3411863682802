import type { ImportReportJson } from '../../contract/schemas/intake-schema.ts';

/** `3 new, 1 changed, 12 already there`. */
export function sayCounts({ created, updated, cancelled, adopted, unchanged, skipped }: ImportReportJson): string {
  const counts: readonly (readonly [number, string])[] = [
    [created, 'new'],
    [updated, 'changed'],
    [cancelled, 'cancelled'],
    [adopted, 'typed in before'],
    [unchanged, 'already there'],
    [skipped.length, 'left out'],
  ];
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? 'no bookings in it' : said.join(', ');
}

const TYPES: Readonly<Record<string, string>> = {
  ics: 'text/calendar',
  csv: 'text/csv',
  json: 'application/json',
  eml: 'message/rfc822',
  mbox: 'application/mbox',
};

/** The media type of a file by the ending of its name; as the browser knows it where the ending says nothing. */
export function typeOfFile({ name, type }: Pick<File, 'name' | 'type'>): string {
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  return TYPES[ending] ?? (type || 'application/octet-stream');
}
