import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepStats, verifyStats } from '../../src/attendance/attendance-stats-service.ts';
import { findStoredStats, type StreakSettings } from '../../src/attendance/attendance-stats-store.ts';
import { markByHabit } from '../../src/attendance/habit-service.ts';
import type { StreakRules } from '../../src/attendance/streak/asked-days.ts';
import { addPause, removePause } from '../../src/attendance/streak/pause-service.ts';
import { listPauses } from '../../src/attendance/streak/pause-store.ts';
import { bookAgain } from '../../src/bookings/book-service.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { listClasses } from '../../src/bookings/class-store.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import { created, recordChanges } from '../../src/bookings/record-changes.ts';
import { NuminaError } from '../../src/errors.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { addDays } from '../../src/time/civil.ts';
import { wallTimeAt } from '../../src/time/zones.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';
import { withoutDisk } from '../support/engine.ts';
import { patient } from '../support/patience.ts';
import { expectSameWithoutPast } from './looks.ts';
import { slowStreaks } from './streak/slow-streak.ts';

// The stored statistics after any actions in any order: marked late, corrected, moved, deleted,
// imported, paused in the past, undone and redone, over several days.

const db = useBookingDatabase();
const HOME = 'America/New_York';
const NOW = Date.parse('2026-11-24T23:30:00Z');
const settings: fc.Arbitrary<StreakSettings> = fc.constantFrom(
  { restDays: [7], weekStart: 1, weeklyTarget: 2 },
  { restDays: [], weekStart: 7, weeklyTarget: 1 },
);

// What is tried here is the order of things, not the disk.
beforeAll(() => withoutDisk(db.database.store.db));

type Command = (context: BookingContext, pick: Booking | undefined) => Promise<unknown>;

// Around now, around the days with which the past ends, and deep in it.
const date = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -20, max: 2 }).map((days) => addDays('2026-11-24', days)) },
  { weight: 2, arbitrary: fc.integer({ min: -8, max: 8 }).map((days) => addDays('2026-03-29', days)) },
  { weight: 1, arbitrary: fc.integer({ min: -60, max: 0 }).map((days) => addDays('2026-03-29', days)) },
);
// As far apart as zones are: their days overlap.
const zone = fc.constantFrom(HOME, 'Pacific/Kiritimati', 'Pacific/Pago_Pago');
const when = fc.tuple(date, fc.constantFrom('07:00', '18:00', '23:30')).map(([day, time]) => `${day}T${time}`);
const name = fc.constantFrom('Yoga', 'Spin 45');
const onPick =
  (run: (context: BookingContext, id: string) => Promise<unknown>): Command =>
  async (context, pick) =>
    pick && run(context, pick.id);

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(name, when, fc.constantFrom('booked', 'attended', 'waitlisted'), fc.integer({ min: 1, max: 3 }))
      .map(([title, start, status, count]): Command => {
        const repeat = count === 1 ? null : { rule: 'daily', count, until: null };
        return (context) => book(context, title, start, { status, repeat });
      }),
  },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('attended', 'attended', 'no_show', 'cancelled', 'booked')
      .map((to) => onPick((context, id) => markBookings(context, [id], SCOPES.any, { to }))),
  },
  when.map((start) => onPick((context, id) => bookAgain(context, id, start, true))),
  when.map((start) => onPick((context, id) => editBooking(context, id, { when: start, fields: {}, isForced: true }))),
  fc.constant(onPick((context, id) => deleteBookings(context, [id], SCOPES.any))),
  fc.tuple(date, fc.nat(9)).map(([from, days]): Command => {
    return (context) => addPause(context, { from, to: addDays(from, days) }, null);
  }),
  fc.constant<Command>(async (context) => {
    const [pause] = await listPauses(context.store);
    return pause && removePause(context, pause.id);
  }),
  fc
    .array(fc.tuple(when, zone, fc.constantFrom('attended' as const, 'no_show' as const, 'cancelled' as const)), {
      maxLength: 12,
    })
    .map(
      (rows): Command =>
        (context) =>
          importAll(context, rows),
    ),
  fc.constant<Command>((context) => markByHabit(context, ['manual'])),
  {
    weight: 3,
    arbitrary: fc.constantFrom('undo', 'redo').map(
      (way): Command =>
        (context) =>
          reverseSteps(context, way, 1),
    ),
  },
);

