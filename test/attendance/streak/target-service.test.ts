import { describe, expect, it } from 'vitest';
import { keepStats, renewStats, verifyStats } from '../../../src/attendance/attendance-stats-service.ts';
import type { JudgementSettings } from '../../../src/attendance/judgement.ts';
import { judge } from '../../../src/attendance/read-judgement.ts';
import { dateTarget, type TargetRequest } from '../../../src/attendance/streak/target-service.ts';
import { listTargets } from '../../../src/attendance/streak/target-store.ts';
import { book } from '../../support/book.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';

const NOW = '2026-11-24T14:00:00Z';
const TODAY = '2026-11-24';
const db = useBookingDatabase();

const settingsOf = (weeklyTarget: number | null): JudgementSettings => ({ restDays: [], weekStart: 1, weeklyTarget });

/** A context of a person whose settings have this target. */
function withTarget(weeklyTarget: number | null, now = NOW) {
  const settings = settingsOf(weeklyTarget);
  const keeper = {
    now: () => new Date(now),
    today: () => now.slice(0, 10),
    settings: () => settings,
    onEarned: () => undefined,
  };
  return { ...db.at(now, { listeners: [keepStats(keeper)] }), settings };
}

async function kept(type = '') {
  const targets = (await listTargets(db.database.store)).get(type) ?? [];
  return targets.map(({ from, target }) => [from, target]);
}

const request = (said: Partial<TargetRequest>): TargetRequest => ({
  type: null,
  target: 3,
  from: null,
  before: null,
  ...said,
});

describe('a weekly target that is set', () => {
  it('is dated after the one in the settings, also where that was not stored yet', async () => {
    expect(await dateTarget(withTarget(3), request({}))).toBeNull();
    expect(await dateTarget(withTarget(4), request({ target: 4, before: 3 }))).toEqual({ from: TODAY, before: 3 });
    expect(await kept()).toEqual([
      ['0001-01-01', 3],
      [TODAY, 4],
    ]);
    await dateTarget(withTarget(2), request({ type: 'Yoga', target: 2, from: '2026-11-02', before: 5 }));
    expect(await kept('yoga')).toEqual([
      ['0001-01-01', 5],
      ['2026-11-02', 2],
    ]);
  });

  it('is one day again from today where it is removed', async () => {
    await dateTarget(withTarget(3), request({}));
    expect(await dateTarget(withTarget(null), request({ target: null, before: 3 }))).toEqual({
      from: TODAY,
      before: 3,
    });
    expect((await judge(withTarget(null))).rules).toMatchObject({ laterTargets: [{ from: TODAY, target: 1 }] });
  });

  it('does not change past weeks, and the stored statistics agree with the history', async () => {
    for (const day of ['2026-11-09', '2026-11-16']) {
      await book(withTarget(1), 'Yoga', `${day}T18:00`, { status: 'attended' });
    }
    const stats = () =>
      db.database.store.db.selectFrom('attendance_stats').select('current_week_streak').executeTakeFirstOrThrow();
    expect(await stats()).toEqual({ current_week_streak: 2 });
    await dateTarget(withTarget(3), request({ before: 1 }));
    expect(await stats()).toEqual({ current_week_streak: 2 });
    await dateTarget(withTarget(3), request({ before: 3, from: '2026-11-20' }));
    expect(await stats()).toEqual({ current_week_streak: 0 });
    expect(await verifyStats(db.database.store, { now: new Date(NOW), today: TODAY })).toMatchObject({ ok: true });
  });

  it.each<[string, Partial<TargetRequest>, string]>([
    ['of no day', { target: 0 }, 'bad_number'],
    ['of eight days', { target: 8 }, 'bad_number'],
    ['of a day and a half', { target: 1.5 }, 'bad_number'],
    ['that is no number', { target: Number.NaN }, 'bad_number'],
    ['from a day that is none', { from: '2026-02-30' }, 'bad_date'],
    ['from a text', { from: "2026-11-24'; drop table bookings" }, 'bad_date'],
    ['for a type without a name', { type: ' \u0007\u202e ' }, 'empty_text'],
  ])('is refused %s', async (_, said, code) => {
    await expect(dateTarget(withTarget(null), request(said))).rejects.toThrow(expect.objectContaining({ code }));
    expect(await listTargets(db.database.store)).toEqual(new Map());
  });
});

describe('a weekly target that was changed by hand', () => {
  it('counts from the day on which a change or the daemon first sees it', async () => {
    await book(withTarget(3, '2026-11-20T14:00:00Z'), 'Yoga', '2026-12-01T18:00');
    expect(await kept()).toEqual([['0001-01-01', 3]]);
    await book(withTarget(4, '2026-11-22T14:00:00Z'), 'Yoga', '2026-12-02T18:00');
    await book(withTarget(4), 'Yoga', '2026-12-03T18:00');
    await renewStats(db.at(NOW), { now: new Date(NOW), today: TODAY }, settingsOf(5));
    expect(await kept()).toEqual([
      ['0001-01-01', 3],
      ['2026-11-22', 4],
      [TODAY, 5],
    ]);
  });

  it('counts from today on screens, and screens store nothing', async () => {
    await book(withTarget(3), 'Yoga', '2026-12-01T18:00');
    const { rules } = await judge(withTarget(4));
    expect(rules).toMatchObject({ weeklyTarget: 3, laterTargets: [{ from: TODAY, target: 4 }] });
    expect(await kept()).toEqual([['0001-01-01', 3]]);
  });
});
