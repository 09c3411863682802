import { describe, expect, test } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { type AgendaExtras, renderAgenda } from '../../src/render/agenda.ts';
import { type RecordedExtras, renderBooking, renderRecorded } from '../../src/render/booking-card.ts';
import { BOOKING_ROW_COLUMNS, bookingRow } from '../../src/render/booking-rows.ts';
import { renderBookingTable } from '../../src/render/booking-table.ts';
import type { Style } from '../../src/render/style.ts';
import { bookingAt, comingUp, idLabelsOf, instantOf, november, oneBooking, styleOf, wallTimeAt } from './samples.ts';

const idLabels = new Map<string, string>();

describe('the agenda', () => {
  const agenda = (bookings: Booking[], extras: Partial<AgendaExtras> = {}, style: Style = styleOf(80)): string[] =>
    renderAgenda(bookings, { idLabels, wallTimeAt, unmarkedCount: 0, days: 14, ...extras }, style).split('\n');

  test('names a day once, by the name it has for the person', () => {
    const lines = agenda([
      bookingAt('2026-11-24T18:00'),
      bookingAt('2026-11-24T20:00'),
      bookingAt('2026-11-25T18:00'),
      bookingAt('2026-11-26T18:00'),
      bookingAt('2026-12-03T18:00'),
    ]);
    expect(lines.slice(1, 6).map((line) => line.slice(0, 10).trim())).toEqual([
      'Today',
      '',
      'Tomorrow',
      'Thu 26',
      'Thu 3 Dec',
    ]);
  });

  test('says until when cancelling is free, or that it costs', () => {
    const [over, open] = comingUp();
    const text = agenda(over && open ? [over, open, bookingAt('2026-11-27T10:00')] : []).join('\n');
    expect(text).toContain('! ended 06:00 (€12)');
    expect(text).toContain('until Wed 19:30');
    expect(agenda([bookingAt('2026-11-27T10:00')])[0]).not.toContain('FREE CANCEL');
  });

  test('ends with how long it is until the next class, and what is unmarked', () => {
    expect(agenda(comingUp(), { unmarkedCount: 1 }).at(-1)).toBe('Next in 8 h 48 min · 1 unmarked: numina inbox');
    expect(agenda(comingUp()).at(-1)).toBe('Next in 8 h 48 min');
    const running = bookingAt('2026-11-24T09:00');
    expect(agenda([running, ...comingUp()]).at(-1)).toBe('33 min left of Spin 45 · next in 8 h 48 min');
  });

  test('a place in a queue is not the next class', () => {
    expect(agenda([bookingAt('2026-11-24T10:00', { status: 'waitlisted' })]).join('\n')).not.toContain('Next');
  });

  test('says how to go on when there is nothing', () => {
    expect(agenda([], { unmarkedCount: 2 })).toEqual([
      'No classes booked in the next 14 days.',
      'Record a class: numina book "Spin 45" tomorrow 18:00',
      '2 unmarked: numina inbox',
    ]);
    expect(agenda([], { isFiltered: true })[0]).toBe('No classes booked in the next 14 days match these filters.');
  });
});

describe('the list', () => {
  const list = (bookings: Booking[], style: Style = styleOf(80)): string[] =>
    renderBookingTable(bookings, { idLabels: idLabelsOf(bookings) }, style).split('\n');
  const nowLines = (bookings: Booking[]): string[] => list(bookings).filter((line) => line.includes('now ·'));

  test('draws a line where the rows pass the present, forwards and backwards', () => {
    expect(list(november()).findIndex((line) => line.includes('now · Tue 24 Nov 09:12'))).toBe(15);
    expect(nowLines(november().reverse())).toHaveLength(1);
  });

  test('draws no line where they do not pass it, or pass it more than once', () => {
    expect(nowLines(comingUp())).toEqual([]);
    expect(nowLines([...comingUp(), ...november()])).toEqual([]);
  });

  test('names the year of what is not this year’s', () => {
    expect(list([bookingAt('2025-12-02T18:00')])[2]).toMatch(/^Tue {2}2 Dec 2025 {2}18:00/);
  });

  test('says that there is nothing', () => {
    expect(list([])).toEqual(['No bookings.', 'Record a class: numina book "Spin 45" tomorrow 18:00']);
  });
});

