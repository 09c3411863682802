import type { Booking, BookingChange } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { type ChangeSet, recordChanges } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import type { IncomingBooking, Skip } from './incoming.ts';
import { findKnown, findNames } from './known/find-known.ts';
import { type IdentityKey, identityKeyOf, keyText } from './known/identity-key.ts';
import { deleteIdentities, saveIdentities } from './known/intake-store.ts';
import type { KnownIdentity } from './known/known-identity.ts';
import { recognise } from './known/recognise.ts';
import type { KnownNames, Recognition, Said } from './known/recognition.ts';
import { saveSeries } from './known/series-store.ts';
import {
  describeReport,
  type ImportPlan,
  type ImportReport,
  type ImportRules,
  type Known,
  type Withdrawal,
} from './plan/import-plan.ts';
import { planImport } from './plan/plan-import.ts';

/** What a source says, and how it is taken. */
export interface Intake {
  readonly said: Said;
  /** What its reader could not take. */
  readonly skipped: readonly Skip[];
  /** The source of what names none. */
  readonly defaultSource: string;
  /** Brings back what was deleted here. */
  readonly revive: boolean;
  /** Decides everything and writes nothing. */
  readonly isDryRun: boolean;
  /** What has happened, for the journal: `imported classes.ics`. */
  readonly what: string;
  /** The feed that says it. */
  readonly feed?: ChangeSet['feed'];
  /** Of what is asked again and again, what it held before; null where nobody asks it any more. A file has no memory. */
  readonly recall?: (store: Store) => Promise<Memory | null>;
  /** Rows of other features that come along, planned with the bookings as they will be. */
  readonly planRows?: PlanRows;
}

/** What is remembered of a source that is asked again and again. */
export interface Memory {
  /** Under which names it held events when it was last read. */
  readonly held: readonly IdentityKey[];
  /** What it holds no more. */
  readonly findWithdrawal: (store: Store, recognition: Recognition, names: KnownNames) => Promise<Withdrawal>;
  /** Whether it may have lost as much as the plan says. */
  readonly believes: (plan: ImportPlan) => boolean;
  /** The names with the mark of what was brought by it. */
  readonly mark: (plan: ImportPlan) => readonly KnownIdentity[];
  /** Remembers what it holds now, and what came of it. */
  readonly keep: (store: Store, taken: Taken) => Promise<void>;
}

export type PlanRows = (store: Store, found: FoundBookings) => Promise<RowPlan>;

/** The bookings of an intake as they will be. */
export interface FoundBookings {
  readonly byId: (id: string) => Booking | undefined;
  /** What became of an event; undefined where it is not taken. */
  readonly of: (said: IncomingBooking) => Booking | undefined;
}

export interface RowPlan {
  readonly rows: readonly RowChange[];
  readonly skipped: readonly Skip[];
}

export interface Taken {
  readonly report: ImportReport;
  /** What changes of bookings, or would. */
  readonly changes: readonly BookingChange[];
  /** Of how many classes the source says nothing any more, where that was too many to be believed; else 0. */
  readonly doubted: number;
}

/**
 * The one way in: what is known, what is planned, what is recorded. Takes in what a source says, all of it or nothing,
 * and tells what became of it. Taking in the same thing twice changes nothing.
 */
export async function takeIn(context: BookingContext, intake: Intake): Promise<Taken> {
  const { said, skipped, defaultSource, revive, isDryRun } = intake;
  const { homeZone, newId } = context;
  const isFeed = intake.recall !== undefined;
  const rules: ImportRules = { defaultSource, homeZone, revive, isFeed, now: context.clock.now(), newId };
  return context.store.transaction(async (store) => {
    const memory = await intake.recall?.(store);
    if (memory === null) return { report: nothingOf(0, []), changes: [], doubted: 0 };
    const names = await findNames(store, said, rules, memory?.held);
    const recognition = recognise(said, names, rules);
    const withdrawal = await memory?.findWithdrawal(store, recognition, names);
    const lost = [...(withdrawal?.events ?? []), ...recognition.fellOut];
    const known = await findKnown(store, recognition, names, rules, lost);
    const plan = planImport(recognition, known, rules, withdrawal);
    if (memory && !memory.believes(plan)) {
      const report = nothingOf(said.bookings.length, skipped);
      const taken = { report, changes: [], doubted: plan.withdrawn };
      if (!isDryRun) await memory.keep(store, taken);
      return taken;
    }
    const found = findPlanned(plan, known, rules);
    const along = (await intake.planRows?.(store, found)) ?? { rows: [], skipped: [] };
    const report = { ...plan.report, skipped: [...skipped, ...plan.report.skipped, ...along.skipped] };
    const taken = { report, changes: plan.bookings, doubted: 0 };
    if (isDryRun) return taken;
    await record(store, context, intake, plan, along.rows);
    await saveIdentities(store, memory?.mark(plan) ?? plan.identities, rules.now);
    await deleteIdentities(store, plan.outdated);
    await saveSeries(store, plan.series);
    await memory?.keep(store, taken);
    return taken;
  });
}

async function record(
  store: Store,
  { listeners }: BookingContext,
  { what, feed }: Intake,
  { bookings, classes, report }: ImportPlan,
  rows: readonly RowChange[],
): Promise<void> {
  const whole = `${what}: ${describeReport(report, rows.length)}`;
  await recordChanges(store, { what: whole, bookings, classes, rows, isFound: true, ...(feed && { feed }) }, listeners);
}

function nothingOf(unchanged: number, skipped: readonly Skip[]): ImportReport {
  return { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged, skipped };
}

function findPlanned({ bookings, identities }: ImportPlan, known: Known, rules: ImportRules): FoundBookings {
  // Made when they are asked for: few sources bring anything along.
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
