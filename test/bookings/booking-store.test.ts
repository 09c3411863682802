import { describe, expect, it } from 'vitest';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const save = (...changes: Parameters<typeof saveBookingChanges>[1]) => saveBookingChanges(db.database.store, changes);

const SPIN = sampleBooking({ id: sampleId(1), className: 'Spin 45', startsAt: '2026-11-24T17:00:00.000Z' });
const YOGA = sampleBooking({ id: sampleId(2), className: 'Vinyasa', startsAt: '2026-11-25T17:00:00.000Z' });
const BARRE = sampleBooking({ id: sampleId(3), className: 'Barre', startsAt: '2026-11-26T17:00:00.000Z' });

describe('changes of bookings', () => {
  it('are written together: new, changed in different ways, removed', async () => {
    await db.store(SPIN, YOGA, BARRE);
    const spin = { ...SPIN, notes: 'towel', sequence: 1 };
    const yoga = { ...YOGA, location: null };
    const later = { ...BARRE, id: sampleId(4), startsAt: '2026-11-27T17:00:00.000Z' };
    await save(
      { before: SPIN, after: spin },
      { before: null, after: later },
      { before: YOGA, after: yoga },
      { before: BARRE, after: null },
    );
    expect(await db.all()).toEqual([spin, yoga, later]);
  });

  it('write only the columns that differ', async () => {
    await db.store(SPIN);
    await save({ before: SPIN, after: { ...SPIN, notes: 'towel' } });
    await save({ before: SPIN, after: { ...SPIN, url: 'https://studio.example/1' } }, { before: SPIN, after: SPIN });
    expect(await db.all()).toEqual([{ ...SPIN, notes: 'towel', url: 'https://studio.example/1' }]);
  });
});
