import { describe, expect, it } from 'vitest';
import { planReviewMove } from '../../src/attendance/reviews/move-reviews.ts';
import { saveReview } from '../../src/attendance/reviews/review-service.ts';
import { listReviews } from '../../src/attendance/reviews/review-store.ts';
import { bookAgain } from '../../src/bookings/book-service.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { mergeClasses, renameClass } from '../../src/bookings/class-service.ts';
import { listClasses } from '../../src/bookings/class-store.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { listEntries } from '../../src/journal/journal-store.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { command, phrase, words } from '../../src/words.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();
const NOW = '2026-11-22T14:00:00.000Z';

function context() {
  const bare = db.at(NOW);
  return { ...bare, listeners: [keepJournal(bare)] };
}

const rename = (text: string, name: string, isEverywhere = false) =>
  renameClass(context(), { text, name, isEverywhere });
const merge = (kept: string, gone: string, isEverywhere = false) =>
  mergeClasses(context(), { kept, gone, isEverywhere }, planReviewMove);

const catalogue = async () =>
  (await listClasses(db.database.store)).map(({ name, location }) => `${name} @ ${location}`);
const recorded = async () => (await db.all()).map(({ className, location }) => `${className} @ ${location}`);
const reviews = () => listReviews(db.database.store);
const journal = async () => (await listEntries(db.database.store, 9)).map(({ what }) => what);
const undo = () => reverseSteps(context(), 'undo', 1);
const redo = () => reverseSteps(context(), 'redo', 1);

/** All rows that undo and redo must restore, without the fields that increase with every change. */
async function everything() {
  const strip = ({ updatedAt: _, sequence: __, ...booking }: Booking) => booking;
  const classes = await listClasses(db.database.store);
  return {
    bookings: (await db.all()).map(strip),
    classes: classes.map(({ updatedAt: _, ...each }) => each),
    reviews: await reviews(),
  };
}

async function spinTwice() {
  await book(context(), 'Spin 45', '2026-11-10 18:00', {
    fields: { location: 'Velo', type: 'spin' },
    status: 'attended',
  });
  await book(context(), 'Spim', '2026-11-17 18:00', { status: 'attended', isNewClass: true });
  await book(context(), 'Spim', '2026-11-24 18:00');
}

describe('a class that is renamed', () => {
  it('has the new name from its next booking on; recorded bookings keep the old one', async () => {
    await spinTwice();
    expect(await rename('Spim', ' Spin  60 ')).toMatchObject({
      fitnessClass: { name: 'Spin 60' },
      kept: 2,
      rewritten: 0,
    });
    expect(await catalogue()).toEqual(['Spin 45 @ Velo', 'Spin 60 @ null']);
    expect(await recorded()).toEqual(['Spin 45 @ Velo', 'Spim @ null', 'Spim @ null']);
    await book(context(), 'spin 60', '2026-12-01 18:00');
    expect((await recorded()).at(-1)).toBe('Spin 60 @ null');
    expect((await journal())[1]).toBe('renamed Spim to Spin 60');
  });

  it('has the new name when one of its bookings is booked again', async () => {
    await spinTwice();
    await merge('Spin 45', 'Spim');
    await bookAgain(context(), '2026-11-17', undefined, true);
    expect((await recorded()).at(-1)).toBe('Spin 45 @ Velo');
  });

  it('everywhere gets the new name in its bookings too, as revisions of them', async () => {
    await spinTwice();
    const outcome = await rename('Spim', 'Spin 60', true);
    expect(outcome).toMatchObject({ kept: 0, rewritten: 2 });
    expect(await recorded()).toEqual(['Spin 45 @ Velo', 'Spin 60 @ null', 'Spin 60 @ null']);
    expect((await db.all()).map(({ sequence }) => sequence)).toEqual([0, 1, 1]);
    expect((await journal())[0]).toBe('renamed Spim to Spin 60; 2 bookings rewritten');
  });

  it('may get the new name in its bookings later, and may change the case of its name', async () => {
    await spinTwice();
    await rename('Spim', 'SPIM');
    expect(await rename('SPIM', 'SPIM')).toMatchObject({ isChanged: false, kept: 2 });
    expect(await rename('SPIM', 'SPIM', true)).toMatchObject({ isChanged: true, rewritten: 2 });
    expect(await recorded()).toEqual(['Spin 45 @ Velo', 'SPIM @ null', 'SPIM @ null']);
    expect(await rename('SPIM', 'SPIM', true)).toMatchObject({ isChanged: false });
  });

  it('cannot get the name of another class at its place; the message tells how to merge them', async () => {
    await spinTwice();
    await book(context(), 'Spim', '2026-11-25 18:00', { fields: { location: 'Velo' } });
    await expect(rename('Spim @ Velo', 'SPIN 45')).rejects.toMatchObject({
      kind: 'refused',
      code: 'class_exists',
      hint: words`${command('classes merge', phrase('Spin 45 @ Velo'), phrase('Spim @ Velo'))} makes one class of the two.`,
    });
    await expect(rename('Spim', 'Yoga')).rejects.toMatchObject({ code: 'ambiguous_class' });
    await expect(rename('Spim @', '  ')).rejects.toMatchObject({ code: 'empty_text' });
    expect(await rename('Spim @', 'Spin 45')).toMatchObject({ isChanged: true });
  });
});

