import { describe, expect, it } from 'vitest';
import { splitAgain } from '../../src/bookings/again-words.ts';
import { bookAgain } from '../../src/bookings/book-service.ts';
import { findNearClass, plainClassAndWhen, readClassAndWhen, whyNoTime } from '../../src/bookings/book-words.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { SCOPES, splitReferences } from '../../src/bookings/booking-reference.ts';
import { mergeClasses, renameClass } from '../../src/bookings/class-service.ts';
import { listBookings, readNext, readUpcoming, showBooking } from '../../src/bookings/list-service.ts';
import { deleteBookings, findBookings, markBookings } from '../../src/bookings/mark-service.ts';
import { attendBookings, cancelBookings, listToAttend, markNoShow } from '../../src/bookings/status-service.ts';
import { showCalendar } from '../../src/calendar/view-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { HOSTILE } from '../support/hostile-values.ts';

// Every other use case of bookings, called past every front end with whatever a stranger may send: it answers in words,
// and what is stored stays as it was or holds to its rules.

const db = useBookingDatabase();
const NOW = '2026-11-24T23:30:00.000Z';
const DEMANDS = { daysNeeded: () => 1, isPausedOn: () => false };

const context = () => db.at(NOW);
const BOOKINGS = [
  sampleBooking(),
  sampleBooking({ id: sampleId(2), startsLocal: '2026-12-01T18:00:00', className: 'Spin', classId: sampleId(3) }),
];

/** With a value of no type in particular, as it comes from outside. */
type Attempt = (context: BookingContext, value: never) => unknown;

const USE_CASES: Readonly<Record<string, Attempt>> = {
  'attend by a reference': (c, value) => attendBookings(c, [value]),
  'attend by anything': (c, value) => attendBookings(c, value),
  'cancel by a reference': (c, value) => cancelBookings(c, { references: [value] }),
  'cancel by anything': (c, value) => cancelBookings(c, { references: value }),
  'cancel for a reason': (c, reason) => cancelBookings(c, { references: ['next'], reason }),
  'cancel at a time': (c, at) => cancelBookings(c, { references: ['next'], at }),
  'cancel for a fee': (c, feePaid) => cancelBookings(c, { references: ['next'], feePaid }),
  'cancel with a field more': (c, colour) => cancelBookings(c, { references: ['next'], ...{ colour } }),
  'cancel as anything': (c, value) => cancelBookings(c, value),
  'no-show by a reference': (c, value) => markNoShow(c, { references: [value] }),
  'no-show for a fee': (c, feePaid) => markNoShow(c, { references: ['last'], feePaid }),
  'no-show as anything': (c, value) => markNoShow(c, value),
  'mark with a status': (c, to) => markBookings(c, ['last'], SCOPES.any, { to }),
  'mark at a moment': (c, at) => markBookings(c, ['last'], SCOPES.any, { to: 'attended', at }),
  'delete by a reference': (c, value) => deleteBookings(c, [value], SCOPES.any),
  'delete by anything': (c, value) => deleteBookings(c, value, SCOPES.any),
  'find by a reference': (c, value) => findBookings(c, [value], SCOPES.any),
  'again by a reference': (c, value) => bookAgain(c, value),
  'again at a time': (c, value) => bookAgain(c, 'last', value, true),
  'again by force': (c, value) => bookAgain(c, 'last', undefined, value),
  'show by a reference': (c, value) => showBooking(c, value),
  'rename a class': (c, text) => renameClass(c, { text, name: 'Barre', isEverywhere: false }),
  'rename a class to a name': (c, name) => renameClass(c, { text: 'Spin', name, isEverywhere: true }),
  'merge a class': (c, kept) => mergeClasses(c, { kept, gone: 'Spin', isEverywhere: true }, async () => []),
  'list by a filter': (c, filter) => listBookings(c, { filter }),
  'list by a search': (c, search) => listBookings(c, { filter: { search } }),
  'list by a place': (c, location) => listBookings(c, { filter: { location } }),
  'list sorted': (c, sort) => listBookings(c, { sort }),
  'list reversed': (c, isReversed) => listBookings(c, { isReversed }),
  'list some': (c, limit) => listBookings(c, { limit, isAroundToday: true }),
  'list as anything': (c, value) => listBookings(c, value),
  'upcoming by a filter': (c, filter) => readUpcoming(c, { filter }),
  'upcoming of days': (c, days) => readUpcoming(c, { days }),
  'upcoming as anything': (c, value) => readUpcoming(c, value),
  'a calendar of a view': (c, view) => showCalendar(c, { view }, 1, DEMANDS),
  'a calendar of a date': (c, date) => showCalendar(c, { date }, 1, DEMANDS),
  'a calendar by a filter': (c, filter) => showCalendar(c, { filter }, 1, DEMANDS),
  'a calendar as anything': (c, value) => showCalendar(c, value, 1, DEMANDS),
};

