import { describe, expect, it } from 'vitest';
import { findUsualTime } from '../../src/bookings/class-store.ts';
import { addDays } from '../../src/time/civil.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const LATEST = '2026-11-24';

/** A class of every Tuesday back from the latest on, at these times. */
async function everyWeekBack(...times: readonly string[]): Promise<void> {
  const bookings = times.map((time, weeks) =>
    sampleBooking({ id: sampleId(weeks + 1), startsLocal: `${addDays(LATEST, -7 * weeks)}T${time}:00` }),
  );
  await db.store(...bookings);
}

const usualTime = (date = '2026-12-01') => findUsualTime(db.database.store, sampleBooking().classId, date);

describe('the usual time of a class', () => {
  it('is the most frequent one of exactly its last 200 bookings', async () => {
    const times = ['07:00', ...Array(100).fill('18:00'), ...Array(99).fill('07:00')];
    // 100 times each, and 07:00 is the later; the last but one of 200 decides, the 201st would decide otherwise.
    await everyWeekBack(...times, '18:00');
    expect(await usualTime()).toBe('07:00');
  });

  it('is the more recent one of two equally frequent ones', async () => {
    await everyWeekBack('18:00', '07:00', '07:00', '18:00');
    expect(await usualTime()).toBe('18:00');
  });

  it('is that of the weekday, else of any day; null where the class was never booked', async () => {
    await everyWeekBack('18:00', '18:00');
    await db.store(sampleBooking({ id: sampleId(9), startsLocal: '2026-11-19T07:00:00' }));
    expect([await usualTime('2026-12-03'), await usualTime('2026-12-01'), await usualTime('2026-12-06')]).toEqual([
      '07:00',
      '18:00',
      '18:00',
    ]);
    expect(await findUsualTime(db.database.store, sampleId(77), '2026-12-01')).toBeNull();
  });
});
