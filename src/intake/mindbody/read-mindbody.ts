import type { LocalDate } from '../../time/civil.ts';
import { zoneRules } from '../../time/zone-rules.ts';
import type { RowZone } from '../csv/csv-start.ts';
import { withinTime } from '../fetch/within-time.ts';
import { type IncomingBooking, oneOrMany, type ReadResult, reasonOf, type Skip, UnreadableError } from '../incoming.ts';
import { isFields } from '../json/json-record.ts';
import { type MindbodyAccount, parseBaseUrl } from './mindbody-account.ts';
import {
  type ClientRules,
  type Fields,
  MINDBODY_LIMITS,
  MindbodyClient,
  type MindbodyLimits,
  type Query,
} from './mindbody-client.ts';
import { tooSlow } from './mindbody-failures.ts';
import { readPages } from './read-pages.ts';
import { classIdOf, idOf, readVisit, visitIdOf } from './read-visit.ts';

/** Days of the studio, both included. */
export interface MindbodyWindow {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface MindbodyOptions {
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly limits?: Partial<MindbodyLimits>;
}

/**
 * What a client has booked within the window, by Mindbody’s Public API v6: every visit that can be read, whole pages
 * only. Times with an offset are instants, as the API is described; those without one, as it mostly answers, are the
 * studio’s wall times. Throws SourceFailure where the API cannot be read, FailureError where a secret cannot,
 * UsageError for an account that is none, and the reason of the signal.
 */
export async function readMindbody(
  account: MindbodyAccount,
  window: MindbodyWindow,
  { now, signal, limits }: MindbodyOptions,
): Promise<ReadResult> {
  const zone = zoneOf(account);
  const { host } = parseBaseUrl(account.baseUrl);
  const bounds = { ...MINDBODY_LIMITS, ...limits };
  const ask = (end: AbortSignal) => askFor(account, window, { limits: bounds, signal: end });
  const { visits, classes } = await withinTime(bounds.runMs, signal, ask, () => tooSlow(host));
  const bookings: IncomingBooking[] = [];
  const skipped: Skip[] = [];
  let doubtful = 0;
  for (const [index, visit] of visits.entries()) {
    const line = index + 1;
    try {
      if (!isFields(visit)) throw new UnreadableError('It is no visit.');
      const { booking, isEarlierOfTwo } = readVisit(visit, { classes, zone, now }, line);
      bookings.push(booking);
      if (isEarlierOfTwo) doubtful += 1;
    } catch (error) {
      skipped.push({ uid: visitIdOf(visit), line, reason: reasonOf(error) });
    }
  }
  return { bookings, skipped, notes: doubtful === 0 ? [] : [noteTwice(doubtful, account.zone)] };
}

async function askFor(account: MindbodyAccount, window: MindbodyWindow, rules: ClientRules) {
  const client = await MindbodyClient.open(account, rules);
  const visits = await readPages(client, 'client/clientschedule', 'Visits', [
    ['request.clientId', account.clientId],
    // Without them the API means today, and no waiting list.
    ['request.startDate', `${window.from}T00:00:00`],
    ['request.endDate', `${window.to}T23:59:59`],
    ['request.includeWaitlistEntries', 'true'],
  ]);
  return { visits, classes: await readClasses(client, visits, window) };
}

function zoneOf({ zone }: MindbodyAccount): RowZone {
  return { name: zone, rules: zoneRules(zone), isNamed: true };
}

/** A query of more than 2,048 characters is refused by many servers of this make. */
const CLASSES_AT_ONCE = 50;

/** Names, teachers, places and whether they are on, of the classes that the visits are of. */
async function readClasses(
  client: MindbodyClient,
  visits: readonly unknown[],
  window: MindbodyWindow,
): Promise<ReadonlyMap<number, Fields>> {
  const ids = [...new Set(visits.map(classIdOf))].filter((id) => id !== null);
  const classes = new Map<number, Fields>();
  for (let first = 0; first < ids.length; first += CLASSES_AT_ONCE) {
    const asked = ids.slice(first, first + CLASSES_AT_ONCE);
    const query: Query = [
      ...asked.map((id) => ['request.classIds', String(id)] as const),
      // Without them the API means today, also for classes that are named.
      ['request.startDateTime', `${window.from}T00:00:00`],
      ['request.endDateTime', `${window.to}T23:59:59`],
    ];
    for (const found of await readPages(client, 'class/classes', 'Classes', query)) {
      const id = isFields(found) ? idOf(found['Id']) : null;
      if (id !== null && isFields(found)) classes.set(id, found);
    }
  }
  return classes;
}

function noteTwice(count: number, zone: string): string {
  const what = oneOrMany(count, 'class begins', 'classes begin');
  return `${what} at a time that comes twice in ${zone}, as clocks go back; the earlier is taken.`;
}
