import { describe, expect, it } from 'vitest';
import { keepStats } from '../../src/attendance/attendance-stats-service.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();
const NOW = '2026-11-24T14:00:00.000Z';

describe('news of achievements', () => {
  it('come with the change that earns them, and not with an undo or a redo that brings them back', async () => {
    const told: string[] = [];
    const settings = { restDays: [], weekStart: 1, weeklyTarget: 1 } as const;
    const plain = db.at(NOW);
    const keeper = keepStats({
      now: () => new Date(NOW),
      today: () => NOW.slice(0, 10),
      settings: () => settings,
      onEarned: (earned) => told.push(...earned.map(({ id }) => id)),
    });
    const context = { ...plain, listeners: [keepJournal(plain), keeper] };
    await book(context, 'Yoga', '2026-11-20T18:00', { status: 'attended' });
    const first = told.splice(0);
    expect(first).toHaveLength(1);
    await reverseSteps(context, 'undo', 1);
    await reverseSteps(context, 'redo', 1);
    expect(told).toEqual([]);
    // After an undo took it back, a new change earns it again.
    await reverseSteps(context, 'undo', 1);
    await book(context, 'Yoga', '2026-11-20T18:00', { status: 'attended' });
    expect(told).toEqual(first);
  });
});
