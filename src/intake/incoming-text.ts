import type { InstantText } from '../bookings/booking.ts';
import { cleanNotes, cleanTitle, foldTitle } from '../bookings/text-fields.ts';
import { UnreadableError } from './incoming.ts';

/** Longer texts are not counted: counting the characters of a title of 50 MB takes too long. */
const MAX_LOOKED_AT = 50_000;
/** A text of this many UTF-16 units is never longer than a title may be. */
const SURELY_SHORT = 1000;
const MAX_NOTES_CHARACTERS = 20_000;
const MAX_URL_CHARACTERS = 2000;

/** A text as one line, cleaned as every title is; null where nothing is left. Throws where it is too long. */
export function readOneLine(text: string | null | undefined, what: string): string | null {
  if (!text) return null;
  if (text.length > MAX_LOOKED_AT) {
    throw new UnreadableError(`The ${what} has ${text.length.toLocaleString('en')} characters.`);
  }
  const line = foldTitle(text);
  return line === '' ? null : line.length <= SURELY_SHORT ? line : cleanTitle(line, what);
}

/** Notes, cut to the longest length that is allowed. */
export function readNotes(text: string | null | undefined): { readonly notes: string | null; readonly isCut: boolean } {
  if (!text) return { notes: null, isCut: false };
  if (text.length <= MAX_NOTES_CHARACTERS) return { notes: cleanNotes(text), isCut: false };
  const characters = [...text.slice(0, MAX_LOOKED_AT)];
  const isCut = text.length > MAX_LOOKED_AT || characters.length > MAX_NOTES_CHARACTERS;
  return { notes: cleanNotes(isCut ? characters.slice(0, MAX_NOTES_CHARACTERS).join('') : text), isCut };
}

/** An http or https address; null for anything else, and for one that is too long or has invisible characters. */
export function readUrl(text: string | null | undefined): string | null {
  const url = (text ?? '').trim();
  return /^https?:\/\/\S+$/i.test(url) && url.length <= MAX_URL_CHARACTERS && foldTitle(url) === url ? url : null;
}

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;
/** The form in which instants are stored, on a day that every month has. Most instants that numina wrote match it. */
const STORED_INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;

/** Reads an ISO 8601 instant with an offset; null for anything else. */
export function readInstant(text: string): InstantText | null {
  if (STORED_INSTANT.test(text)) return text;
  if (!INSTANT.test(text)) return null;
  const at = Date.parse(
    text
      .replace(' ', 'T')
      .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
      .toUpperCase(),
  );
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Quotes the beginning of a text: up to 40 characters, in quotation marks. */
export function quote(text: string): string {
  const piece = [...text.slice(0, 200)].slice(0, 40).join('');
  return `“${foldTitle(piece)}${piece.length < text.length ? '…' : ''}”`;
}
