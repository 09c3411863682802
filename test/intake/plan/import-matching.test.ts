import { describe, expect, test } from 'vitest';
import type { Booking } from '../../../src/bookings/booking.ts';
import type { IncomingBooking } from '../../../src/intake/incoming.ts';
import { isAlike } from '../../../src/intake/known/alike.ts';
import { recognise } from '../../../src/intake/known/recognise.ts';
import type { KnownNames } from '../../../src/intake/known/recognition.ts';
import type { ImportRules, Known } from '../../../src/intake/plan/import-plan.ts';
import { planImport } from '../../../src/intake/plan/plan-import.ts';
import { sampleBooking, sampleId } from '../../support/booking-samples.ts';
import { number, sampleIncoming, uid } from '../incoming-samples.ts';

const RULES: ImportRules = {
  defaultSource: 'ics',
  homeZone: 'America/New_York',
  revive: false,
  now: new Date('2026-11-20T12:00:00Z'),
  newId: () => crypto.randomUUID(),
};

function planWith(
  incoming: readonly IncomingBooking[],
  stored: readonly Booking[],
  boundSources: Readonly<Record<string, readonly string[]>> = {},
) {
  const known: Known = {
    identities: new Map(),
    bookings: new Map(stored.map((booking) => [booking.id, booking])),
    bound: [],
    boundSources: new Map(Object.entries(boundSources).map(([id, sources]) => [id, new Set(sources)])),
    classes: [],
  };
  const names: KnownNames = { ...known, series: new Map(), held: new Set() };
  return planImport(recognise({ bookings: incoming }, names, RULES), known, RULES);
}

describe('names alike', () => {
  test.each([
    ['Spin 45', 'spin 45'],
    ['Spin 45', 'Spin45'],
    ['Spin 45', 'Spin 45 with Ana'],
    ['Vinyasa – Flow!', 'vinyasa flow'],
    ['Studio North', 'Studio North, 12 Main St'],
    ['Café Yoga', 'Cafe\u0301 Yoga'],
    ['ヨガ', 'ヨガ'],
    ['🧘', '🧘'],
  ])('%s is %s', (one, other) => {
    expect(isAlike(one, other)).toBe(true);
    expect(isAlike(other, one)).toBe(true);
  });

  test.each([
    ['Spin 45', 'Spin 60'],
    ['Yoga', 'Yogalates'],
    ['Yin', 'Yin and Yang of Tax Returns'],
    ['Vinyasa Flow', 'Boxing'],
    ['🧘', '🥊'],
    ['', 'Boxing'],
  ])('%s is not %s', (one, other) => {
    expect(isAlike(one, other)).toBe(false);
    expect(isAlike(other, one)).toBe(false);
  });
});

