import * as z from 'zod';
import { booking } from './booking-schema.ts';

const nextCursor = z.string().nullable().describe('Ask for the next page with it; null where this is the last one');

export const bookingItems = z
  .strictObject({ items: z.array(booking).describe('By start, ascending') })
  .meta({ id: 'BookingItems' });
export const bookingPage = z.strictObject({ items: z.array(booking), nextCursor }).meta({ id: 'BookingPage' });
export const bookedOrSeries = z
  .union([booking, bookingItems])
  .describe('The booking; for a series an object with all of its bookings');

/** A page of a list of something else. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor });
}
