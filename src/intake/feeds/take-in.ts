import type { BookingChange } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import type { Store } from '../../db/store.ts';
import { findKnown, findNames } from '../known/find-known.ts';
import { keyText } from '../known/identity-key.ts';
import { deleteIdentities, saveIdentities } from '../known/intake-store.ts';
import { recognise } from '../known/recognise.ts';
import type { Recognition, Said } from '../known/recognition.ts';
import { saveSeries } from '../known/series-store.ts';
import { describeReport, type ImportPlan, type ImportReport, type ImportRules } from '../plan/import-plan.ts';
import { planImport } from '../plan/plan-import.ts';
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
  /** What changes of bookings, or would. */
  readonly changes: readonly BookingChange[];
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
  reading: FeedReading,
  options: SyncOptions,
  after: (store: Store, taken: Taken) => Promise<void>,
): Promise<Taken> {
  const { incoming, skipped, coverage } = reading;
  const { force, revive, isDryRun, isAutomatic } = options;
  const { homeZone, newId } = context;
  const now = context.clock.now();
  const rules: ImportRules = { defaultSource: defaultSourceOf(feed), homeZone, revive, isFeed: true, now, newId };
  return context.store.transaction(async (store) => {
    // Somebody may have removed it while it was asked.
    if (!(await hasFeed(store, feed.id))) return { report: nothing(0), changes: [], doubted: 0 };
    const earlier = await listSightings(store, feed.id);
    const said: Said = { ...reading, bookings: incoming };
    const names = await findNames(store, said, rules, earlier);
    const recognition = recognise(said, names, rules);
    const present = sightingsOf(recognition);
    const { gone, unseen } = findAbsence(earlier, namesMet(recognition), coverage, now);
    const events = gone.flatMap((sighting) => names.identities.get(keyText(sighting)) ?? []);
    const lost = [...events, ...recognition.fellOut];
    const heldElsewhere = await findHeldElsewhere(store, feed.id, [...new Set(lost.map(({ bookingId }) => bookingId))]);
    const known = await findKnown(store, recognition, names, rules, lost);
    const plan = planImport(recognition, known, rules, { events, reason: `no longer in ${feed.name}`, heldElsewhere });
    const outdated = new Set(plan.outdated.map(keyText));
    const kept = earlier.filter((each) => present.has(keyText(each)) || outdated.has(keyText(each))).length;
    const isDoubted = !force && !isBelievable(plan.withdrawn, kept);
    const report = isDoubted ? nothing(incoming.length) : plan.report;
    const taken: Taken = {
      report: { ...report, skipped: [...skipped, ...report.skipped] },
      changes: isDoubted ? [] : plan.bookings,
      doubted: isDoubted ? plan.withdrawn : 0,
    };
    if (isDryRun) return taken;
    if (!isDoubted) {
      await write(store, context, feed, plan, isAutomatic);
      await saveSightings(store, feed.id, earlier, [...present.values(), ...unseen]);
    }
    await after(store, taken);
    return taken;
  });
}

async function write(
  store: Store,
  { clock, listeners }: BookingContext,
  { id, name }: Feed,
  { bookings, classes, identities, outdated, series, report }: ImportPlan,
  isAutomatic: boolean,
): Promise<void> {
  const what = `synced ${name}: ${describeReport(report)}`;
  const changes = { what, bookings, classes, isFound: true, feed: { name, isAutomatic } } as const;
  await recordChanges(store, changes, listeners);
  const created = new Set(bookings.flatMap(({ before, after }) => (before === null && after ? [after.id] : [])));
  const brought = identities.map((identity) => ({
    ...identity,
    broughtBy: created.has(identity.bookingId) ? id : (identity.broughtBy ?? null),
  }));
  await saveIdentities(store, brought, clock.now());
  await deleteIdentities(store, outdated);
  await saveSeries(store, series);
}

/** What the feed holds now, by keyText. */
function sightingsOf({ arrivals }: Recognition): ReadonlyMap<string, Sighting> {
  return new Map(arrivals.map(({ key, said }) => [keyText(key), { ...key, startsAt: said.startsAt }]));
}

/** Every name under which something is known that the feed speaks of still, as it is called now and as it was. */
function namesMet({ arrivals, fellOut }: Recognition): ReadonlySet<string> {
  const before = arrivals.flatMap(({ identity }) => (identity ? [keyText(identity)] : []));
  return new Set([...arrivals.map(({ key }) => keyText(key)), ...before, ...fellOut.map(keyText)]);
}

function nothing(events: number): ImportReport {
  return { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: events, skipped: [] };
}
