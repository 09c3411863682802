import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { labelBookings } from '../bookings/list-service.ts';
import { toBookingsJson } from '../contract/booking-json.ts';
import { bookingRow } from '../render/booking-rows.ts';
import { renderBookingTable } from '../render/booking-table.ts';
import type { IdLabels } from '../render/booking-text.ts';
import type { Style } from '../render/style.ts';
import { renderLines, type Template } from '../render/template.ts';

/** What list and history show. */
export interface BookingList {
  readonly bookings: readonly Booking[];
  /** Empty but on a screen. */
  readonly labels: IdLabels;
  readonly isFiltered: boolean;
  /** How each is written; null for a table. */
  readonly template: Template<Booking> | null;
}

export async function toBookingList(
  context: BookingContext,
  bookings: readonly Booking[],
  { isFiltered, isScreen, template }: Omit<BookingList, 'bookings' | 'labels'> & { readonly isScreen: boolean },
): Promise<BookingList> {
  const labels = isScreen ? await labelBookings(context, bookings) : new Map<string, string>();
  return { bookings, labels, isFiltered, template };
}

/** The same in every form of output. */
export const bookingListOutput = {
  isLong: true,
  toText: ({ bookings, labels, isFiltered, template }: BookingList, style: Style) =>
    template
      ? renderLines(bookings, template, style)
      : renderBookingTable(bookings, { idLabels: labels, isFiltered }, style),
  toJson: ({ bookings }: BookingList) => toBookingsJson(bookings),
  toPlain: ({ bookings }: BookingList) => bookings.map(bookingRow),
};
