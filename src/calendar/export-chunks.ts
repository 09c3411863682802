import type { Booking } from '../bookings/booking.ts';

/** All bookings at once, or in pages. */
export type Bookings = readonly Booking[] | AsyncIterable<readonly Booking[]>;

const CHUNK_CHARACTERS = 65_536;

/**
 * A document of `head`, one text per booking and `tail`, in pieces of about 64 KB, so that a million bookings take no
 * more memory than a hundred.
 */
export async function* buildInChunks(
  bookings: Bookings,
  head: string,
  textOf: (booking: Booking) => string,
  tail: string,
): AsyncGenerator<string, void, undefined> {
  let chunk = head;
  for await (const page of pagesOf(bookings)) {
    for (const booking of page) {
      chunk += textOf(booking);
      if (chunk.length >= CHUNK_CHARACTERS) {
        yield chunk;
        chunk = '';
      }
    }
  }
  chunk += tail;
  if (chunk !== '') yield chunk;
}

function pagesOf(bookings: Bookings): Iterable<readonly Booking[]> | AsyncIterable<readonly Booking[]> {
  return Symbol.asyncIterator in bookings ? bookings : [bookings];
}
