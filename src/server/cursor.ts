import { RequestError } from './request-error.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The place of a booking in a list by start, as a text that means nothing to its reader. */
export function writeCursor({ startsAt, id }: { readonly startsAt: string; readonly id: string }): string {
  return Buffer.from(JSON.stringify([startsAt, id])).toString('base64url');
}

/** The place that {@link writeCursor} wrote. Throws RequestError for any other text. */
export function readCursor(text: string): { readonly startsAt: string; readonly id: string } {
  const [startsAt, id] = parse(text);
  if (typeof startsAt === 'string' && typeof id === 'string' && INSTANT.test(startsAt)) return { startsAt, id };
  throw badCursor();
}

/** A number of items, as a cursor. */
export function writeOffset(offset: number): string {
  return Buffer.from(JSON.stringify([offset])).toString('base64url');
}

/** The number that {@link writeOffset} wrote. Throws RequestError for any other text. */
export function readOffset(text: string): number {
  const [offset] = parse(text);
  if (typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw badCursor();
}

function parse(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(value)) return value;
  } catch {
    // It is told below.
  }
  throw badCursor();
}

function badCursor(): RequestError {
  const detail = 'The cursor is none that a list gave.';
  return new RequestError(422, 'bad_cursor', detail, {
    hint: 'Take nextCursor of the page before, or leave it out for the first page.',
    fields: [{ pointer: '#/cursor', detail }],
  });
}
