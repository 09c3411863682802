import { beforeAll } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { saveClass } from '../../src/bookings/class-store.ts';
import type { Store } from '../../src/db/store.ts';
import type { BookingDatabase } from './booking-database.ts';
import { sampleBooking, sampleClass, sampleId } from './booking-samples.ts';
import { userRow } from './user-row.ts';

/** Another person in the database. Her ids share their first digits with those of {@link sampleBooking}. */
export interface OtherPerson {
  readonly store: Store;
  readonly classId: string;
  /** Writes her class and bookings, of it or of the classes that they name, without any rules. */
  save(...bookings: readonly Partial<Booking>[]): Promise<Booking[]>;
}

export function useOtherPerson(db: BookingDatabase, userId = 'other'): OtherPerson {
  const classId = sampleId(0x0bad_0000_0000);
  beforeAll(async () => {
    await db.database.store.db.insertInto('users').values(userRow(userId)).execute();
  });
  const other = {
    get store() {
      return db.database.storeFor(userId);
    },
    classId,
    async save(...bookings: readonly Partial<Booking>[]) {
      const all = bookings.map((fields) => sampleBooking({ classId, ...fields }));
      await other.store.transaction(async (store) => {
        const ids = new Set([classId, ...all.map((booking) => booking.classId)]);
        for (const id of ids)
          await saveClass(store, sampleClass(id === classId ? { id } : { id, name: `Class ${id}` }));
        await saveBookingChanges(
          store,
          all.map((after) => ({ before: null, after })),
        );
      });
      return all;
    },
  };
  return other;
}
