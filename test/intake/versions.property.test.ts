import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { markBookings } from '../../src/bookings/mark-service.ts';
import { saveFeed } from '../../src/intake/feeds/feed-service.ts';
import { takeInFeed } from '../../src/intake/feeds/take-in-feed.ts';
import { NO_VALIDATORS } from '../../src/intake/fetch/validators.ts';
import { readCalendar } from '../../src/intake/ics/ics-import.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { addDays } from '../../src/time/civil.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { importBookings } from '../support/take-in.ts';
import { READING } from './ics/ics-samples.ts';

const db = useBookingDatabase();

/** Before every series, and in the midst of most: clocks go back on 1 November. */
const [BEFORE, MIDST] = ['2026-10-10T12:00:00Z', '2026-11-10T17:00:00Z'];

/** A studio's own record of one series: what a person should have in the end. */
interface Series {
  readonly from: string;
  readonly everyDays: number;
  readonly count: number;
  readonly hour: number;
  /** By number of the instance. */
  readonly moved: ReadonlyMap<number, string>;
  readonly cancelled: ReadonlySet<number>;
  readonly sequence: number;
}

type Edit =
  | { readonly kind: 'move-all'; readonly hours: number; readonly days: number }
  | { readonly kind: 'move-one' | 'cancel-one' | 'cancel-following'; readonly at: number; readonly hours: number }
  | { readonly kind: 'cut' | 'lengthen' | 'cancel-all' | 'revive' };

const someSeries = fc.record({
  from: fc.integer({ min: 0, max: 40 }).map((days) => addDays('2026-10-20', days)),
  everyDays: fc.constantFrom(1, 2, 7),
  count: fc.integer({ min: 2, max: 5 }),
  hour: fc.integer({ min: 8, max: 18 }),
});

const somePlace = { at: fc.nat(4), hours: fc.constantFrom(-2, 1, 3, 26) };
const someEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('move-all'), hours: fc.constantFrom(-1, 1, 2), days: fc.constantFrom(0, 0, 1, -2, 7) }),
  fc.record({ kind: fc.constantFrom('move-one', 'cancel-one', 'cancel-following'), ...somePlace }),
  fc.record({ kind: fc.constantFrom('cut', 'lengthen', 'cancel-all', 'revive') }),
);

const two = (value: number) => String(value).padStart(2, '0');
const slotOf = ({ from, everyDays, hour }: Series, at: number) => `${addDays(from, at * everyDays)}T${two(hour)}:00:00`;
const startOf = (series: Series, at: number) => series.moved.get(at) ?? slotOf(series, at);
const numbersOf = ({ count }: Series) => Array.from({ length: count }, (_, at) => at);

/** The starts of what takes place, as the studio has them. */
function expectedOf(series: Series): string[] {
  return numbersOf(series)
    .flatMap((at) => (series.cancelled.has(at) ? [] : [startOf(series, at)]))
    .sort();
}

function moveHours(local: string, hours: number): string {
  return new Date(Date.parse(`${local}Z`) + hours * 3_600_000).toISOString().slice(0, 19);
}

/** The series after an edit; null where the edit cannot be made. */
function change(series: Series, edit: Edit): Series | null {
  const next = { ...series, sequence: series.sequence + 1 };
  // A new version of the whole says nothing of instances that were moved one by one.
  const whole = { ...next, moved: new Map<number, string>() };
  const isOver = series.cancelled.size === series.count;
  switch (edit.kind) {
    case 'move-all': {
      const hour = 4 + ((series.hour + edit.hours) % 18);
      return isOver ? null : { ...whole, hour, from: addDays(series.from, edit.days) };
    }
    case 'cut': {
      const cancelled = new Set([...series.cancelled].filter((at) => at < series.count - 1));
      const cut = { ...whole, count: series.count - 1, cancelled };
      return cut.count > cancelled.size ? cut : null;
    }
    case 'lengthen':
      return isOver ? null : { ...whole, count: series.count + 1 };
    case 'revive':
      return { ...whole, cancelled: new Set() };
    case 'cancel-all':
      return { ...next, cancelled: new Set(numbersOf(series)) };
    case 'move-one': {
      const { at, hours } = edit;
      if (at >= series.count || series.cancelled.has(at)) return null;
      return { ...next, moved: new Map([...series.moved, [at, moveHours(slotOf(series, at), hours)]]) };
    }
    case 'cancel-one':
      return edit.at >= series.count ? null : { ...next, cancelled: new Set([...series.cancelled, edit.at]) };
    case 'cancel-following': {
      const following = numbersOf(series).filter((at) => at >= edit.at);
      return edit.at >= series.count ? null : { ...next, cancelled: new Set([...series.cancelled, ...following]) };
    }
  }
}

