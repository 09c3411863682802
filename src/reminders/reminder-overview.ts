import { type BookingContext, inTransaction } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import { instantInZone } from '../time/instant-text.ts';
import { describePreferenceChange } from './describe-preference-change.ts';
import type { LedgerEntry, PlannedReminder } from './ledger-entry.ts';
import { planReminders, readPlannedIds } from './plan-reminders.ts';
import { type BookingName, readBookingNames } from './planned-booking-store.ts';
import { planPreferenceRows, toPreferences } from './preference-rows.ts';
import { readPreferenceRows, readPreferences } from './preference-store.ts';
import { changePreferences, type PreferenceChange, type ReminderPreferences } from './preferences.ts';
import { readLog } from './reminder-ledger.ts';
import { planMoment, type ReminderContext } from './reminder-service.ts';

/** A reminder with the booking it is of; null where that was deleted. */
export interface WithBooking<T> {
  readonly reminder: T;
  readonly booking: BookingName | null;
}

/** What will be sent, the next first, by what is known now. */
export async function readUpcoming(context: ReminderContext): Promise<WithBooking<PlannedReminder>[]> {
  return withBookings(context, await planUpcoming(context));
}

/** The first of {@link readUpcoming}. */
export async function readNextReminder(context: ReminderContext): Promise<WithBooking<PlannedReminder> | null> {
  const [next = null] = await withBookings(context, (await planUpcoming(context)).slice(0, 1));
  return next;
}

async function planUpcoming(context: ReminderContext): Promise<PlannedReminder[]> {
  const { database } = context;
  const moment = planMoment(context);
  const ids = await readPlannedIds(database.kysely, database.userId, moment.nowMs);
  const plans = await planReminders(database.kysely, database.userId, moment, ids);
  return [...plans.values()]
    .flatMap(({ due, upcoming }) => [...due, ...upcoming])
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

/** What the ledger says, the newest first. */
export async function readReminderLog(context: ReminderContext, limit: number): Promise<WithBooking<LedgerEntry>[]> {
  const { database } = context;
  return withBookings(context, await readLog(database.kysely, database.userId, limit));
}

export async function readReminderPreferences({
  database,
}: Pick<BookingContext, 'database'>): Promise<ReminderPreferences> {
  return readPreferences(database.kysely, database.userId);
}

/** Changes the preferences and gives them back. Throws UsageError. */
export async function saveReminderPreferences(
  context: BookingContext,
  change: PreferenceChange,
): Promise<ReminderPreferences> {
  return inTransaction(context, async (trx, userId) => {
    const stored = await readPreferenceRows(trx, userId);
    const before = toPreferences(stored);
    const after = changePreferences(before, change);
    const rows = planPreferenceRows(userId, stored, after, { newId: context.newId, now: context.clock.now() });
    const what = describePreferenceChange(before, change);
    await recordChanges(trx, userId, { what, bookings: [], classes: [], rows }, context.listeners);
    return after;
  });
}

async function withBookings<T extends { readonly bookingId: string }>(
  { database }: ReminderContext,
  reminders: readonly T[],
): Promise<WithBooking<T>[]> {
  const ids = [...new Set(reminders.map(({ bookingId }) => bookingId))];
  const bookings = await readBookingNames(database.kysely, database.userId, ids);
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  return reminders.map((reminder) => ({ reminder, booking: byId.get(reminder.bookingId) ?? null }));
}

/** One of {@link readUpcoming} as scripts see it. */
export function toPlannedJson({ reminder, booking }: WithBooking<PlannedReminder>) {
  const { bookingId, kind, offsetMinutes, channel, dueAt } = reminder;
  return { bookingId, kind, offsetMinutes, channel, dueAt: formatInZone(dueAt, booking) };
}

/** One of {@link readReminderLog} as scripts see it. */
export function toLogJson({ reminder, booking }: WithBooking<LedgerEntry>) {
  const { bookingId, kind, offsetMinutes, channel, dueAt, sentAt, state, attempts, reason } = reminder;
  return {
    bookingId,
    kind,
    offsetMinutes,
    channel,
    dueAt: formatInZone(dueAt, booking),
    sentAt: sentAt === null ? null : formatInZone(sentAt, booking),
    state,
    attempts,
    error: reason,
  };
}

/** ISO 8601 with the offset of the class's zone; UTC where the booking is gone. */
function formatInZone(at: string, booking: BookingName | null): string {
  return booking === null ? at : instantInZone(at, booking.zone);
}
