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

/** Local dates of the studio, both included. */
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
 * The visits of a client within the window, from Mindbody's Public API v6; complete lists only. Times with an offset
 * are instants, as the API is documented. Times without one, as it mostly answers, are wall times of the studio. Throws
 * SourceFailure where the API cannot be read, FailureError where a secret cannot, UsageError for a wrong account, and
 * the reason of the signal.
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
      if (!isFields(visit)) throw new UnreadableError('It is not a visit.');
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
    // Without dates, the API gives only today; without the last one, no waiting list.
    ['request.startDate', `${window.from}T00:00:00`],
    ['request.endDate', `${window.to}T23:59:59`],
    ['request.includeWaitlistEntries', 'true'],
  ]);
  return { visits, classes: await readClasses(client, visits, window) };
}

function zoneOf({ zone }: MindbodyAccount): RowZone {
  return { name: zone, rules: zoneRules(zone), isNamed: true };
}

/** More ids make a query of more than 2,048 characters, which many such servers refuse. */
const CLASSES_AT_ONCE = 50;

/** The classes of the visits, by id: name, teacher, place, and whether they take place. */
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
      // Without dates, the API gives only today, even for named classes.
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