const compact = (local: string) => local.replace(/[-:]/g, '');
const inNewYork = (name: string, local: string) => `${name};TZID=America/New_York:${compact(local)}`;

function eventOf(series: Series, start: string, ...lines: readonly string[]): string[] {
  const end = moveHours(start, 1);
  return [
    ...['BEGIN:VEVENT', 'UID:series@studio.example', 'SUMMARY:Spin', `SEQUENCE:${series.sequence}`],
    ...[inNewYork('DTSTART', start), inNewYork('DTEND', end), ...lines, 'END:VEVENT'],
  ];
}

function wholeOf(series: Series, left: ReadonlySet<number>): string[] {
  const every = series.everyDays === 7 ? 'FREQ=WEEKLY' : `FREQ=DAILY;INTERVAL=${series.everyDays}`;
  const exceptions = [...left].map((at) => inNewYork('EXDATE', slotOf(series, at)));
  return eventOf(series, slotOf(series, 0), `RRULE:${every};COUNT=${series.count}`, ...exceptions);
}

const calendarOf = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');

/** The message (RFC 5546) that tells of an edit. */
function messageOf(after: Series, edit: Edit | null): string {
  const cancel = (...lines: readonly string[]) => calendarOf('METHOD:CANCEL', ...lines);
  switch (edit?.kind) {
    case 'move-one': {
      const lines = eventOf(after, startOf(after, edit.at), inNewYork('RECURRENCE-ID', slotOf(after, edit.at)));
      return calendarOf('METHOD:REQUEST', ...lines);
    }
    case 'cancel-one': {
      const slot = slotOf(after, edit.at);
      return cancel(...eventOf(after, slot, inNewYork('RECURRENCE-ID', slot)));
    }
    case 'cancel-following': {
      const slot = slotOf(after, edit.at);
      return cancel(...eventOf(after, slot, inNewYork('RECURRENCE-ID;RANGE=THISANDFUTURE', slot)));
    }
    case 'cancel-all':
      return cancel(...eventOf(after, slotOf(after, 0)));
    default:
      return calendarOf('METHOD:REQUEST', ...wholeOf(after, after.cancelled));
  }
}

/** A first version and what became of it, each with its message. */
const someHistory = fc.tuple(someSeries, fc.array(someEdit, { minLength: 1, maxLength: 6 })).map(([first, edits]) => {
  let series: Series = { ...first, moved: new Map(), cancelled: new Set(), sequence: 0 };
  const history = [{ series, message: messageOf(series, null) }];
  for (const edit of edits) {
    const after = change(series, edit);
    if (!after) continue;
    series = after;
    history.push({ series, message: messageOf(series, edit) });
  }
  return history;
});

async function take(text: string, now = BEFORE) {
  const { bookings: incoming, listings = [], cancellations = [] } = readCalendar(text, READING);
  const base = db.at(now);
  const words = { incoming, listings, cancellations };
  const how = { defaultSource: 'ics', name: 'mail', revive: false, isDryRun: false };
  return importBookings({ ...base, listeners: [keepJournal(base)] }, { ...words, ...how });
}

const isOn = ({ status }: Booking) => status !== 'cancelled';
const startsOf = (bookings: readonly Booking[]) =>
  bookings
    .filter(isOn)
    .map(({ startsLocal }) => startsLocal)
    .sort();

async function empty(): Promise<void> {
  const tables = ['journal_entries', 'intake_series', 'intake_identities', 'bookings', 'fitness_classes'] as const;
  for (const table of tables) await db.database.store.db.deleteFrom(table).execute();
}

