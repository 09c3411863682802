import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { PlanMoment, PlannedBooking } from './candidates.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { readBookedPlaces, readPlannedBookings } from './planned-booking-store.ts';
import { readPreferences } from './preference-store.ts';
import { settingsFor } from './preferences.ts';
import { readEntries, readEntriesOf } from './reminder-ledger.ts';
import { type BookingPlan, planBooking } from './reminder-plan.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/** For so long after the start it is still written down that a reminder was missed. */
const LOOK_BACK_MS = 7 * 86_400_000;

/** The plans of all bookings that have one, by id; of these alone where `ids` are given. */
export async function planReminders(
  db: Connection,
  userId: string,
  moment: PlanMoment,
  ids?: readonly string[],
): Promise<Map<string, BookingPlan>> {
  const preferences = await readPreferences(db, userId);
  const { bookings, entries } = await (ids === undefined
    ? readAll(db, userId, moment.nowMs)
    : readThese(db, userId, ids));
  const byId = new Map<string, { booking: PlannedBooking | null; entries: LedgerEntry[] }>();
  for (const booking of bookings) byId.set(booking.id, { booking, entries: [] });
  for (const entry of entries) {
    const subject = byId.get(entry.bookingId);
    if (subject) subject.entries.push(entry);
    else byId.set(entry.bookingId, { booking: null, entries: [entry] });
  }
  const plans = new Map<string, BookingPlan>();
  for (const [id, subject] of byId) {
    const settings = settingsFor(preferences, subject.booking?.classType ?? null);
    const plan = planBooking(subject.booking, settings, subject.entries, moment);
    if (plan.nextMs !== Number.POSITIVE_INFINITY || plan.due.length > 0 || plan.verdicts.length > 0) {
      plans.set(id, plan);
    }
  }
  return plans;
}

async function readAll(db: Connection, userId: string, nowMs: number) {
  const since = new Date(nowMs - LOOK_BACK_MS).toISOString();
  const booked = await readBookedPlaces(db, userId, since);
  const entries = await readEntries(db, userId, since);
  const known = new Set(booked.map(({ id }) => id));
  const others = new Set(entries.map(({ bookingId }) => bookingId).filter((id) => !known.has(id)));
  return { bookings: [...booked, ...(await readPlannedBookings(db, userId, [...others]))], entries };
}

async function readThese(db: Connection, userId: string, ids: readonly string[]) {
  return {
    bookings: await readPlannedBookings(db, userId, ids),
    entries: await readEntriesOf(db, userId, ids),
  };
}
