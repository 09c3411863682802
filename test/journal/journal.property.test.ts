import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookAgain } from '../../src/bookings/book-service.ts';
import { type Booking, STATUSES } from '../../src/bookings/booking.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { findBooking } from '../../src/bookings/booking-store.ts';
import { listClasses } from '../../src/bookings/class-store.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import { recordChanges } from '../../src/bookings/record-changes.ts';
import { NuminaError } from '../../src/errors.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { listEntries } from '../../src/journal/journal-store.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { patient } from '../support/patience.ts';

// Any commands in any order, undone and redone in between, against the plainest model of it: a stack of pictures of
// everything a person sees.

const db = useBookingDatabase();
const NOW = Date.parse('2026-11-20T15:00:00Z');

// What is tried here is the order of things, not the disk.
beforeAll(() => sql`pragma synchronous = off`.execute(db.database.store.db));

/** `said` is for the report of a failure; `pick` is the booking that a change is about, if there is any. */
type Command =
  | {
      readonly kind: 'change';
      readonly said: string;
      readonly run: (context: BookingContext, pick: Booking | undefined) => Promise<unknown>;
    }
  | { readonly kind: 'undo' | 'redo'; readonly count: number };

const change = (said: string, run: (context: BookingContext, id: string) => Promise<unknown>): Command => ({
  kind: 'change',
  said,
  run: async (context, pick) => pick && run(context, pick.id),
});

const name = fc.constantFrom('Yoga', 'Spin 45', 'Barre');
const when = fc
  .record({ day: fc.integer({ min: 16, max: 25 }), hour: fc.constantFrom('07', '09', '18') })
  .map(({ day, hour }) => `2026-11-${day}T${hour}:00`);
const fields = fc.record(
  {
    location: fc.constantFrom('North', 'South', null),
    instructor: fc.constantFrom('Ana', 'Ben', null),
    price: fc.constantFrom(10_000, 12_500, null),
    notes: fc.constantFrom('towel', null),
    durationMinutes: fc.constantFrom(45, 60),
    zone: fc.constantFrom('America/New_York', 'Europe/Berlin'),
  },
  { requiredKeys: [] },
);
const status = fc.constantFrom(...STATUSES);

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        name,
        when,
        fields,
        status: fc.constantFrom('booked' as const, 'attended' as const, 'waitlisted' as const),
        cancelBy: fc.constantFrom('12h', undefined),
        count: fc.integer({ min: 1, max: 4 }),
        isNewClass: fc.boolean(),
      })
      .map(({ name, when, count, ...request }): Command => {
        const repeat = count === 1 ? null : { rule: 'weekly', count, until: null };
        const said = `book ${name} ${when} ${JSON.stringify({ ...request, count })}`;
        return { kind: 'change', said, run: (context) => book(context, name, when, { ...request, repeat }) };
      }),
  },
  when.map((start) => change(`again ${start}`, (context, id) => bookAgain(context, id, start, false))),
  fc
    .record({ fields, name, when, status }, { requiredKeys: ['fields'] })
    .map((request) =>
      change(`edit ${JSON.stringify(request)}`, (context, id) =>
        editBooking(context, id, { ...request, isForced: true }),
      ),
    ),
  fc
    .constantFrom('attended' as const, 'cancelled' as const, 'no_show' as const)
    .map((to) => change(to, (context, id) => markBookings(context, [id], SCOPES.any, { to }))),
  fc.constant(change('delete', (context, id) => deleteBookings(context, [id], SCOPES.any))),
  fc.constant(change('remind', sendReminder)),
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }).map((count): Command => ({ kind: 'undo', count })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }).map((count): Command => ({ kind: 'redo', count })) },
);

/** What the daemon does on its own: no step, and nothing that an undo may take back. */
function sendReminder(context: BookingContext, id: string): Promise<void> {
  return context.store.transaction(async (store) => {
    const before = await findBooking(store, id);
    if (!before) return;
    const after = { ...before, reminderSent24h: true, updatedAt: context.clock.now().toISOString() };
    const changes = { what: 'reminded', bookings: [{ before, after }], classes: [], isStep: false } as const;
    await recordChanges(store, changes, context.listeners);
  });
}

/** Everything a person sees, and an undo restores. */
async function picture() {
  const classes = await listClasses(db.database.store);
  const bookings = await db.all();
  return {
    bookings: bookings
      .map(({ sequence, updatedAt, reminderSent24h, ...seen }) => seen)
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
    classes: classes.map(({ updatedAt, ...seen }) => seen).sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

type Picture = Awaited<ReturnType<typeof picture>>;

async function emptyDatabase(): Promise<void> {
  for (const table of ['journal_entries', 'bookings', 'fitness_classes'] as const) {
    await db.database.store.db.deleteFrom(table).execute();
  }
}

/** What only ever rises, by booking. */
class Ratchet {
  readonly #sequences = new Map<string, number>();
  readonly #reminded = new Set<string>();

  check(bookings: readonly Booking[]): void {
    for (const { id, sequence, reminderSent24h } of bookings) {
      expect(sequence).toBeGreaterThanOrEqual(this.#sequences.get(id) ?? 0);
      this.#sequences.set(id, sequence);
      if (this.#reminded.has(id)) expect(reminderSent24h).toBe(true);
      if (reminderSent24h) this.#reminded.add(id);
    }
  }
}

async function play(steps: readonly { readonly command: Command; readonly pick: number }[]): Promise<void> {
  await emptyDatabase();
  const past: Picture[] = [];
  let future: Picture[] = [];
  let present = await picture();
  const ratchet = new Ratchet();
  for (const [minute, { command, pick }] of steps.entries()) {
    const plain = db.at(new Date(NOW + minute * 60_000).toISOString());
    const context = { ...plain, listeners: [keepJournal(plain)] };
    if (command.kind === 'change') {
      const bookings = await db.all();
      await command.run(context, bookings[pick % Math.max(bookings.length, 1)]).catch((error) => {
        if (!(error instanceof NuminaError)) throw error;
      });
      const after = await picture();
      if (JSON.stringify(after) !== JSON.stringify(present)) {
        past.push(present);
        present = after;
        future = [];
      }
    } else {
      const [from, to] = command.kind === 'undo' ? [past, future] : [future, past];
      const reversed = await reverseSteps(context, command.kind, command.count);
      expect(reversed).toHaveLength(Math.min(command.count, from.length));
      for (const _ of reversed) {
        to.push(present);
        present = from.pop() ?? present;
      }
      expect(await picture()).toEqual(present);
    }
    const entries = await listEntries(db.database.store, 100);
    expect(entries.filter(({ undoneAt }) => undoneAt === null)).toHaveLength(past.length);
    expect(entries.filter(({ undoneAt }) => undoneAt !== null)).toHaveLength(future.length);
    ratchet.check(await db.all());
  }
  const broken = await sql`pragma foreign_key_check`.execute(db.database.store.db);
  const integrity = await sql`pragma integrity_check`.execute(db.database.store.db);
  expect([broken.rows, integrity.rows]).toEqual([[], [{ integrity_check: 'ok' }]]);
}

describe('whatever is done, undone and redone', () => {
  it(
    'leaves what a stack of pictures would show',
    async () => {
      const sequence = fc.array(fc.record({ command: commands, pick: fc.nat(20) }), { minLength: 4, maxLength: 25 });
      await fc.assert(fc.asyncProperty(sequence, play), { numRuns: 120 });
    },
    patient(60_000),
  );
});
