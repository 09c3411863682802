import { describe, expect, it } from 'vitest';
import { bookAgain } from '../../src/bookings/book-service.ts';
import { queryUnmarked } from '../../src/bookings/booking-query.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { markBookings } from '../../src/bookings/mark-service.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { listEntries } from '../../src/journal/journal-store.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { field, words } from '../../src/words.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();
const NOW = '2026-11-22T14:00:00.000Z';
const at = (now = NOW) => {
  const context = db.at(now);
  return { ...context, listeners: [keepJournal(context)] };
};
const waitlist = (name = 'Barre', when = 'sat 9am') => book(at(), name, when, { status: 'waitlisted' });

describe('a waitlist that opens', () => {
  it('is confirmed by booking the class', async () => {
    const { bookings: waiting, confirmedCount } = await waitlist();
    expect(confirmedCount).toBe(0);
    const booked = await book(at(), 'barre', 'sat 9am');
    expect(booked).toMatchObject({ confirmedCount: 1, isNewClass: false });
    expect(booked.bookings).toEqual([{ ...waiting[0], status: 'booked', sequence: 1, updatedAt: NOW }]);
    expect(await db.all()).toEqual(booked.bookings);
    const [step] = await listEntries(db.database.store, 1);
    expect(step?.what).toBe('confirmed Barre, Sat 28 Nov 09:00');
    await reverseSteps(at(), 'undo', 1);
    expect(await db.all()).toMatchObject([{ id: waiting[0]?.id, status: 'waitlisted' }]);
  });

  it('takes the fields given with it, and keeps the others', async () => {
    await book(at(), 'Barre', 'sat 9am', {
      status: 'waitlisted',
      fields: { notes: 'mat', instructor: 'Ana', price: 14_000, currency: 'EUR' },
    });
    await book(at(), 'Barre', 'sat 9am', { fields: { notes: 'towel' }, cancelBy: '12h' });
    expect(await db.all()).toMatchObject([
      { status: 'booked', notes: 'towel', instructor: 'Ana', price: 14_000, cancelByMinutes: 720 },
    ]);
  });

  it('from another source is another booking, where a source is given', async () => {
    await book(at(), 'Barre', 'sat 9am', { status: 'waitlisted', fields: { source: 'mindbody' } });
    await book(at(), 'Barre', 'sat 9am', { fields: { source: 'classpass' } });
    expect((await db.all()).map(({ status, source }) => [source, status]).toSorted()).toEqual([
      ['classpass', 'booked'],
      ['mindbody', 'waitlisted'],
    ]);
    await book(at(), 'Barre', 'sat 9am', { fields: { source: 'mindbody' } });
    expect((await db.all()).map(({ status }) => status)).toEqual(['booked', 'booked']);
  });

  it('is confirmed inside a series too', async () => {
    await waitlist('Barre', '2026-12-05 9:00');
    const repeat = { rule: 'weekly', count: 3, until: null };
    const { bookings, confirmedCount } = await book(at(), 'Barre', 'sat 9am', { repeat });
    expect([bookings.length, confirmedCount]).toEqual([3, 1]);
    expect(await db.all()).toHaveLength(3);
    expect(new Set((await db.all()).map(({ status }) => status))).toEqual(new Set(['booked']));
  });

  it('is not booked twice, and not waitlisted twice', async () => {
    await waitlist();
    await expect(waitlist()).rejects.toThrow(expect.objectContaining({ code: 'duplicate_booking' }));
    await book(at(), 'Barre', 'sat 9am');
    await expect(book(at(), 'Barre', 'sat 9am')).rejects.toThrow(
      expect.objectContaining({
        code: 'duplicate_booking',
        hint: words`Add ${field('isForced')} to record it once more.`,
      }),
    );
  });

  it('does not change where another booking is forced', async () => {
    await waitlist();
    await book(at(), 'Barre', 'sat 9am', { isForced: true });
    expect((await db.all()).map(({ status }) => status).toSorted()).toEqual(['booked', 'waitlisted']);
  });
});

