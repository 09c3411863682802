import { describe, expect, it } from 'vitest';
import { markByHabit } from '../../src/attendance/habit-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

// A class of Monday 23 November, 18:00 to 19:00 in New York: it ends at midnight UTC.

const db = useBookingDatabase();
const NOON = '2026-11-24T12:00:00.000Z';
const CLASS = sampleBooking({
  startsLocal: '2026-11-23T18:00:00',
  durationMinutes: 60,
  location: 'Velo',
  source: 'mail',
});

const marked = async (now: string, habits: readonly string[] = ['velo']) =>
  (await markByHabit(db.at(now), habits)).map(({ className }) => className);

describe('marking by habit', () => {
  it('marks a class that ended exactly 12 hours ago, but not a millisecond earlier', async () => {
    await db.store(CLASS);
    expect(await marked('2026-11-24T11:59:59.999Z')).toEqual([]);
    expect(await marked(NOON)).toEqual([CLASS.className]);
    expect(await db.all()).toMatchObject([{ status: 'attended', attendedAt: NOON }]);
  });

  it('uses the end of each class, not its start', async () => {
    await db.store({ ...CLASS, durationMinutes: 61 });
    expect(await marked(NOON)).toEqual([]);
    expect(await marked('2026-11-24T12:01:00.000Z')).toEqual([CLASS.className]);
  });

  it('recognises a habit by source or place in any case, and marks no other class', async () => {
    const other = { classId: sampleId(9), className: 'Spin', location: 'Ring' };
    await db.store(CLASS, { ...CLASS, ...other, id: sampleId(2) });
    expect(await marked(NOON, ['NOBODY'])).toEqual([]);
    expect(await marked(NOON, ['RING'])).toEqual(['Spin']);
    expect(await marked(NOON, ['Mail'])).toEqual([CLASS.className]);
  });
});