describe('a booking', () => {
  const show = (changes: Partial<Booking>, style: Style = styleOf(80)): string =>
    renderBooking({ ...oneBooking(), ...changes }, { idLabels, wallTimeAt }, style);

  test('says how far away it is', () => {
    const at = (now: string): Style => styleOf(80, { now: new Date(instantOf(now)), nowLocal: now });
    expect(show({}, at('2026-11-24T18:30:00'))).toContain('· now, 15 min left');
    expect(show({}, at('2026-11-24T19:45:00'))).toContain('· 1 h ago');
    expect(show({}, at('2026-11-20T18:00:00'))).toContain('· in 4 days');
  });

  test('names its zone and the time at home where it is elsewhere', () => {
    const text = show({ zone: 'Asia/Seoul', startsLocal: '2026-11-25T08:00:00' });
    expect(text).toContain('Wed 25 Nov 2026, 08:00–08:45 Asia/Seoul · in 8 h 48 min');
    expect(text).toContain('at home   Tue 24 Nov 18:00–18:45');
    expect(show({})).not.toContain('New_York');
  });

  test('tells of a late cancellation, its reason and its cost', () => {
    const text = show({
      status: 'cancelled',
      cancelledAt: instantOf('2026-11-24T08:00:00'),
      isLateCancel: true,
      cancellationReason: 'a cold',
      feePaid: 12_000,
    });
    expect(text).toMatch(/^– Spin 45 .*cancelled/);
    expect(text).toContain('! Tue 24 Nov 08:00, late');
    expect(text).toContain('reason     a cold');
    expect(text).toContain('fee paid   €12');
  });

  test('leaves out what is not known', () => {
    const bare = {
      location: null,
      instructor: null,
      classType: null,
      price: null,
      cancelBy: null,
      url: null,
      notes: null,
    };
    expect(show(bare)).not.toMatch(/place|with|type|price|cancel|url|notes|null/);
  });
});

describe('the echo of a change', () => {
  const echo = (changes: Partial<Booking>, extras: Partial<RecordedExtras> = {}): string =>
    renderRecorded(
      [{ ...oneBooking(), ...changes }],
      { verb: 'Recorded', idLabels, wallTimeAt, ...extras },
      styleOf(80),
    );

  test('is one line where that is enough', () => {
    const bookings = comingUp().slice(1, 3);
    const text = renderRecorded(bookings, { verb: 'Attended', idLabels: idLabelsOf(bookings) }, styleOf(80));
    expect(text.split('\n')).toHaveLength(2);
  });

  test('says that nothing was reserved where somebody else would have to', () => {
    expect(echo({}, { isNew: true })).toContain('Not reserved at ClassPass.');
    expect(echo({ source: 'manual' }, { isNew: true })).not.toContain('reserved');
    expect(echo({ source: 'Gym X' }, { isNew: true })).toContain('Not reserved at Gym X.');
    expect(echo({})).not.toContain('reserved');
  });

  test('says until when cancelling is free, in the words of the day of the class', () => {
    expect(echo({})).toContain('Free cancellation ended 06:00; it costs €12.');
    expect(echo({ cancelBy: instantOf('2026-11-24T16:00:00') })).toContain('Cancel free until 16:00.');
    const later = { startsLocal: '2026-11-26T18:00:00', startsAt: instantOf('2026-11-26T18:00:00') };
    expect(echo({ ...later, cancelBy: instantOf('2026-11-26T06:00:00') })).toContain(
      'Cancel free until 06:00 that day.',
    );
    expect(echo({ ...later, cancelBy: instantOf('2026-11-25T18:00:00') })).toContain('Cancel free until Wed 18:00.');
  });

  test('says what a late cancellation costs', () => {
    expect(echo({ status: 'cancelled', isLateCancel: true }, { verb: 'Cancelled' })).toContain(
      'Late: it was free until 06:00; the fee is €12.',
    );
  });

  test('names the zone where it is asked to, and where it is not the home zone', () => {
    expect(echo({})).not.toContain('New_York');
    expect(echo({}, { namesZone: true })).toContain('Tue 24 Nov 18:00–18:45 America/New_York');
    expect(echo({ zone: 'Asia/Seoul' })).toContain('Asia/Seoul');
  });
});

test('the columns of --plain stay where they are', () => {
  expect(BOOKING_ROW_COLUMNS.join(' ')).toBe(
    'id start zone minutes status class type place instructor source external_id price currency',
  );
  const [booking] = comingUp();
  expect(booking && bookingRow(booking).slice(1)).toEqual([
    '2026-11-24T18:00',
    'America/New_York',
    '45',
    'booked',
    'Spin 45',
    'cycling',
    'Velo',
    'Max',
    'classpass',
    'CP-88213',
    '18.5',
    'EUR',
  ]);
});