describe('a waitlist that opens is confirmed as well', () => {
  const mornings = async () => {
    await book(at(), 'Barre', '2026-11-19T18:00', { status: 'attended' });
    await book(at(), 'Barre', '2026-11-14T11:00', { status: 'attended' });
    await book(at(), 'Barre', '2026-11-21T11:00', { status: 'attended' });
    await waitlist();
  };

  it('by the day alone, even with another usual time of the class', async () => {
    await mornings();
    const { bookings, confirmedCount } = await book(at(), 'barre', 'sat');
    expect([confirmedCount, bookings[0]?.startsLocal]).toEqual([1, '2026-11-28T09:00:00']);
    expect((await book(at(), 'barre', '5 dec')).bookings[0]?.startsLocal).toBe('2026-12-05T11:00:00');
  });

  it('not by the day where two wait', async () => {
    await mornings();
    await waitlist('Barre', 'sat 13:00');
    expect(await book(at(), 'barre', 'sat')).toMatchObject({ confirmedCount: 0 });
  });

  it.each([['sat'], ['sat 9am']])('by again, %s', async (when) => {
    await mornings();
    const again = await bookAgain(at(), 'last barre', when, false);
    expect(again).toMatchObject({ confirmedCount: 1, bookings: [{ startsLocal: '2026-11-28T09:00:00' }] });
    expect(await db.all()).toHaveLength(4);
  });
});

it('a cancellation of a waitlisted booking is never late', async () => {
  await book(at(), 'Barre', 'sat 9am', { status: 'waitlisted', cancelBy: '12h' });
  const late = '2026-11-28T13:30:00.000Z';
  await markBookings(db.at(late), ['barre'], SCOPES.cancel, { to: 'cancelled' });
  expect(await db.all()).toMatchObject([{ status: 'cancelled', isLateCancel: false, cancelledAt: late }]);
});

describe('a waitlisted class that has begun', () => {
  const DURING = '2026-11-28T14:30:00.000Z';
  const AFTER = '2026-11-28T16:00:00.000Z';

  it('is attended, by its name or as a walk-in', async () => {
    await waitlist();
    const mark = (now: string) => markBookings(db.at(now), ['barre'], SCOPES.attend, { to: 'attended' });
    await expect(mark(NOW)).rejects.toThrow(expect.objectContaining({ code: 'booking_not_found' }));
    expect((await mark(DURING)).changed).toMatchObject([{ status: 'attended', attendedAt: DURING }]);
  });

  it('is attended by book --attended', async () => {
    await waitlist();
    await book(at(AFTER), 'Barre', '2026-11-28 9:00', { status: 'attended' });
    expect(await db.all()).toMatchObject([{ status: 'attended', attendedAt: AFTER }]);
  });

  it('is ignored where a later class was booked', async () => {
    await waitlist();
    await book(at(), 'Barre', 'sat 12:00', { fields: { location: 'North' } });
    const later = '2026-11-28T19:00:00.000Z';
    const { changed } = await markBookings(db.at(later), ['barre'], SCOPES.attend, { to: 'attended' });
    expect(changed).toMatchObject([{ location: 'North' }]);
  });

  it('is a candidate beside a booked class before it', async () => {
    await book(at(), 'Barre', '2026-11-21T09:00');
    await waitlist();
    const mark = (words: string) => markBookings(db.at(AFTER), [words], SCOPES.attend, { to: 'attended' });
    await expect(mark('barre')).rejects.toThrow(expect.objectContaining({ code: 'ambiguous_booking' }));
    expect((await mark('28 nov')).changed).toMatchObject([{ startsLocal: '2026-11-28T09:00:00' }]);
    expect((await mark('barre')).changed).toMatchObject([{ startsLocal: '2026-11-21T09:00:00' }]);
  });

  it('is in the inbox when it has ended', async () => {
    await waitlist();
    const { store } = db.database;
    expect(await queryUnmarked(store, new Date(DURING))).toEqual([]);
    expect(await queryUnmarked(store, new Date(AFTER))).toMatchObject([{ status: 'waitlisted' }]);
  });
});
