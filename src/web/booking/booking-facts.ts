import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { formatDay, formatTime } from '../../render/format.ts';
import { wallTimeIn } from '../clock.ts';
import { cancelNote, isElsewhere, moneyOf, type View, wallTimeOf } from './booking-words.ts';

/** A line of a card: its name and what is known. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly isWarning?: boolean;
  /** A web address to follow. */
  readonly href?: string;
}

/** What is known of a booking beside its name and time, in the words and the order of the terminal. */
export function bookingFacts(booking: BookingJson, view: View): readonly Fact[] {
  const {
    class: { type, location, instructor },
    source,
    externalBookingId,
    price,
    currency,
    feePaid,
    url,
  } = booking;
  const stamp = (instant: string) => {
    const local = wallTimeOf(instant);
    return `${formatDay(local.slice(0, 10), view.nowLocal)} ${formatTime(local, view.clock)}`;
  };
  const cancel = cancelNote(booking, view);
  const late = booking.isLateCancel ? ', late' : '';
  return [
    ...fact('place', location),
    ...fact('with', instructor),
    ...fact('type', type),
    ...fact('via', externalBookingId === null ? source : `${source} ${externalBookingId}`),
    ...fact(
      'at home',
      isElsewhere(booking, view) ? stamp(wallTimeIn(view.homeZone, new Date(booking.startsAt))) : null,
    ),
    ...fact('price', price === null ? null : moneyOf(price, currency)),
    ...(cancel === null ? [] : [{ label: 'cancel', value: cancel.text, isWarning: cancel.isOver }]),
    ...fact('fee paid', feePaid === null ? null : moneyOf(feePaid, currency)),
    ...fact('recorded', stamp(booking.bookedAt)),
    ...fact('marked', booking.attendedAt === null ? null : stamp(booking.attendedAt)),
    ...fact('cancelled', booking.cancelledAt === null ? null : `${stamp(booking.cancelledAt)}${late}`),
    ...fact('reason', booking.cancellationReason),
    ...(url === null ? [] : [{ label: 'web', value: url, ...(isWebAddress(url) ? { href: url } : {}) }]),
    ...fact('notes', booking.notes),
  ];
}

function fact(label: string, value: string | null): Fact[] {
  return value === null ? [] : [{ label, value }];
}

/** Only what leads to a page becomes a link: an address may come from a mail that anybody wrote. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url);
}
