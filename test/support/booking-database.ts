import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { queryBookings } from '../../src/bookings/booking-query.ts';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { listClasses, saveClass } from '../../src/bookings/class-store.ts';
import type { ChangeListener } from '../../src/bookings/record-changes.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { fixedClock } from '../../src/time/clock.ts';
import { sampleClass, sampleId } from './booking-samples.ts';
import { makeDatabasePlace } from './database-place.ts';
import { isSqlite } from './engine.ts';

/** A database of its own, empty before every test, with the functions that many tests need. */
export interface BookingDatabase {
  readonly database: Database;
  /** A context of use cases at an instant; the home zone is New York where `homeZone` is absent. */
  at(now: string, options?: { homeZone?: string; listeners?: readonly ChangeListener[] }): BookingContext;
  /** Writes bookings without any rules, with the classes they need. */
  store(...bookings: readonly Booking[]): Promise<void>;
  /** Deletes all rows, as before each test. */
  clear(): Promise<void>;
  /** Every booking, by start. */
  all(): Promise<Booking[]>;
}

/** Tables with references come before those they refer to. */
const TABLES = [
  'changes',
  'journal_entries',
  'feed_events',
  'waiting_mails',
  'blocked_senders',
  'mailboxes',
  'feed_states',
  'feeds',
  'intake_identities',
  'intake_series',
  'attendance_stats',
  'attendance_past',
  'reminder_ledger',
  'reminder_overrides',
  'booking_reminders',
  'assumed_attendance',
  'reviews',
  'pauses',
  'weekly_targets',
  'bookings',
  'fitness_classes',
] as const;

export function useBookingDatabase(): BookingDatabase {
  let database: Database;
  let remove: () => void | Promise<void>;
  let ids = 0;

  beforeAll(async () => {
    let path: string;
    ({ path, remove } = await makeDatabasePlace());
    database = await openDatabase({ path, createFolder: false, now: new Date('2026-01-01T00:00:00Z') });
  });
  const clear = async () => {
    const users = await database.store.db.selectFrom('users').select('id').execute();
    for (const { id } of users) {
      await database.storeFor(id).transaction(async ({ db }) => {
        for (const table of TABLES) await db.deleteFrom(table).execute();
      });
      // A statement of SQLite deletes the rows of everybody.
      if (isSqlite) break;
    }
  };
  beforeEach(async () => {
    ids = 0;
    await clear();
  });
  afterAll(async () => {
    await database.close();
    await remove();
  });

  return {
    get database() {
      return database;
    },
    at: (now, { homeZone = 'America/New_York', listeners = [] } = {}) => ({
      store: database.store,
      clock: fixedClock(new Date(now)),
      homeZone,
      newId: () => {
        ids += 1;
        return sampleId(0xa0000000000 + ids * 0x10000);
      },
      listeners,
    }),
    async store(...bookings) {
      const known = new Set((await listClasses(database.store)).map(({ id }) => id));
      await database.store.transaction(async (store) => {
        for (const { classId, className, classType, location } of bookings) {
          if (known.has(classId)) continue;
          known.add(classId);
          const ofBooking = { id: classId, name: className, type: classType, location };
          await saveClass(store, sampleClass(ofBooking));
        }
        const created = bookings.map((after) => ({ before: null, after }));
        await saveBookingChanges(store, created);
      });
    },
    clear,
    all: () => queryBookings(database.store, {}),
  };
}