/** What a front end asks with the words of a person: texts, but any texts. */
const OF_TEXTS: Readonly<Record<string, (context: BookingContext, text: string) => unknown>> = {
  'the name and the time of a line': (c, text) => readClassAndWhen(c, [text], { at: undefined, isNewClass: false }),
  'what is plain of a line': (_, text) => plainClassAndWhen([text, text], text),
  'the words of a line': (c, text) => readClassAndWhen(c, [text, text], { at: text, isNewClass: true }),
  'the near class': (c, name) => findNearClass(c, { name }),
  'why a text is no time': (c, text) => whyNoTime(c, text),
  'the words of again': (_, text) => splitAgain([text, text]),
  'the references of a line': (c, text) => splitReferences(c.store, [text, text]),
};

/** What was said, or that it was refused in words a person can act on. */
async function settled(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(error).toMatchObject({
      kind: expect.stringMatching(/^(?:usage|not_found|refused)$/),
      code: expect.any(String),
    });
  }
}

describe('a stranger', () => {
  it.each(Object.keys(USE_CASES))('is answered in words, whatever is sent: %s', async (name) => {
    await db.store(...BOOKINGS);
    for (const value of HOSTILE) await settled(() => USE_CASES[name]?.(context(), value as never));
    for (const { className, cancellationReason, feePaid, location } of await db.all()) {
      for (const text of [className, cancellationReason ?? '', location ?? '']) {
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(text.isWellFormed()).toBe(true);
      }
      expect(Number.isSafeInteger(feePaid ?? 0) && (feePaid ?? 0) >= 0).toBe(true);
    }
  });

  it.each(Object.keys(OF_TEXTS))('is answered in words, whatever text is sent: %s', async (name) => {
    await db.store(...BOOKINGS);
    for (const text of HOSTILE.filter((value) => typeof value === 'string')) {
      await settled(() => OF_TEXTS[name]?.(context(), text));
    }
  });

  it.each<[name: string, value: unknown, code: string]>([
    ['cancel for a fee', 12.5, 'bad_amount'],
    ['cancel for a fee', -1, 'bad_amount'],
    ['cancel for a fee', Number.NaN, 'bad_amount'],
    ['cancel for a reason', 5, 'not_text'],
    ['cancel at a time', '2026-11-24T23:31:00Z', 'cancelled_in_future'],
    ['cancel by anything', 'next', 'not_list'],
    ['cancel with a field more', 'red', 'unknown_field'],
    ['mark with a status', 'gone', 'bad_choice'],
    ['mark at a moment', new Date(Number.NaN), 'bad_moment'],
    ['show by a reference', 'x'.repeat(100_000), 'booking_not_found'],
    ['show by a reference', { id: 1 }, 'not_text'],
    ['again by force', 'yes', 'not_flag'],
    ['list sorted', 'password', 'bad_choice'],
    ['list some', 0, 'bad_number'],
    ['list some', '1e3', 'bad_number'],
    ['list as anything', { order: 'asc' }, 'unknown_field'],
    ['upcoming of days', 3661, 'bad_number'],
    ['upcoming of days', Number.POSITIVE_INFINITY, 'bad_number'],
    ['a calendar of a view', 'decade', 'bad_choice'],
    ['rename a class to a name', '\u0000', 'empty_text'],
  ])('is refused: %s with %j is %s', async (name, value, code) => {
    await db.store(...BOOKINGS);
    const before = await db.all();
    const attempt = async () => USE_CASES[name]?.(context(), value as never);
    await expect(attempt()).rejects.toMatchObject({ code });
    expect(await db.all()).toEqual(before);
  });
});

describe('a value given as text or as number', () => {
  it('is the same', async () => {
    await db.store(...BOOKINGS);
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    expect(ids(await listBookings(context(), { limit: '1', sort: 'start', filter: { from: '2026-11-25' } }))).toEqual(
      ids(await listBookings(context(), { limit: 1, filter: { from: '2026-11-25' } })),
    );
    expect(await readUpcoming(context(), { days: '7' })).toEqual(await readUpcoming(context(), { days: 7 }));
    expect((await readUpcoming(context(), { days: 7 })).bookings).toHaveLength(2);
    expect((await readUpcoming(context(), { days: 6 })).bookings).toHaveLength(1);
    expect(await readNext(context())).toMatchObject({ className: 'Spin' });
    expect(ids(await listToAttend(context()))).toEqual([BOOKINGS[0]?.id]);
  });

  it('shows a week of the calendar by its words', async () => {
    await db.store(...BOOKINGS);
    const { calendar, isFiltered } = await showCalendar(context(), { view: 'week', date: '+1' }, 1, DEMANDS);
    expect(calendar).toMatchObject({ view: 'week', from: '2026-11-30', to: '2026-12-06' });
    expect(calendar.days.flatMap(({ bookings }) => bookings)).toMatchObject([{ className: 'Spin' }]);
    expect(isFiltered).toBe(false);
  });

  it('cancels in the past, with a fee given as text', async () => {
    await db.store(...BOOKINGS);
    const request = { references: ['next'], at: '2026-11-24 10:00', feePaid: '12.50', reason: ' a\tcold ' };
    const { changed } = await cancelBookings(context(), request);
    expect(changed).toMatchObject([
      { status: 'cancelled', cancelledAt: '2026-11-24T15:00:00.000Z', feePaid: 12_500, cancellationReason: 'a cold' },
    ]);
  });
});
