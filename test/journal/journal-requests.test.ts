import { describe, expect, it } from 'vitest';
import { NotFoundError } from '../../src/errors.ts';
import {
  type JournalContext,
  type JournalRequest,
  listJournal,
  previewJournal,
  reverseJournal,
} from '../../src/journal/journal-requests.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();
const NOW = '2026-11-20T15:00:00.000Z';

/** With one feed, `studio`. */
function at(now: string): JournalContext {
  const context = db.at(now);
  return {
    ...context,
    listeners: [keepJournal(context)],
    async findFeedName(name) {
      if (name.toLowerCase() === 'studio') return 'studio';
      throw new NotFoundError('feed_not_found', 'There is no such feed.');
    },
  };
}

const REQUESTS = {
  list: (said: JournalRequest) => listJournal(at(NOW), said),
  undo: (said: JournalRequest) => reverseJournal(at(NOW), 'undo', said),
  redo: (said: JournalRequest) => reverseJournal(at(NOW), 'redo', said),
  preview: (said: JournalRequest) => previewJournal(at(NOW), 'undo', said),
};

describe.each(Object.entries(REQUESTS))('%s', (_, ask) => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1001, 10 ** 9, '1', null])(
    'takes no count of %s',
    async (count) => {
      await book(at(NOW), 'Spin', '2026-11-24T07:00');
      await expect(ask({ count: count as number, feed: null })).rejects.toMatchObject({
        kind: 'usage',
        code: 'bad_number',
      });
      expect(await db.all()).toHaveLength(1);
    },
  );

  it.each([
    ['that there is none of', 'gym', { kind: 'not_found' }],
    ['without a name', '', { kind: 'not_found' }],
    ['of 100,000 characters', 'x'.repeat(100_000), { kind: 'usage', code: 'text_too_long' }],
    ['with an escape sequence', '\u001b[2Jgym', { kind: 'not_found' }],
  ])('does not know the feed %s', async (__, feed, error) => {
    await book(at(NOW), 'Spin', '2026-11-24T07:00');
    await expect(ask({ count: 1, feed })).rejects.toMatchObject(error);
    expect(await db.all()).toHaveLength(1);
  });
});

describe('the journal, asked', () => {
  it('calls a feed as it was given, whatever its case here', async () => {
    expect(await listJournal(at(NOW), { count: 1, feed: 'STUDIO' })).toEqual({ feed: 'studio', steps: [] });
  });

  it('shows what an undo would take back, and changes nothing', async () => {
    await book(at(NOW), 'Spin', '2026-11-24T07:00');
    const preview = await previewJournal(at(NOW), 'undo', { count: 1, feed: null });
    expect(preview).toMatchObject({
      needsLeave: false,
      steps: [{ what: 'booked Spin, Tue 24 Nov 07:00', undoneAt: null }],
    });
    expect(await db.all()).toHaveLength(1);
    const later = await previewJournal(at('2026-11-20T16:00:00.001Z'), 'undo', { count: 1, feed: null });
    expect(later.needsLeave).toBe(true);
  });
});
