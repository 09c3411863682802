import type { Booking, InstantText } from '../bookings/booking.ts';
import { type IdLabels, idLabel, isElsewhere, type WallTimeAt } from './booking-text.ts';
import { cancelLimitOf } from './cancel-limit.ts';
import type { Field } from './fields.ts';
import { formatDay, formatMoment, formatMoney, formatSpan, formatTime } from './format.ts';
import { printable, printableLines } from './printable.ts';
import { symbolOf } from './status-symbol.ts';
import { type Style, todayOf } from './style.ts';

/** A reminder of a booking: planned or sent. */
export interface CardReminder {
  readonly dueAt: InstantText;
  readonly channels: readonly string[];
  readonly isSent: boolean;
}

/** What a card shows beside the booking. */
export interface CardExtras {
  readonly idLabels: IdLabels;
  readonly wallTimeAt: WallTimeAt;
  /** The attendance of the person in this class. */
  readonly record?: { readonly attended: number; readonly total: number };
  readonly reminders?: readonly CardReminder[];
  /** The person's own rating of the class, 1–5. */
  readonly rating?: number | null;
  /** Whether `assume_attended` marked it, and not the person. */
  readonly isAssumed?: boolean;
}

/** The fields of a booking without name and time. Unknown ones are left out. */
export function bookingFields(booking: Booking, extras: CardExtras, style: Style): Field[] {
  const momentOf = (at: InstantText): string => formatMoment(extras.wallTimeAt(new Date(at), booking.zone), style);
  const stampOf = (at: InstantText): string => {
    const local = extras.wallTimeAt(new Date(at), booking.zone);
    return `${formatDay(local.slice(0, 10), todayOf(style))} ${formatTime(local, style.clock)}`;
  };
  const moneyOf = (amount: number): string => formatMoney(amount, booking.currency, style.unicode);
  const { record, rating, reminders = [] } = extras;
  const fields: (Field | null)[] = [
    textField('place', booking.location),
    textField('with', booking.instructor),
    textField('type', booking.classType),
    textField('via', booking.externalId === null ? booking.source : `${booking.source} ${booking.externalId}`),
    isElsewhere(booking, style) ? homeTimeField(booking, extras, style) : null,
    booking.price === null ? null : { label: 'price', value: moneyOf(booking.price) },
    cancelField(booking, extras, style),
    booking.feePaid === null ? null : { label: 'fee paid', value: moneyOf(booking.feePaid), paint: style.paint.bad },
    record && record.total > 0 ? { label: 'record', value: `${record.attended} of ${record.total} attended` } : null,
    typeof rating === 'number' ? { label: 'rating', value: `${rating} of 5` } : null,
    ...reminders.map((reminder): Field => {
      const symbol = symbolOf(reminder.isSent ? 'attended' : 'booked', style);
      return { label: 'reminder', value: `${symbol} ${momentOf(reminder.dueAt)} ${reminder.channels.join(', ')}` };
    }),
    { label: 'recorded', value: stampOf(booking.bookedAt) },
    booking.attendedAt === null ? null : markedField(stampOf(booking.attendedAt), extras),
    booking.cancelledAt === null ? null : cancelledField(booking, stampOf(booking.cancelledAt), style),
    longField('reason', booking.cancellationReason),
    longField('url', booking.url),
    longField('notes', booking.notes),
    longField('id', idLabel(booking, extras.idLabels) === booking.id ? null : booking.id),
  ];
  return fields.filter((field) => field !== null);
}

function markedField(moment: string, { isAssumed = false }: CardExtras): Field {
  return { label: 'marked', value: isAssumed ? `${moment}, by assume_attended` : moment };
}

function textField(label: string, text: string | null): Field | null {
  return text === null ? null : { label, value: printable(text) };
}

function longField(label: string, text: string | null): Field | null {
  return text === null ? null : { label, value: '', wrap: (width) => printableLines(text, width) };
}

function homeTimeField(booking: Booking, { wallTimeAt }: CardExtras, style: Style): Field {
  const startsAtHome = wallTimeAt(new Date(booking.startsAt), style.homeZone);
  return { label: 'at home', value: formatSpan(startsAtHome, booking.durationMinutes, style) };
}

/** Until when cancelling is free. For a booking that cannot be cancelled any more, until when it was. */
function cancelField(booking: Booking, { wallTimeAt }: CardExtras, style: Style): Field | null {
  const limit = cancelLimitOf(booking, wallTimeAt, style);
  const isOpen = booking.status === 'booked' && Date.parse(booking.startsAt) > style.now.getTime();
  if (!limit) return null;
  const fee = limit.fee === null ? '' : `, then ${limit.fee}`;
  if (!isOpen) return { label: 'cancel', value: `was free until ${limit.moment}` };
  if (!limit.isOver) return { label: 'cancel', value: `free until ${limit.moment}${fee}` };
  const now = limit.fee === null ? '' : `, now ${limit.fee}`;
  return { label: 'cancel', value: `! free until ${limit.moment}${now}`, paint: style.paint.warn };
}

function cancelledField(booking: Booking, moment: string, style: Style): Field {
  if (!booking.isLateCancel) return { label: 'cancelled', value: moment };
  return { label: 'cancelled', value: `! ${moment}, late`, paint: style.paint.warn };
}
