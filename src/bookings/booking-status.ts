import { RefusedError } from '../errors.ts';
import { type ClockFormat, formatFullMoment } from '../time/names.ts';
import { command, field, words } from '../words.ts';
import type { Booking, BookingStatus } from './booking.ts';

/** A class may be marked this long before it begins: people mark it at the door. */
export const EARLY_MINUTES = 30;

/**
 * The state machine of a booking. `attended` and `no_show` can replace each other, to correct a mistake. A waitlisted
 * booking can become attended at once: its place may have opened at the door. A cancellation can be taken back only
 * before the class begins.
 */
const TRANSITIONS: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  booked: ['attended', 'cancelled', 'no_show'],
  waitlisted: ['booked', 'attended', 'cancelled', 'no_show'],
  attended: ['no_show', 'booked'],
  no_show: ['attended', 'booked'],
  cancelled: ['booked'],
};

/** What a booking of `status` can become, whatever its time. */
export function nextStatuses(status: BookingStatus): readonly BookingStatus[] {
  return TRANSITIONS[status];
}

/** A change of status, with its details. */
export interface StatusChange {
  readonly to: BookingStatus;
  /** When it happened; now where absent. */
  readonly at?: Date;
  readonly reason?: string | null;
  /** The fee that was paid, in thousandths of the booking's currency. */
  readonly feePaid?: number | null;
}

/** The fields of a booking that follow its status: each status sets its own fields and clears the others. */
export type StatusFields = Pick<
  Booking,
  'status' | 'attendedAt' | 'cancelledAt' | 'cancellationReason' | 'isLateCancel' | 'feePaid'
>;

/**
 * The status fields of `booking` after `change`; null where it has that status already. Throws RefusedError where the
 * state machine or the time of the class forbids the change.
 */
export function planStatusChange(
  booking: Booking,
  change: StatusChange,
  now: Date,
  clock?: ClockFormat,
): StatusFields | null {
  const { to } = change;
  if (booking.status === to) return null;
  if (!TRANSITIONS[booking.status].includes(to)) throw refuseTransition(booking, to);
  if (to === 'attended' || to === 'no_show') requireBegun(booking, now, clock);
  if (booking.status === 'cancelled' && now.getTime() >= Date.parse(booking.startsAt)) {
    throw new RefusedError(
      'class_begun',
      `${booking.className} has begun, so its cancellation stands.`,
      words`Record what happened with ${command('book', '…', field('status', 'attended'))}.`,
    );
  }
  const fields = statusFields(booking, change, now);
  // A waitlisted person has no place, so the cancellation is never late.
  return booking.status === 'waitlisted' ? { ...fields, isLateCancel: false } : fields;
}

/** Throws RefusedError for a class that has not begun: nobody can have attended or missed it yet. */
export function requireBegun(booking: Booking, now: Date, clock: ClockFormat = '24'): void {
  if (now.getTime() >= Date.parse(booking.startsAt) - EARLY_MINUTES * 60_000) return;
  throw new RefusedError(
    'class_not_begun',
    `${booking.className} has not begun: it starts ${formatFullMoment(booking.startsLocal, clock)}.`,
    words`Mark it when it has; ${command('cancel')} gives the place back.`,
  );
}

/** The status fields for `change`, whatever the status was before: for a booking that is recorded in one step. */
export function statusFields(
  booking: Pick<Booking, 'cancelBy'>,
  { to, at, reason, feePaid }: StatusChange,
  now: Date,
): StatusFields {
  const happenedAt = (at ?? now).toISOString();
  const isCancelled = to === 'cancelled';
  return {
    status: to,
    attendedAt: to === 'attended' ? happenedAt : null,
    cancelledAt: isCancelled ? happenedAt : null,
    cancellationReason: isCancelled ? (reason ?? null) : null,
    isLateCancel: isCancelled && booking.cancelBy !== null && happenedAt > booking.cancelBy,
    feePaid: isCancelled || to === 'no_show' ? (feePaid ?? null) : null,
  };
}

const WORDS: Readonly<Record<BookingStatus, string>> = {
  booked: 'booked',
  attended: 'attended',
  cancelled: 'cancelled',
  no_show: 'a no-show',
  waitlisted: 'on the waitlist',
};

function refuseTransition(booking: Booking, to: BookingStatus): RefusedError {
  const message = `${booking.className} is ${WORDS[booking.status]}, so it cannot become ${WORDS[to]}.`;
  const next = TRANSITIONS[booking.status];
  const isTwoSteps = next.includes('booked') && TRANSITIONS.booked.includes(to);
  const detour = isTwoSteps
    ? words`; ${command('edit', booking.id.slice(0, 8), field('status', 'booked'))} comes first`
    : '';
  const hint = words`It can become ${next.map((status) => WORDS[status]).join(' or ')}${detour}.`;
  return new RefusedError('status_forbidden', message, hint);
}
