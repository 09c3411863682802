import type { Transaction } from 'kysely';
import type { Booking } from '../bookings/booking.ts';
import { type BookingContext, inTransaction } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import type { Schema } from '../db/schema.ts';
import { findKnown } from './find-known.ts';
import type { ImportReport, ImportRules } from './import-plan.ts';
import type { IncomingBooking } from './incoming.ts';
import { saveIdentities } from './intake-store.ts';
import { planImport } from './plan-import.ts';

export interface ImportRequest {
  readonly incoming: readonly IncomingBooking[];
  /** The source of what names none. */
  readonly defaultSource: string;
  /** What a person calls the file, for the journal. */
  readonly name: string;
  /** Brings back what was deleted here. */
  readonly revive: boolean;
  /** Decides everything and writes nothing. */
  readonly isDryRun: boolean;
  /** Rows of other features that come along, planned with the bookings as they will be. */
  readonly planRows?: (trx: Transaction<Schema>, userId: string, bookingOf: BookingOf) => Promise<readonly RowChange[]>;
}

export type BookingOf = (id: string) => Booking | undefined;

/** Takes in what a source says, all of it or nothing, and tells what became of it. Importing twice changes nothing. */
export async function importBookings(context: BookingContext, request: ImportRequest): Promise<ImportReport> {
  const rules: ImportRules = {
    defaultSource: request.defaultSource,
    homeZone: context.homeZone,
    revive: request.revive,
    now: context.clock.now(),
    newId: context.newId,
  };
  return inTransaction(context, async (trx, userId) => {
    const known = await findKnown(trx, userId, request.incoming, rules);
    const { bookings, classes, identities, report } = planImport(request.incoming, known, rules);
    if (request.isDryRun) return report;
    const changed = new Map(bookings.map(({ after }) => [after?.id, after]));
    const bookingOf = (id: string) => changed.get(id) ?? known.bookings.get(id);
    const rows = (await request.planRows?.(trx, userId, bookingOf)) ?? [];
    const what = `imported ${request.name}: ${describe(report, rows.length)}`;
    await recordChanges(trx, userId, { what, bookings, classes, rows, isFound: true }, context.listeners);
    await saveIdentities(trx, userId, identities, rules.now);
    return report;
  });
}

/** `12 new, 3 changed`, for the journal. */
function describe({ created, updated, cancelled, adopted }: ImportReport, rows: number): string {
  const counts = [
    [created, 'new'],
    [updated, 'changed'],
    [cancelled, 'cancelled'],
    [adopted, 'recognised'],
    [rows, 'pauses and reviews'],
  ] as const;
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', ') || 'nothing new';
}
