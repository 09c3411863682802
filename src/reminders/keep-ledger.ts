import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import type { Store } from '../db/store.ts';
import type { PlanMoment } from './candidates.ts';
import type { LedgerEntry, Verdict } from './ledger-entry.ts';
import { planSkipped } from './plan-skipped.ts';
import { readBookedPlaces, unmarkReminded } from './planned-booking-store.ts';
import { isPreferenceRow, preferenceRowsBefore, toPreferences } from './preference-rows.ts';
import { readPreferenceRows, readPreferences } from './preference-store.ts';
import { type ReminderPreferences, settingsFor } from './preferences.ts';
import { readEntriesOf, saveVerdicts } from './reminder-ledger.ts';

/**
 * A listener that settles reminders which a change by the person has made past due. A person who books a class for
 * tonight needs no reminder of it now; a person who asks for reminders two days before does not want all of those now.
 * Changes from outside sources are left to the daemon, because the person may not know of them.
 */
export function keepLedger({
  clock,
  homeZone,
  newId,
}: Pick<BookingContext, 'clock' | 'homeZone' | 'newId'>): ChangeListener {
  return async (store, changes) => {
    const now = clock.now();
    const moment: PlanMoment = { nowMs: now.getTime(), homeZone };
    const verdicts = [
      ...(await followBookings(store, changes, moment)),
      ...(await followPreferences(store, changes, moment)),
    ];
    await saveVerdicts(store, verdicts, { newId, now });
  };
}

async function followBookings(store: Store, { bookings, isFound }: ChangeSet, moment: PlanMoment): Promise<Verdict[]> {
  const places: { readonly before: Booking | null; readonly after: Booking }[] = [];
  for (const { before, after } of bookings) {
    if (after?.status !== 'booked') continue;
    const isMoved = before !== null && before.startsAt !== after.startsAt;
    if (isMoved && (after.reminderSent24h || after.reminderSent1h)) await unmarkReminded(store, after.id);
    if (before !== null || Date.parse(after.startsAt) > moment.nowMs) places.push({ before, after });
  }
  if (isFound || places.length === 0) return [];
  const preferences = await readPreferences(store);
  const subject = (booking: Booking) => ({ booking, settings: settingsFor(preferences, booking.classType) });
  // A new booking may have entries too, where a deletion was undone.
  const entries = await readEntriesByBooking(
    store,
    places.map(({ after }) => after.id),
  );
  return places.flatMap(({ before, after }) =>
    planSkipped(before && subject(before), subject(after), entries.get(after.id) ?? [], moment),
  );
}

async function followPreferences(
  store: Store,
  { rows: changes = [] }: ChangeSet,
  moment: PlanMoment,
): Promise<Verdict[]> {
  if (!changes.some(isPreferenceRow)) return [];
  const rows = await readPreferenceRows(store);
  const [before, after] = [toPreferences(preferenceRowsBefore(rows, changes)), toPreferences(rows)];
  const places = await readBookedPlaces(store, new Date(moment.nowMs).toISOString());
  const entries = await readEntriesByBooking(
    store,
    places.map(({ id }) => id),
  );
  return places.flatMap((booking) => {
    const subject = (preferences: ReminderPreferences) => ({
      booking,
      settings: settingsFor(preferences, booking.classType),
    });
    return planSkipped(subject(before), subject(after), entries.get(booking.id) ?? [], moment);
  });
}

async function readEntriesByBooking(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
  const byBooking = new Map<string, LedgerEntry[]>(ids.map((id) => [id, []]));
  for (const entry of await readEntriesOf(store, ids)) byBooking.get(entry.bookingId)?.push(entry);
  return byBooking;
}