describe('two classes that are merged', () => {
  it('become the first one; the bookings of the second move to it and keep their recorded name', async () => {
    await spinTwice();
    expect(await merge('Spin 45', 'Spim')).toMatchObject({ moved: 2, rewritten: 0, kept: 2 });
    expect(await catalogue()).toEqual(['Spin 45 @ Velo']);
    expect(await recorded()).toEqual(['Spin 45 @ Velo', 'Spim @ null', 'Spim @ null']);
    expect(new Set((await db.all()).map(({ classId }) => classId)).size).toBe(1);
    expect((await journal())[0]).toBe('merged Spim into Spin 45 @ Velo: 2 bookings');
  });

  it('everywhere get the name and place of the first, and its type where they have none', async () => {
    await spinTwice();
    expect(await merge('Spin 45', 'Spim', true)).toMatchObject({ moved: 2, rewritten: 2, kept: 0 });
    expect(await recorded()).toEqual(['Spin 45 @ Velo', 'Spin 45 @ Velo', 'Spin 45 @ Velo']);
    expect((await db.all()).map(({ classType }) => classType)).toEqual(['spin', 'spin', 'spin']);
    expect((await journal())[0]).toBe('merged Spim into Spin 45 @ Velo: 2 bookings; 2 bookings rewritten');
  });

  it('must be different classes', async () => {
    await spinTwice();
    await expect(merge('Spin 45', 'spin')).rejects.toMatchObject({ kind: 'usage', code: 'one_class' });
    await expect(merge('Spin 45', 'Zumba')).rejects.toMatchObject({ kind: 'not_found' });
    expect(await catalogue()).toHaveLength(2);
  });

  it.each([false, true])('are two again after undo, and one after redo (everywhere: %s)', async (isEverywhere) => {
    await spinTwice();
    await saveReview(context(), '2026-11-17', { rating: 2, text: 'loud' });
    const before = await everything();
    await merge('Spin 45', 'Spim', isEverywhere);
    const after = await everything();
    await undo();
    expect(await everything()).toEqual(before);
    await redo();
    expect(await everything()).toEqual(after);
    await undo();
    expect(await everything()).toEqual(before);
  });
});

describe('reviews of classes that are merged', () => {
  const of = async (day: string, rating: 1 | 2 | 3 | 4 | 5) => saveReview(context(), day, { rating, text: null });

  it('move with their bookings', async () => {
    await spinTwice();
    await of('2026-11-17', 2);
    await merge('Spin 45', 'Spim');
    const [spin] = await listClasses(db.database.store);
    expect(await reviews()).toMatchObject([{ rating: 2, classId: spin?.id }]);
  });

  it('become one, that of the class that stays; undo restores the other', async () => {
    await spinTwice();
    await of('2026-11-10', 5);
    await of('2026-11-17', 2);
    await merge('Spin 45', 'Spim');
    expect(await reviews()).toMatchObject([{ rating: 5 }]);
    await undo();
    expect((await reviews()).map(({ rating }) => rating)).toEqual([5, 2]);
  });

  it('stay with a booking that has moved to a third class', async () => {
    await spinTwice();
    await of('2026-11-17', 2);
    await editBooking(context(), '2026-11-17', { name: 'Boxing', fields: {}, isForced: false });
    await merge('Spin 45', 'Spim');
    expect(await reviews()).toMatchObject([{ rating: 2, className: 'Boxing' }]);
    await undo();
    expect(await reviews()).toMatchObject([{ rating: 2, className: 'Boxing' }]);
  });
});
