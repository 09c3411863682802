import type { Booking } from '../bookings/booking.ts';
import { MINUTE_MS } from '../time/units.ts';
import type { ChannelName, ReminderKind } from './channel.ts';
import { hasGoneOut, type LedgerEntry, type PlannedReminder } from './ledger-entry.ts';
import type { ReminderSettings } from './preferences.ts';
import { quietPeriodAt } from './quiet-hours.ts';

/*
 * Candidates: the reminders of a booking that the preferences ask for, whether or not they were sent.
 *
 * A booked place has class reminders, at exact times before the instant of the start, and warnings before the limit of
 * free cancellation. A place on the waitlist has none.
 *
 * A booked class has a notice of a move where the person was told another time. A class that was cancelled before its
 * start has a notice of the cancellation where the person was reminded of it. Notices are due at once.
 *
 * Quiet hours apply to the desktop, for reminders 3 hours or more before the start. Such a reminder waits for the end
 * of the quiet hours if 15 minutes are then left to the next one. Otherwise it comes a minute before they begin. A late
 * reminder in quiet hours waits in the same way, or else is sent: a disturbance is better than a loss.
 */

/** A reminder that is due for at most this long counts as on time (ms). */
export const EXACT_MS = MINUTE_MS;
const QUIET_FROM_MINUTES = 180;
const QUIET_GAP_MS = 15 * MINUTE_MS;

/** The fields of a booking that the plan needs. */
export type PlannedBooking = Pick<
  Booking,
  'id' | 'status' | 'classType' | 'startsAt' | 'cancelBy' | 'cancelledAt' | 'createdAt'
>;

export interface PlanMoment {
  readonly nowMs: number;
  readonly homeZone: string;
  /**
   * Whose desktop is planned for: that of the machine with this id. Absent or empty: all desktops are as one, as they are
   * where a database is a file of one machine. Null: none.
   */
  readonly machine?: string | null | undefined;
}

export interface Candidate extends PlannedReminder {
  /** When it would be due without quiet hours. */
  readonly nominalMs: number;
  readonly dueMs: number;
  readonly expiresMs: number;
}

/** All wanted reminders of one booking on one channel. `known` are its ledger entries of that channel. */
export function candidatesOf(
  booking: PlannedBooking,
  channel: ChannelName,
  settings: ReminderSettings,
  known: readonly LedgerEntry[],
  moment: PlanMoment,
): Candidate[] {
  if (!settings.isEnabled || !settings.channels.includes(channel)) return [];
  const startMs = Date.parse(booking.startsAt);
  const toCandidate = (kind: ReminderKind, offsetMinutes: number, nominalMs: number, limits: Limits): Candidate => {
    const entry =
      known.find(
        (each) => each.kind === kind && each.offsetMinutes === offsetMinutes && each.startsAt === booking.startsAt,
      ) ?? null;
    const leadMinutes = offsetMinutes === 0 ? (limits.expiresMs - nominalMs) / MINUTE_MS : offsetMinutes;
    const isHeldByQuiet = channel === 'desktop' && leadMinutes >= QUIET_FROM_MINUTES;
    const dueMs = isHeldByQuiet ? afterQuietHours(nominalMs, limits.nextMs, settings, moment) : nominalMs;
    return {
      bookingId: booking.id,
      kind,
      offsetMinutes,
      channel,
      machine: entry?.machine ?? (channel === 'desktop' ? (moment.machine ?? '') : ''),
      startsAt: booking.startsAt,
      dueAt: new Date(dueMs).toISOString(),
      expiresAt: new Date(limits.expiresMs).toISOString(),
      entry,
      nominalMs,
      dueMs,
      expiresMs: limits.expiresMs,
    };
  };
  const before = (kind: ReminderKind, endMs: number, offsets: readonly number[]): Candidate[] =>
    offsets.map((offset, index) => {
      const next = offsets[index + 1];
      const nextMs = next === undefined ? endMs : endMs - next * MINUTE_MS;
      return toCandidate(kind, offset, endMs - offset * MINUTE_MS, { nextMs, expiresMs: Math.min(endMs, startMs) });
    });
  const notice = (kind: 'moved' | 'cancelled'): Candidate => {
    const told = known.find((entry) => entry.kind === kind && entry.startsAt === booking.startsAt);
    const nominalMs = told === undefined ? moment.nowMs : Date.parse(told.dueAt);
    return toCandidate(kind, 0, nominalMs, { nextMs: startMs, expiresMs: startMs });
  };

  if (booking.status === 'cancelled') {
    const wasAhead = booking.cancelledAt !== null && booking.cancelledAt < booking.startsAt;
    return wasAhead && known.some((entry) => entry.kind !== 'cancelled' && hasGoneOut(entry))
      ? [notice('cancelled')]
      : [];
  }
  if (booking.status !== 'booked') return [];
  const toldOtherwise = known.some(
    (entry) => entry.kind !== 'cancelled' && entry.startsAt !== booking.startsAt && hasGoneOut(entry),
  );
  return [
    ...(toldOtherwise ? [notice('moved')] : []),
    ...(booking.cancelBy === null
      ? []
      : before('cancel_by', Date.parse(booking.cancelBy), settings.cancelByOffsetsMinutes)),
    ...before('class', startMs, settings.offsetsMinutes),
  ];
}

interface Limits {
  /** When the next reminder of this kind is due; for the last one, the start or the limit. */
  readonly nextMs: number;
  readonly expiresMs: number;
}

function afterQuietHours(
  nominalMs: number,
  nextMs: number,
  { quietHours }: ReminderSettings,
  { nowMs, homeZone }: PlanMoment,
): number {
  if (quietHours === null) return nominalMs;
  const hasRoomAfter = (period: { readonly toMs: number }): boolean => period.toMs <= nextMs - QUIET_GAP_MS;
  const period = quietPeriodAt(nominalMs, quietHours, homeZone);
  const dueMs = period === null ? nominalMs : hasRoomAfter(period) ? period.toMs : period.fromMs - MINUTE_MS;
  if (dueMs > nowMs) return dueMs;
  const present = quietPeriodAt(nowMs, quietHours, homeZone);
  return present !== null && hasRoomAfter(present) ? present.toMs : dueMs;
}