describe('a booking typed in before', () => {
  const typed = sampleBooking({ source: 'manual' });

  test.each<[what: string, stored: Partial<Booking>, said: Partial<IncomingBooking>, outcome: 'adopted' | 'created']>([
    ['same time, name and place', {}, {}, 'adopted'],
    ['name alike, no place said', {}, { className: 'vinyasa flow (75 min)', location: null }, 'adopted'],
    ['name alike at another place', {}, { location: 'Studio South' }, 'adopted'],
    ['another name at the same place', {}, { className: 'Yoga with Ana' }, 'adopted'],
    ['another name, no place known', { location: null }, { className: 'Boxing' }, 'created'],
    ['another name and place', {}, { className: 'Boxing', location: 'Ring' }, 'created'],
    ['another time', {}, { startsLocal: '2026-11-24T18:30:00' }, 'created'],
    ['the same moment in another zone', {}, { zone: 'Europe/Berlin', startsLocal: '2026-11-25T00:00:00' }, 'adopted'],
    ['cancelled by the person', { status: 'cancelled' }, {}, 'adopted'],
    ['attended already', { status: 'attended' }, {}, 'adopted'],
  ])('%s', (_what, stored, said, outcome) => {
    const { report, bookings } = planWith([sampleIncoming(said)], [sampleBooking(stored)]);
    expect(report).toMatchObject({ created: 0, adopted: 0, [outcome]: 1 });
    expect(bookings).toHaveLength(outcome === 'created' ? 1 : 0);
  });

  test('is adopted once by each source', () => {
    const [first, second] = [sampleIncoming({ identity: uid('a') }), sampleIncoming({ identity: uid('b') })];
    expect(planWith([first, second], [typed]).report).toMatchObject({ adopted: 1, created: 1 });
    const other = { ...second, source: 'classpass' };
    expect(planWith([first, other], [typed]).report).toMatchObject({ adopted: 2, created: 0 });
  });

  test('is not adopted by a source that knows it already', () => {
    const { report } = planWith([sampleIncoming()], [typed], { [typed.id]: ['ics'] });
    expect(report).toMatchObject({ adopted: 0, created: 1 });
  });

  test('goes to the event that resembles it most, in whatever order they come', () => {
    const alike = sampleIncoming({ identity: uid('alike') });
    const near = sampleIncoming({ identity: uid('near'), className: 'Spin', line: 2 });
    for (const incoming of [
      [alike, near],
      [near, alike],
    ]) {
      const { identities } = planWith(incoming, [typed]);
      const bound = identities.find(({ bookingId }) => bookingId === typed.id);
      expect(bound?.uid).toBe('uid:alike');
    }
  });

  test('goes to the class that takes place rather than to the cancelled one', () => {
    const cancelled = sampleIncoming({ identity: uid('off'), isCancelled: true });
    const replacement = sampleIncoming({ identity: uid('on') });
    const { report, bookings } = planWith([cancelled, replacement], [typed]);
    expect(report).toMatchObject({ adopted: 1, created: 1 });
    expect(bookings.map(({ before, after }) => [before === null, after?.status])).toEqual([[true, 'cancelled']]);
  });

  test('is known by the number of its source, whenever it was typed to be', () => {
    const stored = sampleBooking({ source: 'classpass', externalId: 'CP-7', className: 'Spin' });
    const said = sampleIncoming({ ...number('CP-7'), source: 'classpass', startsLocal: '2026-11-24T19:00:00' });
    expect(planWith([said], [stored])).toMatchObject({ report: { adopted: 1 }, bookings: [] });
    expect(planWith([{ ...said, source: 'mindbody' }], [stored]).report).toMatchObject({ created: 1 });
  });

  test('keeps what was typed and takes over what was left open', () => {
    const stored = sampleBooking({ instructor: null, classType: null, source: 'manual', durationMinutes: 75 });
    const said = sampleIncoming({
      className: 'Vinyasa Flow with Ana',
      type: 'yoga',
      instructor: 'Ana',
      price: 18000,
      currency: 'EUR',
      cancelByMinutes: 720,
      url: 'https://studio.example/v',
      notes: 'Bring a towel',
      externalId: '77',
    });
    const [change] = planWith([said], [stored]).bookings;
    expect(change?.after).toEqual({
      ...stored,
      classType: 'yoga',
      instructor: 'Ana',
      price: 18000,
      currency: 'EUR',
      cancelBy: '2026-11-24T11:00:00.000Z',
      cancelByMinutes: 720,
      url: 'https://studio.example/v',
      notes: 'Bring a towel',
      sequence: 1,
      updatedAt: RULES.now.toISOString(),
    });
  });

  test('keeps its own price whole', () => {
    const stored = sampleBooking({ price: 12000 });
    const { bookings } = planWith([sampleIncoming({ price: 20000, currency: 'EUR' })], [stored]);
    expect(bookings).toEqual([]);
  });

  test.each<[here: Booking['status'], said: Partial<IncomingBooking>, then: Booking['status']]>([
    ['booked', { isCancelled: true }, 'cancelled'],
    ['booked', { status: 'attended' }, 'attended'],
    ['booked', { status: 'no_show' }, 'no_show'],
    ['booked', { status: 'waitlisted' }, 'booked'],
    ['waitlisted', { status: 'booked' }, 'booked'],
    ['waitlisted', {}, 'waitlisted'],
    ['attended', { isCancelled: true }, 'attended'],
    ['attended', { status: 'no_show' }, 'attended'],
    ['no_show', { status: 'attended' }, 'no_show'],
    ['cancelled', { status: 'booked' }, 'cancelled'],
    ['cancelled', { status: 'attended' }, 'cancelled'],
  ])('%s, while the source says %j, is %s', (status, said, then) => {
    const stored = sampleBooking({ status });
    const [change] = planWith([sampleIncoming(said)], [stored]).bookings;
    expect(change?.after?.status ?? stored.status).toBe(then);
  });

  test('is recognised in a table that numina wrote, whatever else is at that time', () => {
    const copy = sampleBooking({ id: sampleId(1), bookedAt: '2026-10-02T08:00:00.000Z' });
    const { report, identities } = planWith(
      [sampleIncoming({ ...number('x'), status: 'booked', bookedAt: copy.bookedAt })],
      [typed, copy],
      { [copy.id]: ['ics'] },
    );
    expect(report).toMatchObject({ unchanged: 1, adopted: 0 });
    expect(identities).toMatchObject([{ bookingId: copy.id }]);
  });
});

