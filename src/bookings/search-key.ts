import type { Booking } from './booking.ts';
import { nameKey } from './name-key.ts';

/**
 * The characters before each part of a search key. Stored texts have no control characters, so nothing that a person
 * writes looks like one, and no search reaches from one part into the next.
 */
const MARKS = {
  class: '\u0001',
  type: '\u0002',
  location: '\u0003',
  instructor: '\u0004',
  source: '\u0005',
  notes: '\u0006',
} as const;
/** The character after each part. */
const END = '\u001f';

type Searched = Pick<Booking, 'className' | 'classType' | 'location' | 'instructor' | 'source' | 'notes'>;

/**
 * All that a person can search or filter a booking by, as one folded text. It is stored, so that every engine finds the
 * same without a function of its own. Only a migration may change it.
 */
export function searchKeyOf({ className, classType, location, instructor, source, notes }: Searched): string {
  const part = (mark: string, text: string | null) => (text === null ? '' : mark + text + END);
  return nameKey(
    part(MARKS.class, className) +
      part(MARKS.type, classType) +
      part(MARKS.location, location) +
      part(MARKS.instructor, instructor) +
      part(MARKS.source, source) +
      part(MARKS.notes, notes),
  );
}

/** The LIKE pattern, with `\` as escape, of the search keys that have this text in a part. */
export function patternOfSearch(text: string): string {
  return `%${escaped(text)}%`;
}

/** The LIKE pattern, with `\` as escape, of the search keys that have exactly this text as a part. */
export function patternOfPart(part: keyof typeof MARKS, text: string): string {
  return `%${MARKS[part]}${escaped(text)}${END}%`;
}

function escaped(text: string): string {
  return nameKey(text).replace(/[\\%_]/g, '\\$&');
}
