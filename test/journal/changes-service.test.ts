import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { type ChangeSet, recordChanges } from '../../src/bookings/record-changes.ts';
import { readChanges } from '../../src/journal/changes-service.ts';
import { keepChanges } from '../../src/journal/keep-changes.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const store = () => db.database.store;

async function change(bookings: readonly Booking[], rest: Partial<ChangeSet> = {}): Promise<void> {
  const made = bookings.map((after) => ({ before: null, after }));
  await store().transaction((inside) =>
    recordChanges(inside, { what: 'x', bookings: made, classes: [], ...rest }, [keepChanges()]),
  );
}

const several = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => sampleBooking({ id: sampleId(from + index) }));

/** A class for the bookings. */
async function begin(): Promise<void> {
  await change([], { classes: [{ before: null, after: sampleClass() }] });
}

describe('what changed in a record', () => {
  it('is nothing at first', async () => {
    expect(await readChanges(store(), 0)).toEqual({ revision: 0, rows: [] });
  });

  it('is told from the revision on that somebody has seen', async () => {
    await begin();
    const [one, other] = several(2) as [Booking, Booking];
    await change([one]);
    await change([other], { isStep: false });
    const rowOf = ({ id }: Booking) => ({ table: 'bookings', key: id });
    expect(await readChanges(store(), 2)).toEqual({ revision: 3, rows: [rowOf(other)] });
    expect(await readChanges(store(), 1)).toEqual({ revision: 3, rows: [rowOf(one), rowOf(other)] });
    expect(await readChanges(store(), 3)).toEqual({ revision: 3, rows: [] });
    expect((await readChanges(store(), 0)).rows).toContainEqual({ table: 'fitness_classes', key: sampleClass().id });
  });

  it('is one row for an import, and each row up to 50', async () => {
    await begin();
    await change(several(50));
    expect((await readChanges(store(), 1)).rows).toHaveLength(50);
    await change(several(1000, 100));
    expect(await readChanges(store(), 2)).toEqual({ revision: 3, rows: [{ table: 'bookings', key: '' }] });
  });

  it('is told of pauses and the like by their keys, and not of what imports remember', async () => {
    const user = { user_id: store().userId };
    const pause = { id: 'p', ...user, from_date: '2026-12-01', to_date: '2026-12-02', reason: null, created_at: 'x' };
    const series = {
      ...user,
      source: 's',
      uid: 'u',
      sequence: null,
      last_modified: null,
      stamp: null,
      cancellations: '',
    };
    await change([], {
      rows: [
        { table: 'pauses', key: { ...user, id: 'p' }, before: null, after: pause },
        { table: 'intake_series', key: { source: 's', uid: 'u' }, before: null, after: series },
      ],
    });
    expect(await readChanges(store(), 0)).toEqual({ revision: 1, rows: [{ table: 'pauses', key: 'p' }] });
    await store().db.deleteFrom('pauses').execute();
  });

  it('is not known where that was long ago, or in a record that is another', async () => {
    await begin();
    const { userId } = store();
    const row = { user_id: userId, revision: 1099, table_name: 'bookings', key: '' };
    await store().db.insertInto('changes').values(row).execute();
    await change(several(1));
    expect(await readChanges(store(), 0)).toEqual({ revision: 1100, rows: null });
    expect((await readChanges(store(), 1098)).rows).toHaveLength(2);
    expect(await readChanges(store(), 1101)).toEqual({ revision: 1100, rows: null });
  });

  it('is taken back with the change', async () => {
    await begin();
    const failing = [keepChanges(), () => Promise.reject(new Error('failed'))];
    const work = store().transaction((inside) =>
      recordChanges(inside, { what: 'x', bookings: [{ before: null, after: sampleBooking() }], classes: [] }, failing),
    );
    await expect(work).rejects.toThrow('failed');
    expect(await readChanges(store(), 1)).toEqual({ revision: 1, rows: [] });
  });
});
