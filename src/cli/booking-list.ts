import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { labelBookings } from '../bookings/list-service.ts';
import { toBookingsJson } from '../contract/booking-json.ts';
import { bookingRow } from '../render/booking-rows.ts';
import { renderBookingTable } from '../render/booking-table.ts';
import type { IdLabels } from '../render/booking-text.ts';
import type { Style } from '../render/style.ts';
import { renderLines, type Template } from '../render/template.ts';

/** The result of list and history. */
export interface BookingList {
  readonly bookings: readonly Booking[];
  /** Empty unless the output is a screen. */
  readonly labels: IdLabels;
  readonly isFiltered: boolean;
  /** The template for each line; null for a table. */
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

/** The output functions that list and history share. */
export const bookingListOutput = {
  isLong: true,
  toText: ({ bookings, labels, isFiltered, template }: BookingList, style: Style) =>
    template
      ? renderLines(bookings, template, style)
      : renderBookingTable(bookings, { idLabels: labels, isFiltered }, style),
  toJson: ({ bookings }: BookingList) => toBookingsJson(bookings),
  toPlain: ({ bookings }: BookingList) => bookings.map(bookingRow),
};
