import { UsageError } from '../errors.ts';
import type { LedgerEntry, PlannedReminder } from './ledger-entry.ts';
import { planReminders, readPlannedIds } from './plan-reminders.ts';
import { type BookingName, readBookingNames } from './planned-booking-store.ts';
import { readLog } from './reminder-ledger.ts';
import { planMoment, type ReminderContext } from './reminder-service.ts';

/** A reminder with its booking; null where the booking was deleted. */
export interface WithBooking<T> {
  readonly reminder: T;
  readonly booking: BookingName | null;
}

/** The reminders that will be sent, as planned now, next first. */
export async function readUpcoming(context: ReminderContext): Promise<WithBooking<PlannedReminder>[]> {
  return withBookings(context, await planUpcoming(context));
}

/** The first of {@link readUpcoming}. */
export async function readNextReminder(context: ReminderContext): Promise<WithBooking<PlannedReminder> | null> {
  const [next = null] = await withBookings(context, (await planUpcoming(context)).slice(0, 1));
  return next;
}

async function planUpcoming(context: ReminderContext): Promise<PlannedReminder[]> {
  const { store } = context;
  const moment = planMoment(context);
  const ids = await readPlannedIds(store, moment.nowMs);
  const plans = await planReminders(store, moment, ids);
  return [...plans.values()]
    .flatMap(({ due, upcoming }) => [...due, ...upcoming])
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

/** The entries of the ledger, newest first; all where `limit` is null. Throws UsageError. */
export async function readReminderLog(
  context: ReminderContext,
  limit: number | null,
): Promise<WithBooking<LedgerEntry>[]> {
  if (limit !== null && !(Number.isInteger(limit) && limit >= 1)) {
    throw new UsageError('bad_number', `The log cannot be ${limit} lines long.`, 'Give a whole number from 1 on.');
  }
  return withBookings(context, await readLog(context.store, limit ?? Number.MAX_SAFE_INTEGER));
}

async function withBookings<T extends { readonly bookingId: string }>(
  { store }: ReminderContext,
  reminders: readonly T[],
): Promise<WithBooking<T>[]> {
  const ids = [...new Set(reminders.map(({ bookingId }) => bookingId))];
  const bookings = await readBookingNames(store, ids);
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  return reminders.map((reminder) => ({ reminder, booking: byId.get(reminder.bookingId) ?? null }));
}
