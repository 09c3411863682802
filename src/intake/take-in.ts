import type { Booking, BookingChange } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { type ChangeSet, recordChanges } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import type { IncomingBooking, Skip } from './incoming.ts';
import { findKnown, findNames } from './known/find-known.ts';
import { type IdentityKey, identityKeyOf, keyText, ownKeyOf } from './known/identity-key.ts';
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

/** What a source says, and how to take it in. */
export interface Intake {
  readonly said: Said;
  /** What the reader of the source could not take. */
  readonly skipped: readonly Skip[];
  /** The `source` of bookings that name none. */
  readonly defaultSource: string;
  /** Takes classes again that the person deleted. */
  readonly revive: boolean;
  /** Plans everything and writes nothing. */
  readonly isDryRun: boolean;
  /** The beginning of the journal entry: `imported classes.ics`. */
  readonly what: string;
  /** The feed that the source is, if it is one. */
  readonly feed?: ChangeSet['feed'];
  /** Of two messages the newer version counts, and not the one that was read last. */
  readonly areMessages?: boolean;
  /** Loads the memory of a feed; null where the feed was removed meanwhile. Absent for a file, which has no memory. */
  readonly recall?: (store: Store) => Promise<Memory | null>;
  /** Plans rows of other features, which are written with the bookings. */
  readonly planRows?: PlanRows;
}

/** What is remembered of a feed between two readings. */
export interface Memory {
  /** The identities of the events that it held when it was last read. */
  readonly held: readonly IdentityKey[];
  /** Finds the events that it no longer holds. */
  readonly findWithdrawal: (store: Store, recognition: Recognition, names: KnownNames) => Promise<Withdrawal>;
  /** Whether so many events may really be gone. False where that is unlikely. */
  readonly believes: (plan: ImportPlan) => boolean;
  /** The identities of the plan, marked as held by this feed. */
  readonly mark: (plan: ImportPlan) => readonly KnownIdentity[];
  /** Stores what the feed holds now, and the outcome. */
  readonly keep: (store: Store, taken: Taken) => Promise<void>;
}

export type PlanRows = (store: Store, found: FoundBookings) => Promise<RowPlan>;

/** The bookings as they will be after the intake. */
export interface FoundBookings {
  /** The booking that has this id, or had it where it comes from. */
  readonly byId: (id: string) => Booking | undefined;
  /** The booking of an event; undefined where the event was not taken. */
  readonly of: (said: IncomingBooking) => Booking | undefined;
  /** Whether the booking of an event was deleted here, or undone, and is not taken again. */
  readonly isDeleted: (said: IncomingBooking) => boolean;
}

export interface RowPlan {
  readonly rows: readonly RowChange[];
  readonly skipped: readonly Skip[];
  /** They only go along: what has happened is told without them. */
  readonly isUntold?: true;
}

export interface Taken {
  readonly report: ImportReport;
  /** The changes of bookings that were made, or would be made in a dry run. */
  readonly changes: readonly BookingChange[];
  /** The number of classes that the source no longer holds, where too many are gone to be believed; else 0. */
  readonly doubted: number;
}

/**
 * Takes in everything that a source says, or nothing: recognises the events, plans the changes, records them. Every
 * source comes in this way. Taking in the same content twice changes nothing.
 */
export async function takeIn(context: BookingContext, intake: Intake): Promise<Taken> {
  const { said, skipped, defaultSource, revive, isDryRun } = intake;
  const { homeZone, newId } = context;
  const isFeed = intake.recall !== undefined && !intake.areMessages;
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
    const along: RowPlan = (await intake.planRows?.(store, found)) ?? { rows: [], skipped: [] };
    const report = { ...plan.report, skipped: [...skipped, ...plan.report.skipped, ...along.skipped] };
    const taken = { report, changes: plan.bookings, doubted: 0 };
    if (isDryRun) return taken;
    await record(store, context, intake, plan, along);
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
  { rows, isUntold }: RowPlan,
): Promise<void> {
  const whole = `${what}: ${describeReport(report, isUntold ? 0 : rows.length)}`;
  await recordChanges(store, { what: whole, bookings, classes, rows, isFound: true, ...(feed && { feed }) }, listeners);
}

function nothingOf(unchanged: number, skipped: readonly Skip[]): ImportReport {
  return { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged, skipped };
}

function findPlanned({ bookings, identities }: ImportPlan, known: Known, rules: ImportRules): FoundBookings {
  // Built on the first call: few sources bring other rows.
  let changed: ReadonlyMap<string | undefined, Booking | null> | undefined;
  let bound: ReadonlyMap<string, KnownIdentity> | undefined;
  const find = (id: string) => {
    changed ??= new Map(bookings.map(({ after }) => [after?.id, after]));
    return changed.get(id) ?? known.bookings.get(id);
  };
  const idOf = (name: IdentityKey) => {
    const key = keyText(name);
    bound ??= new Map(identities.map((identity) => [keyText(identity), identity]));
    return (bound.get(key) ?? known.identities.get(key))?.bookingId ?? null;
  };
  const keyOf = ({ identity, source }: IncomingBooking) => identityKeyOf(identity, source ?? rules.defaultSource);
  return {
    byId: (id) => find(id) ?? find(idOf(ownKeyOf(id)) ?? ''),
    of: (said) => find(idOf(keyOf(said)) ?? ''),
    isDeleted: (said) => {
      const id = idOf(keyOf(said));
      return id !== null && find(id) === undefined;
    },
  };
}
