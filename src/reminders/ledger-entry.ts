import type { InstantText } from '../bookings/booking.ts';
import type { ChannelName, ReminderKind } from './channel.ts';

export const REMINDER_STATES = [
  'pending',
  'sending',
  'sent',
  'superseded',
  'skipped',
  'missed',
  'failed',
  'unknown',
] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

/** The key of a reminder. A reminder with the same key is never sent twice, except after a kill. */
export interface ReminderKey {
  readonly bookingId: string;
  readonly kind: ReminderKind;
  /** Minutes before the start, or before the limit for `cancel_by`; 0 for a notice of a change. */
  readonly offsetMinutes: number;
  readonly channel: ChannelName;
  /** On the desktop, the id of the machine that shows it; empty where it holds on every desktop, and on other channels. */
  readonly machine: string;
  /** The start of the class. A moved class gets new reminders. */
  readonly startsAt: InstantText;
}

/** An entry of the ledger. */
export interface LedgerEntry extends ReminderKey {
  readonly messageId: string;
  readonly state: ReminderState;
  readonly dueAt: InstantText;
  readonly claimedAt: InstantText | null;
  readonly sentAt: InstantText | null;
  readonly attempts: number;
  /** When a pending one is tried again; null for at once. */
  readonly nextAttemptAt: InstantText | null;
  /** Whether an attempt ended without an answer, so that the message may have arrived. */
  readonly mayHaveArrived: boolean;
  /** Why it was not sent, or not yet. */
  readonly reason: string | null;
}

/** A reminder to be sent, now or later. */
export interface PlannedReminder extends ReminderKey {
  readonly dueAt: InstantText;
  /** When it becomes useless: the start, or the limit of free cancellation. */
  readonly expiresAt: InstantText;
  /** Its ledger entry. */
  readonly entry: LedgerEntry | null;
}

/** A reminder that is not sent, and why. */
export interface Verdict extends PlannedReminder {
  readonly state: 'superseded' | 'skipped' | 'missed' | 'unknown';
  readonly reason: string;
}

export function sameKey(a: ReminderKey, b: ReminderKey): boolean {
  return (
    a.bookingId === b.bookingId &&
    a.kind === b.kind &&
    a.offsetMinutes === b.offsetMinutes &&
    a.channel === b.channel &&
    a.machine === b.machine &&
    a.startsAt === b.startsAt
  );
}

/** Whether the person may have received it. */
export function hasGoneOut({ state, mayHaveArrived }: LedgerEntry): boolean {
  return state === 'sent' || mayHaveArrived;
}

/** A planned reminder without the fields that only the planning needs. */
export function plannedPart({
  bookingId,
  kind,
  offsetMinutes,
  channel,
  machine,
  startsAt,
  dueAt,
  expiresAt,
  entry,
}: PlannedReminder) {
  return { bookingId, kind, offsetMinutes, channel, machine, startsAt, dueAt, expiresAt, entry };
}