/** A change set of many bookings, as an import makes it. */
function importAll(
  context: BookingContext,
  rows: readonly (readonly [when: string, zone: string, status: Booking['status']])[],
): Promise<void> {
  return context.store.transaction(async (store) => {
    const known = (await listClasses(store)).find((each) => each.name === 'Boxing');
    const fitnessClass = known ?? sampleClass({ id: context.newId(), name: 'Boxing' });
    const bookings = rows.map(([start, zone, status]) =>
      sampleBooking({ id: context.newId(), classId: fitnessClass.id, startsLocal: `${start}:00`, zone, status }),
    );
    const classes = known ? [] : [{ before: null, after: fitnessClass }];
    await recordChanges(store, { what: 'imported', bookings: bookings.map(created), classes }, context.listeners);
  });
}

async function emptyDatabase(): Promise<void> {
  for (const table of [
    'journal_entries',
    'attendance_stats',
    'attendance_past',
    'assumed_attendance',
    'pauses',
    'weekly_targets',
    'bookings',
    'fitness_classes',
  ] as const) {
    await db.database.store.db.deleteFrom(table).execute();
  }
}

interface Step {
  readonly command: Command;
  readonly pick: number;
  readonly hours: number;
}

async function play(rules: StreakSettings, steps: readonly Step[]) {
  await emptyDatabase();
  let now = NOW;
  for (const { command, pick, hours } of steps) {
    now += hours * 3_600_000;
    const plain = db.at(new Date(now).toISOString());
    const today = wallTimeAt(new Date(now), HOME).slice(0, 10);
    const keeper = {
      now: () => new Date(now),
      today: () => today,
      settings: () => rules,
      onEarned: () => undefined,
    };
    const context = { ...plain, listeners: [keepJournal(plain), keepStats(keeper)] };
    const bookings = await db.all();
    await command(context, bookings[pick % Math.max(bookings.length, 1)]).catch((error) => {
      if (!(error instanceof NuminaError)) throw error;
    });
    expect(await verifyStats(db.database.store, { now: new Date(now), today })).toMatchObject({
      ok: true,
      differences: [],
    });
  }
  await checkBySlowLoop(rules);
  const days = [0, 1, 50].map((later) => new Date(now + later * 24 * 3_600_000));
  await expectSameWithoutPast(db.database, rules, days);
}

/** Compares the stored statistics with a count and a day-by-day loop that share no code with them. */
async function checkBySlowLoop(settings: StreakSettings): Promise<void> {
  const stored = await findStoredStats(db.database.store);
  if (!stored) return;
  const bookings = await db.all();
  const attended = bookings.filter(({ status }) => status === 'attended');
  const begun = attended.filter(({ startsAt }) => startsAt <= stored.computedAt);
  const rules: StreakRules = { ...settings, pauses: await listPauses(db.database.store) };
  const dates = [...new Set(begun.map(({ startsLocal }) => startsLocal.slice(0, 10)))];
  const { day, week } = slowStreaks(dates, stored.computedOn, rules);
  expect(stored.stats).toEqual({
    totalBooked: bookings.filter(({ status }) => status !== 'waitlisted').length,
    totalAttended: begun.length,
    totalCancelled: bookings.filter(({ status }) => status === 'cancelled').length,
    currentStreak: day.current,
    longestStreak: day.longest,
    currentWeekStreak: week.current,
    longestWeekStreak: week.longest,
    lastAttendedDate: dates.sort().at(-1) ?? null,
  });
}

describe('the stored statistics', () => {
  it(
    'is what history says after each of many sequences of commands',
    async () => {
      const hours = fc.constantFrom(0, 0, 1, 9, 30, 1000);
      const step = fc.record({ command: commands, pick: fc.nat(20), hours });
      const sequence = fc.array(step, { minLength: 2, maxLength: 9 });
      await fc.assert(fc.asyncProperty(settings, sequence, play), { numRuns: 120 });
    },
    patient(120_000),
  );
});
