import type { Transaction } from 'kysely';
import type { BookingContext } from '../bookings/booking-context.ts';
import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import type { Schema } from '../db/schema.ts';
import type { PlanMoment } from './candidates.ts';
import type { LedgerEntry, Verdict } from './ledger-entry.ts';
import { planSkipped } from './plan-skipped.ts';
import { readBookedPlaces, unmarkReminded } from './planned-booking-store.ts';
import { readPreferences } from './preference-store.ts';
import { type ReminderPreferences, settingsFor } from './preferences.ts';
import { readEntriesOf, saveVerdicts } from './reminder-ledger.ts';

/**
 * A listener that keeps the ledger true to what a person does: who books a class for tonight is not told at once that
 * it is tonight. What an outside source brought is left to the daemon, for the person may not know of it.
 */
export function keepLedger({
  database,
  clock,
  homeZone,
  newId,
}: Pick<BookingContext, 'database' | 'clock' | 'homeZone' | 'newId'>): ChangeListener {
  return async (trx, changes) => {
    const { userId } = database;
    const now = clock.now();
    const found = foundBySource(changes);
    const relevant = changes.bookings.filter(
      ({ before, after }) =>
        after !== null && after.status === 'booked' && (before !== null || Date.parse(after.startsAt) > now.getTime()),
    );
    if (relevant.length === 0) return;
    const preferences = await readPreferences(trx, userId);
    const known = relevant.flatMap(({ before }) => (before === null ? [] : [before.id]));
    const entries = await readEntriesOf(trx, userId, known);
    const moment: PlanMoment = { nowMs: now.getTime(), homeZone };
    const verdicts: Verdict[] = [];
    for (const { before, after } of relevant) {
      if (after === null) continue;
      const isMoved = before !== null && before.startsAt !== after.startsAt;
      if (isMoved && (after.reminderSent24h || after.reminderSent1h)) await unmarkReminded(trx, userId, after.id);
      if (found.has(after.id)) continue;
      const [was, is] = [before, after].map(
        (booking) => booking && { booking, settings: settingsFor(preferences, booking.classType) },
      );
      const ofBooking = entries.filter(({ bookingId }) => bookingId === after.id);
      if (is) verdicts.push(...planSkipped(was ?? null, is, ofBooking, moment));
    }
    await saveVerdicts(trx, userId, verdicts, { newId, now });
  };
}

/** Bookings that an import or a feed speaks of in this change. */
function foundBySource({ rows = [] }: ChangeSet): ReadonlySet<string> {
  const ids = rows.flatMap(({ table, after }) => (table === 'intake_identities' ? [after?.['booking_id']] : []));
  return new Set(ids.filter((id) => typeof id === 'string'));
}

/** The same for a change of the preferences: who asks for a reminder two days before does not want them all now. */
export async function skipWhatIsPast(
  trx: Transaction<Schema>,
  userId: string,
  { before, after }: { readonly before: ReminderPreferences; readonly after: ReminderPreferences },
  { nowMs, homeZone, newId }: PlanMoment & { readonly newId: () => string },
): Promise<void> {
  const now = new Date(nowMs);
  const bookings = await readBookedPlaces(trx, userId, now.toISOString());
  const entries = new Map<string, LedgerEntry[]>(bookings.map(({ id }) => [id, []]));
  for (const entry of await readEntriesOf(trx, userId, [...entries.keys()])) entries.get(entry.bookingId)?.push(entry);
  const verdicts = bookings.flatMap((booking) => {
    const subject = (preferences: ReminderPreferences) => ({
      booking,
      settings: settingsFor(preferences, booking.classType),
    });
    return planSkipped(subject(before), subject(after), entries.get(booking.id) ?? [], { nowMs, homeZone });
  });
  await saveVerdicts(trx, userId, verdicts, { newId, now });
}
