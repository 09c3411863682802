import { isLocalDate } from '../../time/civil.ts';
import { type IncomingRecord, reasonOf, type Skip, UnreadableError } from '../incoming.ts';
import { readInstant, readNotes, readOneLine } from '../incoming-text.ts';

type Fields = Readonly<Record<string, unknown>>;

export const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the pauses and reviews of a document. Those with any error are skipped, with the reason. */
export function readRecord(document: Fields): { readonly record: IncomingRecord; readonly skipped: readonly Skip[] } {
  const skipped: Skip[] = [];
  const each = <T>(name: string, read: (fields: Fields) => T): T[] => {
    const values = document[name];
    return (Array.isArray(values) ? values : []).flatMap((value: unknown) => {
      try {
        return [read(isFields(value) ? value : {})];
      } catch (error) {
        skipped.push({ uid: null, line: null, reason: reasonOf(error) });
        return [];
      }
    });
  };
  const record = { pauses: each('pauses', readPause), reviews: each('reviews', readReview) };
  return { record, skipped };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readPause({ id, from, to, reason }: Fields): IncomingRecord['pauses'][number] {
  const isWhole = isId(id) && isDate(from) && isDate(to) && from <= to;
  if (!isWhole) throw new UnreadableError('A pause without an id or without two dates in order.');
  return { id, from, to, reason: readOneLine(textOrNull(reason), 'reason of a pause') };
}

function readReview(fields: Fields): IncomingRecord['reviews'][number] {
  const { bookingId, rating } = fields;
  const createdAt = readInstant(textOrNull(fields['createdAt']) ?? '');
  const updatedAt = readInstant(textOrNull(fields['updatedAt']) ?? '');
  const isRating = typeof rating === 'number' && [1, 2, 3, 4, 5].includes(rating);
  if (!isId(bookingId) || !isRating || createdAt === null || updatedAt === null) {
    throw new UnreadableError('A review without a booking, a rating from 1 to 5 or its times.');
  }
  return { bookingId, rating, text: readNotes(textOrNull(fields['text'])).notes, createdAt, updatedAt };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && isLocalDate(value);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
