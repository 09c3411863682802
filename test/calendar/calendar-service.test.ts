import { describe, expect, it } from 'vitest';
import { readCalendar, readFollowing, type ViewRequest } from '../../src/calendar/calendar-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();

function read(request: Partial<ViewRequest> = {}) {
  return readCalendar(db.database.store, {
    view: 'month',
    date: '2026-11-24',
    filter: {},
    zone: 'America/New_York',
    now: new Date('2026-12-31T12:00:00Z'),
    weekStart: 1,
    daysNeeded: () => 1,
    ...request,
  });
}

/** The days that hold something, each with the numbers of its bookings. */
async function filled(request: Partial<ViewRequest> = {}): Promise<string[]> {
  const { days } = await read(request);
  return days
    .filter(({ bookings }) => bookings.length > 0)
    .map(({ date, bookings }) => `${date.slice(5)}: ${bookings.map(({ id }) => Number(id.slice(9, 13))).join(' ')}`);
}

async function store(...starts: readonly string[]): Promise<void> {
  await db.store(
    ...starts.map((text, index) => {
      const [startsLocal = '', zone = 'America/New_York', status = 'booked'] = text.split(' ');
      return sampleBooking({ id: sampleId(index), startsLocal, zone, status: status as 'booked' });
    }),
  );
}

describe('a calendar', () => {
  it('holds the classes of the local days of its period, the edges included', async () => {
    await store(
      '2026-10-31T23:59:59',
      '2026-11-01T00:00:00',
      '2026-11-30T23:59:59',
      '2026-12-01T00:00:00',
      '2026-11-01T00:30:00 Pacific/Kiritimati',
      '2026-11-30T23:30:00 Pacific/Pago_Pago',
    );
    expect(await filled()).toEqual(['11-01: 1 4', '11-30: 5 2']);
    expect(await filled({ view: 'day', date: '2026-12-01' })).toEqual(['12-01: 3']);
    expect(await filled({ view: 'week', date: '2026-12-01' })).toEqual(['11-30: 5 2', '12-01: 3']);
  });

  it('says what it shows: every day, empty ones too', async () => {
    const { days, weeks, ...rest } = await read({ view: 'week' });
    expect(rest).toEqual({
      view: 'week',
      from: '2026-11-23',
      to: '2026-11-29',
      zone: 'America/New_York',
      weekStart: 1,
    });
    expect(days.map(({ date }) => date)).toEqual([23, 24, 25, 26, 27, 28, 29].map((day) => `2026-11-${day}`));
    expect(weeks).toEqual([{ startsOn: '2026-11-23', week: 48, attendedDays: 0, target: 1, isPaused: false }]);
  });

  it('keeps to the filter, whose dates never widen it', async () => {
    await store('2026-11-05T18:00:00', '2026-11-12T18:00:00', '2026-11-19T18:00:00', '2026-12-03T18:00:00');
    expect(await filled({ filter: { from: '2026-11-06' } })).toEqual(['11-12: 1', '11-19: 2']);
    expect(await filled({ filter: { to: '2026-11-18' } })).toEqual(['11-05: 0', '11-12: 1']);
    expect(await filled({ filter: { from: '2026-01-01', to: '2026-12-31' } })).toHaveLength(3);
    expect(await filled({ filter: { types: ['spin'] } })).toEqual([]);
    expect((await read({ filter: { from: '2026-11-06' } })).days).toHaveLength(30);
  });

  it('counts attended days of whole weeks, whatever the filter leaves out', async () => {
    await store(
      '2026-10-26T18:00:00 UTC attended',
      '2026-11-01T18:00:00 UTC attended',
      '2026-11-01T07:00:00 UTC attended',
      '2026-11-03T18:00:00 UTC no_show',
      '2026-12-06T18:00:00 UTC attended',
      '2026-12-07T18:00:00 UTC attended',
    );
    const counted = [2, 0, 0, 0, 0, 1];
    const days = async (request: Partial<ViewRequest>) =>
      (await read(request)).weeks.map(({ attendedDays }) => attendedDays);
    expect(await days({})).toEqual(counted);
    expect(await days({ filter: { types: ['spin'], from: '2026-11-20' } })).toEqual(counted);
    expect(await days({ view: 'day', date: '2026-10-27' })).toEqual([2]);
  });
});

describe('the class after a week', () => {
  const following = async (view: 'day' | 'week' | 'month', today: string, filter = {}) => {
    const found = await readFollowing(db.database.store, { view, to: '2026-11-29' }, filter, today);
    return found?.startsLocal ?? null;
  };

  it('is the first one booked in the next, on the last day of the week only', async () => {
    await store(
      '2026-11-29T18:00:00',
      '2026-11-30T07:00:00 America/New_York cancelled',
      '2026-12-01T18:00:00',
      '2026-12-07T18:00:00',
    );
    expect(await following('week', '2026-11-29')).toBe('2026-12-01T18:00:00');
    expect(await following('week', '2026-11-28')).toBeNull();
    expect(await following('month', '2026-11-29')).toBeNull();
    expect(await following('week', '2026-11-29', { types: ['spin'] })).toBeNull();
    expect(await following('week', '2026-11-29', { to: '2026-11-30' })).toBeNull();
  });
});

describe('a pause in a calendar', () => {
  it('is the dates of the view that it covers', async () => {
    const isPausedOn = (date: string) => date >= '2026-11-28' && date <= '2026-12-03';
    const { pausedDates } = await read({ view: 'week', isPausedOn });
    expect([...(pausedDates ?? [])]).toEqual(['2026-11-28', '2026-11-29']);
    expect(await read({ view: 'week', isPausedOn: () => false })).not.toHaveProperty('pausedDates');
  });
});
