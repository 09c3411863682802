import { describe, expect, it } from 'vitest';
import { readStats, readStatsNow } from '../../../src/attendance/stats/stats-service.ts';
import type { BookingStatus } from '../../../src/bookings/booking.ts';
import type { BookingFilter } from '../../../src/bookings/booking-filter.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { sampleBooking, sampleId } from '../../support/booking-samples.ts';

const db = useBookingDatabase();
const judgement = {
  now: new Date('2026-11-22T14:00:00Z'),
  today: '2026-11-22',
  rules: { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [] },
} as const;

/** Ten spin classes were attended, one was missed; yesterday's is unmarked, today's and others are ahead. */
async function record() {
  const attended = Array.from({ length: 10 }, (_, day): [string, BookingStatus, string] => [
    `2026-11-${String(day + 3).padStart(2, '0')}T18:00:00`,
    'attended',
    'spin',
  ]);
  const others: [string, BookingStatus, string][] = [
    ['2026-11-14T18:00:00', 'no_show', 'spin'],
    ['2026-11-21T18:00:00', 'booked', 'spin'],
    ['2026-11-22T18:00:00', 'booked', 'spin'],
    ['2026-11-28T18:00:00', 'booked', 'barre'],
    ['2026-12-05T18:00:00', 'booked', 'barre'],
    ['2026-12-06T18:00:00', 'cancelled', 'spin'],
    ['2026-12-07T18:00:00', 'waitlisted', 'spin'],
  ];
  const bookings = [...attended, ...others].map(([startsLocal, status, classType], index) =>
    sampleBooking({ id: sampleId(index + 1), startsLocal, status, classType }),
  );
  await db.store(...bookings);
}

const read = (filter: BookingFilter) => readStatsNow(db.database.store, filter, judgement);

describe('the classes ahead', () => {
  it.each<[string, BookingFilter]>([
    ['of all', {}],
    ['from a day on', { from: '2026-11-01' }],
    ['of a year', { from: '2026-01-01', to: '2026-12-31' }],
    ['of a place', { locations: ['studio north'] }],
  ])('are counted separately, %s', async (_, filter) => {
    await record();
    const { all, soFar, ahead } = await read(filter);
    expect(ahead).toBe(3);
    expect(all).toMatchObject({ totalBooked: 16, totalAttended: 10, totalCancelled: 1, totalNoShow: 1 });
    expect(soFar).toMatchObject({ totalBooked: 13, totalAttended: 10, totalCancelled: 1, totalNoShow: 1 });
    expect(all.byType.map(({ key, booked }) => [key, booked])).toEqual([
      ['spin', 14],
      ['barre', 2],
    ]);
    expect(soFar.byType.map(({ key, booked }) => [key, booked])).toEqual([['spin', 13]]);
    expect(soFar.byMonth.map(({ key, booked }) => [key, booked])).toEqual([
      ['2026-11', 12],
      ['2026-12', 1],
    ]);
    expect(await readStats(db.database.store, filter, judgement)).toEqual(all);
  });

  it('are all bookings on days ahead, and none on days before', async () => {
    await record();
    const ahead = await read({ from: '2026-11-23', to: '2026-11-30' });
    expect(ahead).toMatchObject({ ahead: 1, all: { totalBooked: 1 }, soFar: { totalBooked: 0, byType: [] } });
    expect(await read({ to: '2026-11-21' })).toMatchObject({ ahead: 0, all: { totalBooked: 12 } });
    expect(await read({ statuses: ['attended'] })).toMatchObject({ ahead: 0, soFar: { totalBooked: 10 } });
    expect(await read({ statuses: ['booked'] })).toMatchObject({ ahead: 3, soFar: { totalBooked: 1 } });
  });
});
