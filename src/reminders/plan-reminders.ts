import type { Store } from '../db/store.ts';
import type { PlanMoment, PlannedBooking } from './candidates.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { readBookedIds, readPlannedBookings } from './planned-booking-store.ts';
import { readPreferences } from './preference-store.ts';
import { settingsFor } from './preferences.ts';
import { readEnteredIds, readEntriesOf } from './reminder-ledger.ts';
import { type BookingPlan, planBookingReminders } from './reminder-plan.ts';

/** Missed reminders are recorded until this long after the start (ms). */
const LOOK_BACK_MS = 7 * 86_400_000;

/** The ids of all bookings that may need reminders. */
export async function readPlannedIds(store: Store, nowMs: number): Promise<string[]> {
  const since = new Date(nowMs - LOOK_BACK_MS).toISOString();
  const [booked, entered] = [await readBookedIds(store, since), await readEnteredIds(store, since)];
  return [...new Set([...booked, ...entered])];
}

/** The plans of these bookings, by id. Bookings without a plan are left out. */
export async function planReminders(
  store: Store,
  moment: PlanMoment,
  ids: readonly string[],
): Promise<Map<string, BookingPlan>> {
  const preferences = await readPreferences(store);
  const bookings = await readPlannedBookings(store, ids);
  const entries = await readEntriesOf(store, ids);
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
    const plan = planBookingReminders(subject.booking, settings, subject.entries, moment);
    if (plan.nextMs !== Number.POSITIVE_INFINITY || plan.due.length > 0 || plan.verdicts.length > 0) {
      plans.set(id, plan);
    }
  }
  return plans;
}
