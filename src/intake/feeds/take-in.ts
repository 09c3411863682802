import type { Transaction } from 'kysely';
import { type BookingContext, inTransaction } from '../../bookings/booking-context.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import type { Schema } from '../../db/schema.ts';
import { findKnown } from '../find-known.ts';
import { identityKeyOf, keyText } from '../identity-key.ts';
import { describeReport, type ImportPlan, type ImportReport, type ImportRules } from '../import-plan.ts';
import type { IncomingBooking } from '../incoming.ts';
import { deleteIdentities, findIdentities, saveIdentities } from '../intake-store.ts';
import { planImport } from '../plan-import.ts';
import { findAbsence, isBelievable, type Sighting } from './absence.ts';
import { defaultSourceOf, type Feed } from './feed.ts';
import { findHeldElsewhere, hasFeed, listSightings, saveSightings } from './feed-store.ts';
import type { FeedReading } from './read-feed.ts';

export interface SyncOptions {
  /** Believes a feed that has suddenly lost most of its classes. */
  readonly force: boolean;
  /** Brings back what was deleted here. */
  readonly revive: boolean;
  /** Decides everything and writes nothing. */
  readonly isDryRun: boolean;
  /** Nobody asked for it. */
  readonly isAutomatic: boolean;
}

export interface Taken {
  readonly report: ImportReport;
  /** Of how many classes the feed says nothing any more, where that was too many to be believed; else 0. */
  readonly doubted: number;
}

/**
 * Takes in what a feed says now, all of it or nothing. What it held before and holds no more is cancelled, unless the
 * class has begun, the person has decided about it, or another feed holds it. `after` runs in the same transaction.
 */
export async function takeIn(
  context: BookingContext,
  feed: Feed,
  { incoming, skipped, coverage }: FeedReading,
  options: SyncOptions,
  after: (trx: Transaction<Schema>, userId: string, taken: Taken) => Promise<void>,
): Promise<Taken> {
  const { force, revive, isDryRun, isAutomatic } = options;
  const { homeZone, newId } = context;
  const now = context.clock.now();
  const rules: ImportRules = { defaultSource: defaultSourceOf(feed), homeZone, revive, now, newId };
  return inTransaction(context, async (trx, userId) => {
    // Somebody may have removed it while it was asked.
    if (!(await hasFeed(trx, feed.id))) return { report: nothing(0), doubted: 0 };
    const earlier = await listSightings(trx, feed.id);
    const present = sightingsOf(incoming, rules.defaultSource);
    const { gone, unseen } = findAbsence(earlier, new Set(present.keys()), coverage, now);
    const events = await findWithdrawn(trx, userId, feed, gone);
    const known = await findKnown(trx, userId, incoming, rules, events);
    const plan = planImport(incoming, known, rules, { events, reason: `no longer in ${feed.name}` });
    const kept = earlier.filter((sighting) => present.has(keyText(sighting))).length + plan.outdated.length;
    const isDoubted = !force && !isBelievable(plan.withdrawn, kept);
    const report = isDoubted ? nothing(incoming.length) : plan.report;
    const taken: Taken = {
      report: { ...report, skipped: [...skipped, ...report.skipped] },
      doubted: isDoubted ? plan.withdrawn : 0,
    };
    if (isDryRun) return taken;
    if (!isDoubted) {
      await write(trx, userId, context, feed, plan, isAutomatic);
      await saveSightings(trx, userId, feed.id, earlier, [...present.values(), ...unseen]);
    }
    await after(trx, userId, taken);
    return taken;
  });
}

async function write(
  trx: Transaction<Schema>,
  userId: string,
  { clock, listeners }: BookingContext,
  { id, name }: Feed,
  { bookings, classes, identities, outdated, report }: ImportPlan,
  isAutomatic: boolean,
): Promise<void> {
  const what = `synced ${name}: ${describeReport(report)}`;
  const changes = { what, bookings, classes, isFound: true, feed: { name, isAutomatic } } as const;
  await recordChanges(trx, userId, changes, listeners);
  const created = new Set(bookings.flatMap(({ before, after }) => (before === null && after ? [after.id] : [])));
  const brought = identities.map((identity) => ({
    ...identity,
    broughtBy: created.has(identity.bookingId) ? id : null,
  }));
  await saveIdentities(trx, userId, brought, clock.now());
  await deleteIdentities(trx, userId, outdated);
}

/** What of the gone events was known here, and is held by no other feed. */
async function findWithdrawn(trx: Transaction<Schema>, userId: string, { id }: Feed, gone: readonly Sighting[]) {
  const keys = new Set(gone.map(keyText));
  const identities = (await findIdentities(trx, userId, gone)).filter((identity) => keys.has(keyText(identity)));
  const elsewhere = await findHeldElsewhere(trx, id, [...new Set(identities.map(({ bookingId }) => bookingId))]);
  return identities.filter(({ bookingId }) => !elsewhere.has(bookingId));
}

/** By keyText. */
function sightingsOf(incoming: readonly IncomingBooking[], defaultSource: string): ReadonlyMap<string, Sighting> {
  const sightings = new Map<string, Sighting>();
  for (const { identity, source, startsAt } of incoming) {
    const key = identityKeyOf(identity, source ?? defaultSource);
    sightings.set(keyText(key), { ...key, startsAt });
  }
  return sightings;
}

function nothing(events: number): ImportReport {
  return { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: events, skipped: [] };
}