describe('of several bookings that it may be, an event is', () => {
  const at = (id: number, fields: Partial<Booking> = {}) => sampleBooking({ id: sampleId(id), ...fields });
  const SAID = sampleIncoming({ className: 'Vinyasa Flow', location: 'Studio North' });
  const OLDER = '2026-09-01T08:00:00.000Z';

  test.each<[what: string, best: Booking, others: readonly Booking[], said: IncomingBooking]>([
    [
      'the one with its name and place, not that with its name or with its place',
      at(5, { className: 'vinyasa flow' }),
      [at(1, { location: 'Studio South' }), at(2, { className: 'Yoga with Ana' }), at(9, { className: 'Boxing' })],
      SAID,
    ],
    [
      'the one with its name, not that with its place',
      at(5, { location: 'Studio South' }),
      [at(1, { className: 'Yoga with Ana' })],
      SAID,
    ],
    [
      'the one with its name and no place, not that with its name elsewhere',
      at(5, { location: null }),
      [at(1, { location: 'Studio South' })],
      SAID,
    ],
    ['the one that takes place, not the cancelled one', at(5), [at(1, { status: 'cancelled' })], SAID],
    [
      'the cancelled one with its name, not that with its place that takes place',
      at(5, { status: 'cancelled' }),
      [at(1, { className: 'Yoga' })],
      SAID,
    ],
    ['the one that was made first, where nothing tells them apart', at(5, { createdAt: OLDER }), [at(1)], SAID],
    [
      'the one with its number that was made first',
      at(5, { source: 'ics', externalId: '77', createdAt: OLDER }),
      [at(1, { source: 'ics', externalId: '77' })],
      { ...SAID, externalId: '77' },
    ],
    [
      'the one with its number, not that with its name and place',
      at(5, { source: 'ics', externalId: '77', className: 'Spin', location: 'Velo' }),
      [at(1)],
      { ...SAID, externalId: '77' },
    ],
    [
      'the one with its name and place, where the number is that of another source',
      at(5),
      [at(1, { source: 'classpass', externalId: '77', className: 'Spin', location: 'Velo' })],
      { ...SAID, externalId: '77' },
    ],
  ])('%s', (_what, best, others, said) => {
    const sorted = [best, ...others].sort((one, other) => (one.id < other.id ? -1 : 1));
    const orders =
      best.id === sorted[0]?.id
        ? [sorted]
        : [
            [best, ...others],
            [...others, best],
          ];
    for (const stored of orders) {
      const { report, identities } = planWith([said], stored);
      expect(report).toMatchObject({ adopted: 1, created: 0 });
      expect(identities.map(({ bookingId }) => bookingId)).toEqual([best.id]);
    }
  });

  test('not the one that the source knows already under another name', () => {
    const [known, free] = [at(1), at(2, { location: null })];
    const { identities } = planWith([SAID], [known, free], { [known.id]: ['ics'] });
    expect(identities.map(({ bookingId }) => bookingId)).toEqual([free.id]);
  });

  test('one each, the surest first: two events never share a booking', () => {
    const [north, south] = [at(1, { className: 'Spin' }), at(2, { className: 'Spin', location: 'Studio South' })];
    const events = [
      sampleIncoming({ identity: uid('south'), className: 'Spin', location: 'Studio South', line: 1 }),
      sampleIncoming({ identity: uid('north'), className: 'Spin', location: 'Studio North', line: 2 }),
      sampleIncoming({ identity: uid('third'), className: 'Spin', location: 'Studio West', line: 3 }),
    ];
    for (const incoming of [events, events.toReversed()]) {
      const { report, identities } = planWith(incoming, [north, south]);
      expect(report).toMatchObject({ adopted: 2, created: 1 });
      const bound = new Map(identities.map((identity) => [identity.uid, identity.bookingId]));
      expect([bound.get('uid:north'), bound.get('uid:south')]).toEqual([north.id, south.id]);
    }
  });
});

describe('the same class at the same time from the same source', () => {
  test('comes in once, whatever it is called', () => {
    const [first, second] = [sampleIncoming({ identity: uid('a') }), sampleIncoming({ identity: uid('b') })];
    const { report, bookings, identities } = planWith([first, second], []);
    expect(report).toMatchObject({ created: 1, unchanged: 1, skipped: [] });
    expect(bookings).toHaveLength(1);
    expect(identities).toMatchObject([{ uid: 'uid:a' }]);
  });

  test('comes in beside one that was cancelled', () => {
    const off = sampleIncoming({ identity: uid('a'), isCancelled: true });
    const on = sampleIncoming({ identity: uid('b') });
    expect(planWith([off, on], []).report).toMatchObject({ created: 2 });
    expect(planWith([on, off], []).report).toMatchObject({ created: 2 });
  });

  test.each<[what: string, said: Partial<IncomingBooking>]>([
    ['another source', { source: 'classpass' }],
    ['another place', { location: 'Studio South' }],
    ['another name', { className: 'Vinyasa' }],
    ['another time', { startsLocal: '2026-11-24T19:00:00' }],
  ])('is another class with %s', (_what, said) => {
    const second = sampleIncoming({ identity: uid('b'), ...said });
    expect(planWith([sampleIncoming(), second], []).report).toMatchObject({ created: 2 });
  });

  test('twice under one name is skipped with a reason', () => {
    const { report } = planWith([sampleIncoming(), sampleIncoming({ line: 9 })], []);
    expect(report).toMatchObject({
      created: 1,
      skipped: [{ uid: 'a@studio.example', line: 9, reason: 'The file holds it twice.' }],
    });
  });
});