describe('a series that changes by messages', () => {
  test('is what the studio has, after each of them; a second reading changes nothing, an undo takes back the whole', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        await empty();
        for (const { series, message } of history) {
          const before = await db.all();
          const { created, updated, cancelled } = await take(message);
          const after = await db.all();
          expect(startsOf(after)).toEqual(expectedOf(series));
          expect(await take(message)).toMatchObject({ created: 0, updated: 0, cancelled: 0, adopted: 0 });
          expect(await db.all()).toEqual(after);
          if (created + updated + cancelled === 0) continue;
          await reverseSteps(db.at(BEFORE), 'undo', 1);
          expect((await db.all()).map(withoutVersion)).toEqual(before.map(withoutVersion));
          await reverseSteps(db.at(BEFORE), 'redo', 1);
          expect((await db.all()).map(withoutVersion)).toEqual(after.map(withoutVersion));
        }
      }),
      { numRuns: 45 },
    );
  });

  test('is what the studio has in the end, in whatever order they arrive', async () => {
    const shuffled = someHistory.chain((history) =>
      fc.shuffledSubarray(history, { minLength: history.length }).map((arriving) => ({ history, arriving })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ history, arriving }) => {
        await empty();
        for (const { message } of arriving) await take(message);
        const last = history.at(-1)?.series;
        expect(startsOf(await db.all())).toEqual(last && expectedOf(last));
      }),
      { numRuns: 75 },
    );
  });

  test('loses and moves nothing that was attended, and books no class twice', async () => {
    const marked = fc.tuple(someHistory, fc.array(fc.nat(9), { minLength: 7, maxLength: 7 }));
    await fc.assert(
      fc.asyncProperty(marked, async ([history, marks]) => {
        await empty();
        for (const [step, { message }] of history.entries()) {
          const before = await db.all();
          await take(message, MIDST);
          const after = await db.all();
          const attended = (all: readonly Booking[]) => all.filter(({ status }) => status === 'attended');
          expect(attended(after).map(withoutVersion)).toEqual(attended(before).map(withoutVersion));
          const starts = startsOf(after);
          expect(new Set(starts).size).toBe(starts.length);
          const past = after.filter(({ status, startsAt }) => status === 'booked' && startsAt < MIDST);
          const one = past[(marks[step] ?? 0) % Math.max(past.length, 1)];
          if (one) await markBookings(db.at(MIDST), [one.id], SCOPES.any, { to: 'attended' });
        }
      }),
      { numRuns: 45 },
    );
  });
});

/** The series as a feed shows it: what is cancelled is either left out or called so, and versions may be missing. */
function feedOf(series: Series, style: { readonly leavesOut: boolean; readonly hasVersions: boolean }): string {
  const { moved, cancelled } = series;
  const isOver = cancelled.size === series.count;
  const left = style.leavesOut && !isOver ? cancelled : new Set<number>();
  const overrides = numbersOf(series).flatMap((at) => {
    if (isOver || left.has(at) || !(moved.has(at) || cancelled.has(at))) return [];
    const lines = [inNewYork('RECURRENCE-ID', slotOf(series, at)), ...(cancelled.has(at) ? ['STATUS:CANCELLED'] : [])];
    return eventOf(series, startOf(series, at), ...lines);
  });
  const whole = wholeOf(series, left);
  const lines = [...(isOver ? [...whole.slice(0, -1), 'STATUS:CANCELLED', 'END:VEVENT'] : whole), ...overrides];
  return calendarOf(...lines.filter((line) => style.hasVersions || !line.startsWith('SEQUENCE')));
}

test('a feed is what its series is now, however it numbers its versions, and is never doubted for a move', async () => {
  const someStyles = fc.array(fc.record({ leavesOut: fc.boolean(), hasVersions: fc.boolean() }), {
    ...{ minLength: 7, maxLength: 7 },
  });
  const readings = fc.tuple(someHistory, someStyles);
  await fc.assert(
    fc.asyncProperty(readings, async ([history, styles]) => {
      await empty();
      for (const table of ['feed_events', 'feed_states', 'feeds'] as const) {
        await db.database.store.db.deleteFrom(table).execute();
      }
      const rules = { source: null, type: null, only: [], skip: [], maps: [] };
      const open = { login: null, zone: null, allDayAt: null, since: null };
      const url = 'https://studio.example/classes.ics';
      const feed = await saveFeed(db.at(BEFORE), 'studio', { kind: 'calendar', url, ...rules, ...open });
      const sync = async (text: string) => {
        const { bookings: incoming, listings = [], skipped } = readCalendar(text, READING);
        const coverage = { seriesUntil: '2027-11-19T00:00:00.000Z', until: null, unread: new Set<string>() };
        const reading = { incoming, listings, skipped, notes: [], coverage, validators: NO_VALIDATORS };
        const options = { force: false, revive: false, isDryRun: false, isAutomatic: true };
        return takeInFeed(db.at(BEFORE), feed, reading, options, async () => undefined);
      };
      for (const [step, { series }] of history.entries()) {
        const text = feedOf(series, styles[step] ?? { leavesOut: true, hasVersions: true });
        expect((await sync(text)).doubted).toBe(0);
        const after = await db.all();
        expect(startsOf(after)).toEqual(expectedOf(series));
        expect((await sync(text)).report).toMatchObject({ created: 0, updated: 0, cancelled: 0, adopted: 0 });
        expect(await db.all()).toEqual(after);
      }
    }),
    { numRuns: 45 },
  );
});

/** An undo is a change of its own: it counts on. */
function withoutVersion({ sequence: _, updatedAt: __, ...rest }: Booking) {
  return rest;
}
