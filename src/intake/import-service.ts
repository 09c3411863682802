import type { Booking, BookingChange } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { recordChanges } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import type { IncomingBooking, Skip } from './incoming.ts';
import { findKnown, findNames } from './known/find-known.ts';
import { identityKeyOf, keyText } from './known/identity-key.ts';
import { deleteIdentities, saveIdentities } from './known/intake-store.ts';
import type { KnownIdentity } from './known/known-identity.ts';
import { recognise } from './known/recognise.ts';
import type { Said } from './known/recognition.ts';
import { saveSeries } from './known/series-store.ts';
import {
  describeReport,
  type ImportPlan,
  type ImportReport,
  type ImportRules,
  type Known,
} from './plan/import-plan.ts';
import { planImport } from './plan/plan-import.ts';

export interface ImportRequest extends Omit<Said, 'bookings'> {
  readonly incoming: readonly IncomingBooking[];
  /** The source of what names none. */
  readonly defaultSource: string;
  /** What a person calls the file, for the journal. */
  readonly name: string;
  /** Brings back what was deleted here. */
  readonly revive: boolean;
  /** Decides everything and writes nothing. */
  readonly isDryRun: boolean;
  /** Hears what changes of bookings, or would. */
  readonly onPlanned?: (changes: readonly BookingChange[]) => void;
  /** Rows of other features that come along, planned with the bookings as they will be. */
  readonly planRows?: (store: Store, found: FoundBookings) => Promise<RowPlan>;
}

/** The bookings of an import as they will be. */
export interface FoundBookings {
  readonly byId: (id: string) => Booking | undefined;
  /** What became of an event; undefined where it is not taken. */
  readonly of: (said: IncomingBooking) => Booking | undefined;
}

export interface RowPlan {
  readonly rows: readonly RowChange[];
  readonly skipped: readonly Skip[];
}

/** Takes in what a source says, all of it or nothing, and tells what became of it. Importing twice changes nothing. */
export async function importBookings(context: BookingContext, request: ImportRequest): Promise<ImportReport> {
  const rules: ImportRules = {
    defaultSource: request.defaultSource,
    homeZone: context.homeZone,
    revive: request.revive,
    now: context.clock.now(),
    newId: context.newId,
  };
  return context.store.transaction(async (store) => {
    const said: Said = { ...request, bookings: request.incoming };
    const names = await findNames(store, said, rules);
    const recognition = recognise(said, names, rules);
    const known = await findKnown(store, recognition, names, rules, recognition.fellOut);
    const plan = planImport(recognition, known, rules);
    const { bookings, classes, identities, outdated, series, report } = plan;
    request.onPlanned?.(bookings);
    const found = findPlanned(plan, known, rules);
    const { rows, skipped } = (await request.planRows?.(store, found)) ?? { rows: [], skipped: [] };
    const told = { ...report, skipped: [...report.skipped, ...skipped] };
    if (request.isDryRun) return told;
    const what = `imported ${request.name}: ${describeReport(report, rows.length)}`;
    await recordChanges(store, { what, bookings, classes, rows, isFound: true }, context.listeners);
    await saveIdentities(store, identities, rules.now);
    await deleteIdentities(store, outdated);
    await saveSeries(store, series);
    return told;
  });
}

function findPlanned({ bookings, identities }: ImportPlan, known: Known, rules: ImportRules): FoundBookings {
  // Made when they are asked for: few imports bring anything along.
  let changed: ReadonlyMap<string | undefined, Booking | null> | undefined;
  let bound: ReadonlyMap<string, KnownIdentity> | undefined;
  const byId = (id: string) => {
    changed ??= new Map(bookings.map(({ after }) => [after?.id, after]));
    return changed.get(id) ?? known.bookings.get(id);
  };
  return {
    byId,
    of(said) {
      const key = keyText(identityKeyOf(said.identity, said.source ?? rules.defaultSource));
      bound ??= new Map(identities.map((identity) => [keyText(identity), identity]));
      return byId((bound.get(key) ?? known.identities.get(key))?.bookingId ?? '');
    },
  };
}
