import { describe, expect, it } from 'vitest';
import { keepStats } from '../../src/attendance/attendance-stats-service.ts';
import type { Judgement } from '../../src/attendance/judgement.ts';
import { recall } from '../../src/attendance/recall.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const NOW = '2026-11-24T09:12:00Z';
const RULES = { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [] } as const;
const TUESDAY: Judgement = { now: new Date(NOW), today: '2026-11-24', rules: RULES };

describe('an answer about the whole history', () => {
  const bookings = useBookingDatabase();

  /** Asks, however little it takes to compute; tells whether it was computed. */
  function asker() {
    let computed = 0;
    const ask = (judgement = TUESDAY, worthMs = 0) =>
      recall(bookings.database, 'stats', judgement, async () => ({ computed: ++computed }), worthMs);
    return ask;
  }

  function context() {
    const settings = () => ({ restDays: [], weekStart: 1, weeklyTarget: 1 }) as const;
    const keeper = { now: () => new Date(NOW), today: () => '2026-11-24', settings, onEarned: () => undefined };
    return bookings.at(NOW, { listeners: [keepStats(bookings.database.userId, keeper)] });
  }

  it('is computed each time before anything was ever changed', async () => {
    const ask = asker();
    expect([await ask(), await ask()]).toEqual([{ computed: 1 }, { computed: 2 }]);
  });

  it('is remembered until something changes', async () => {
    const ask = asker();
    await book(context(), 'Spin', '2026-11-23T18:00');
    expect([await ask(), await ask()]).toEqual([{ computed: 1 }, { computed: 1 }]);
    await book(context(), 'Yoga', '2026-11-23T20:00');
    expect([await ask(), await ask()]).toEqual([{ computed: 2 }, { computed: 2 }]);
  });

  it('holds for its date and its rules only', async () => {
    const ask = asker();
    await book(context(), 'Spin', '2026-11-23T18:00');
    expect(await ask()).toEqual({ computed: 1 });
    expect(await ask({ ...TUESDAY, today: '2026-11-25' })).toEqual({ computed: 2 });
    const pauses = [{ from: '2026-11-01', to: '2026-11-02' }];
    expect(await ask({ ...TUESDAY, rules: { ...RULES, pauses } })).toEqual({ computed: 3 });
  });

  it('that a change overtakes is not believed', async () => {
    await book(context(), 'Spin', '2026-11-23T18:00');
    const overtaken = async () => {
      await book(context(), 'Yoga', '2026-11-23T20:00');
      return 'before the change, or after';
    };
    expect(await recall(bookings.database, 'stats', TUESDAY, overtaken, 0)).toBe('before the change, or after');
    expect(await recall(bookings.database, 'stats', TUESDAY, async () => 'after', 0)).toBe('after');
  });

  it('is not kept while a class that was marked early has yet to begin', async () => {
    const ask = asker();
    await book(context(), 'Spin', '2026-11-24T09:30Z', { status: 'attended' });
    expect([await ask(), await ask()]).toEqual([{ computed: 1 }, { computed: 2 }]);
  });

  it('is not kept where computing it is cheap', async () => {
    const ask = asker();
    await book(context(), 'Spin', '2026-11-23T18:00');
    expect([await ask(TUESDAY, 1000), await ask(TUESDAY, 1000)]).toEqual([{ computed: 1 }, { computed: 2 }]);
  });
});
