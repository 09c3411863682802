import { type BookRequest, bookClass } from '../../src/bookings/book-service.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';

/** Books a class by name and time; `request` adds other fields. */
export function book(context: BookingContext, name: string, when: string, request: Partial<BookRequest> = {}) {
  return bookClass(context, {
    name,
    when,
    fields: {},
    cancelBy: undefined,
    status: 'booked',
    repeat: null,
    isNewClass: false,
    isForced: false,
    ...request,
  });
}
