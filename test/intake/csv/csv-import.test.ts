import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/errors.ts';
import { readTable, type TableReading } from '../../../src/intake/csv/csv-import.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';

const READING: TableReading = { homeZone: 'America/New_York' };

function table(...lines: readonly string[]) {
  return readTable(`${lines.join('\n')}\n`, READING);
}

/** One class on a November evening, with further columns. */
function row(columns: Readonly<Record<string, string>>, options: Partial<TableReading> = {}) {
  const all = { class: 'Vinyasa Flow', starts_at: '2026-11-24 18:00', ...columns };
  const quoted = Object.values(all).map((cell) => `"${cell.replaceAll('"', '""')}"`);
  return readTable(`${Object.keys(all).join(',')}\n${quoted.join(',')}\n`, { ...READING, ...options });
}

function only(columns: Readonly<Record<string, string>>, options: Partial<TableReading> = {}) {
  const { bookings, skipped } = row(columns, options);
  expect(skipped).toEqual([]);
  const [booking] = bookings;
  if (!booking) throw new Error('no booking');
  return booking;
}

const reasonFor = (columns: Readonly<Record<string, string>>) => wordForTerminal(row(columns).skipped[0]?.reason ?? '');

describe('a row', () => {
  it('becomes a booking with what it says', () => {
    const booking = only({
      zone: 'Europe/Berlin',
      duration: '75',
      type: 'yoga',
      location: 'Studio North',
      instructor: 'Ana',
      status: 'attended',
      source: 'classpass',
      external_id: 'B-17',
      price: '18.50',
      currency: 'eur',
      late_fee: '5',
      fee_paid: '0',
      cancel_by: '12h',
      url: 'https://studio.example/1',
      notes: 'Bring a mat.\r\nAnd water.',
      booked_at: '2026-11-01T10:00:00.123Z',
      attended_at: '2026-11-24 19:15',
      cancelled_at: '',
      cancellation_reason: '',
      rating: '5',
      review: 'Good.',
      reviewed_at: '2026-11-24 20:00',
    });
    expect(booking).toEqual({
      identity: { kind: 'external', externalId: 'B-17' },
      sequence: 0,
      lastModified: null,
      isCancelled: false,
      className: 'Vinyasa Flow',
      type: 'yoga',
      location: 'Studio North',
      instructor: 'Ana',
      startsLocal: '2026-11-24T18:00:00',
      zone: 'Europe/Berlin',
      startsAt: '2026-11-24T17:00:00.000Z',
      durationMinutes: 75,
      status: 'attended',
      source: 'classpass',
      externalId: 'B-17',
      price: 18_500,
      lateFee: 5000,
      feePaid: 0,
      currency: 'EUR',
      cancelBy: null,
      cancelByMinutes: 720,
      isLateCancel: null,
      url: 'https://studio.example/1',
      notes: 'Bring a mat.\nAnd water.',
      bookedAt: '2026-11-01T10:00:00.123Z',
      attendedAt: '2026-11-24T18:15:00.000Z',
      cancelledAt: null,
      cancellationReason: null,
      review: { rating: 5, text: 'Good.', createdAt: '2026-11-24T19:00:00.000Z' },
      line: 2,
    });
  });

  it('needs only a class and a time', () => {
    expect(only({})).toMatchObject({
      identity: { kind: 'fingerprint' },
      durationMinutes: 60,
      zone: 'America/New_York',
      startsAt: '2026-11-24T23:00:00.000Z',
      status: null,
      source: null,
    });
  });

  it('gets the source, the type and the zone that were asked for', () => {
    const asked = { source: 'mindbody', type: 'spin', zone: 'Asia/Tokyo' };
    expect(only({ source: 'classpass', type: 'yoga' }, asked)).toMatchObject(asked);
    expect(only({ zone: 'Europe/Berlin' }, asked).zone).toBe('Europe/Berlin');
  });

  it.each([
    ['2026-11-24T18:00', '2026-11-24T23:00:00.000Z'],
    ['2026-11-24 18:00:30', '2026-11-24T23:00:30.000Z'],
    ['2026-11-24T18:00+01:00', '2026-11-24T17:00:00.000Z'],
    ['2026-11-24T18:00:00.000Z', '2026-11-24T18:00:00.000Z'],
    ['20261124T180000', '2026-11-24T23:00:00.000Z'],
  ])('begins at %s', (text, startsAt) => {
    expect(only({ starts_at: text })).toMatchObject({ startsAt, zone: 'America/New_York' });
  });

  it.each([
    ['7:30', '07:30:00'],
    ['18:00', '18:00:00'],
    ['18:00:30', '18:00:30'],
    ['6:00 PM', '18:00:00'],
  ])('may begin by a date and a time: %s', (time, clock) => {
    expect(only({ starts_at: '', date: '2026-11-24', time }).startsLocal).toBe(`2026-11-24T${clock}`);
    expect(only({ starts_at: '2026-11-24', time }).startsLocal).toBe(`2026-11-24T${clock}`);
  });

  it('keeps the instant of an offset, and shows it in the zone that it names', () => {
    expect(only({ starts_at: '2026-11-24T18:00-05:00', zone: 'Europe/Berlin' })).toMatchObject({
      startsLocal: '2026-11-25T00:00:00',
      startsAt: '2026-11-24T23:00:00.000Z',
    });
  });

  it('at a time that comes twice is the earlier, and an offset chooses', () => {
    const { bookings, notes } = row({ starts_at: '2026-11-01 01:30' });
    expect(bookings[0]?.startsAt).toBe('2026-11-01T05:30:00.000Z');
    expect(notes).toEqual([
      '1 row at a time that comes twice as clocks go back: read as the earlier; an offset tells them apart.',
    ]);
    expect(only({ starts_at: '2026-11-01 01:30-05:00' }).startsAt).toBe('2026-11-01T06:30:00.000Z');
  });

  it.each([
    ['Attended', 'attended'],
    ['NO SHOW', 'no_show'],
    ['no-show', 'no_show'],
    ['noshow', 'no_show'],
    ['canceled', 'cancelled'],
    ['waitlisted', 'waitlisted'],
  ])('has the status %s', (status, known) => {
    expect(only({ status })).toMatchObject({ status: known, isCancelled: known === 'cancelled' });
  });

  it.each([
    ['12h', null, 720],
    ['90', null, 90],
    ['1 day', null, 1440],
    ['2026-11-24 08:00', '2026-11-24T13:00:00.000Z', null],
    ['2026-11-24T08:00Z', '2026-11-24T08:00:00.000Z', null],
  ])('can be cancelled freely until %s', (text, cancelBy, cancelByMinutes) => {
    expect(only({ cancel_by: text })).toMatchObject({ cancelBy, cancelByMinutes });
  });

  it('loses exactly one apostrophe in front of a cell', () => {
    const names = ["'=1+1", "''Til Dawn", "'-5"].map((name) => only({ class: name }).className);
    expect(names).toEqual(['=1+1', "'Til Dawn", '-5']);
  });
});

describe('a review that is wrong', () => {
  it.each([
    [{ rating: '0' }, 'The rating is not a number from 1 to 5: “0”.'],
    [{ rating: '6' }, 'The rating is not a number from 1 to 5: “6”.'],
    [{ rating: '4.5' }, 'The rating is not a number from 1 to 5: “4.5”.'],
    [{ rating: 'good' }, 'The rating is not a number from 1 to 5: “good”.'],
    [{ review: 'Good.' }, 'The review has no rating.'],
    [{ rating: '5', review: 'x'.repeat(20_001) }, 'The review has more than 20,000 characters.'],
    [{ rating: '5', reviewed_at: 'soon' }, 'The field reviewed_at is not a time like 2026-11-24 18:00: “soon”.'],
  ])('is left out, and the class is taken: %j', (columns, reason) => {
    const { bookings, skipped } = row(columns);
    expect(bookings).toMatchObject([{ className: 'Vinyasa Flow', review: null }]);
    expect(skipped).toEqual([{ uid: null, line: 2, reason: `${reason} The class is taken without a review.` }]);
  });
});

describe('a row that is wrong anywhere', () => {
  it.each([
    [{ class: ' ' }, 'It has no class name.'],
    [{ class: 'x'.repeat(1001) }, 'The class name has 1,001 characters.'],
    [{ starts_at: '' }, 'It has no start.'],
    [{ starts_at: 'tomorrow 6pm' }, 'The start is not a date and time like 2026-11-24 18:00: “tomorrow 6pm”.'],
    [{ starts_at: '31.11.2026 18:00' }, 'There is no such day: “31.11.2026 18:00”.'],
    [{ starts_at: '13/13/2026 18:00' }, 'There is no such day: “13/13/2026 18:00”.'],
    [{ starts_at: 'Mon 11/24/2026 18:00' }, 'There is no such day: “Mon 11/24/2026 18:00”.'],
    [
      { starts_at: '11/08/2026 18:00' },
      'The field starts_at may be more than one day, and no row of the table tells which: give --date-format dmy or mdy.',
    ],
    [{ price: '1.250' }, 'The field price may be 1250 or 1.25, and no row of the table tells which: “1.250”.'],
    [{ starts_at: '2026-11-24' }, 'It has no time, only a date: “2026-11-24”.'],
    [
      { starts_at: '2026-03-08 02:30' },
      '2026-03-08 02:30 does not exist in America/New_York, as clocks go forward; the first time that exists is 2026-03-08 03:00.',
    ],
    [
      { starts_at: '2199-12-31 23:00-05:00', zone: 'Asia/Tokyo' },
      'The year is not between 1900 and 2199: “2199-12-31 23:00-05:00”.',
    ],
    [{ zone: 'Moon/Base' }, 'The time zone is not known: “Moon/Base”.'],
    [{ duration: '10081' }, 'It takes more than a week, which no class does.'],
    [{ status: 'asleep' }, 'The status is not known: “asleep”. Say what it means with --map-status WORD=STATUS.'],
    [{ url: 'javascript:alert(1)' }, 'The field url cannot be understood: “javascript:alert(1)”.'],
    [{ booked_at: 'last week' }, 'The field booked_at is not a time like 2026-11-24 18:00: “last week”.'],
    [{ notes: 'x'.repeat(20_001) }, 'The field notes has more than 20,000 characters.'],
  ])('is skipped: %j', (columns, reason) => {
    expect(reasonFor(columns)).toBe(reason);
  });

  it.each([
    { starts_at: '2026-02-30 18:00' },
    { starts_at: '2026-11-24 25:00' },
    { starts_at: '0000-00-00 00:00' },
    { starts_at: '1899-12-31 18:00' },
    { starts_at: '2200-01-01 18:00' },
    { starts_at: '2026-11-24T18:00+99:00' },
    { duration: '0' },
    { duration: '-5' },
    { duration: '1e9' },
    { price: '12,345' },
    { price: '€12' },
    { price: '-1' },
    { currency: 'euros' },
    { cancel_by: 'soon' },
  ])('is skipped with a sentence of its own: %j', (columns) => {
    expect(reasonFor(columns)).toMatch(/^[A-Z0-9].*[.!?]$/);
  });

  it('is named by its line and its external_id, and takes nothing else with it', () => {
    const { bookings, skipped } = table(
      'class,starts_at,external_id,notes',
      'Yoga,2026-11-24 18:00,1,"over',
      'two lines"',
      '',
      'Yoga,2026-13-24 18:00,2,',
      'Yoga,2026-11-26 18:00,3,',
    );
    expect(bookings.map(({ line }) => line)).toEqual([2, 6]);
    expect(skipped).toEqual([expect.objectContaining({ uid: '2', line: 5 })]);
  });

  it('may be one whose quotation mark nothing closes', () => {
    const { bookings, skipped } = table(
      'class,starts_at',
      'A,2026-11-24 18:00',
      '"B,2026-11-25 18:00',
      'C,2026-11-26 18:00',
    );
    expect(bookings.map(({ className }) => className)).toEqual(['A', 'C']);
    expect(skipped).toEqual([{ uid: null, line: 3, reason: 'A quotation mark in it is never closed.' }]);
  });

  it('may be the class of another row', () => {
    const rows = [
      'Yoga,2026-11-24 18:00,',
      'YOGA,2026-11-24T18:00:00,',
      'A,2026-11-24 18:00,7',
      'B,2026-12-24 18:00,7',
    ];
    const { bookings, skipped } = table('class,starts_at,external_id', ...rows);
    expect(bookings).toHaveLength(2);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'It is the same class as in line 2.',
      'It is the same class as in line 4.',
    ]);
  });
});

describe('the columns', () => {
  it('stand in any order, under names in any capitals', () => {
    const { bookings, notes } = table('Studio;Starts At;CLASS;Class-Name;Mood', 'North;2026-11-24 18:00;Yoga;x;good');
    expect(bookings[0]).toMatchObject({ location: 'North', className: 'Yoga' });
    expect(notes).toEqual(['Columns that are not read: Class-Name, Mood.']);
  });

  it.each([
    ['a comma', 'class,starts_at\r\nYoga,2026-11-24 18:00\r\n'],
    ['a semicolon', 'class;starts_at\r\nYoga;2026-11-24 18:00\r\n'],
    ['a tab', 'class\tstarts_at\r\nYoga\t2026-11-24 18:00\r\n'],
    ["Excel's own line", 'sep=;\r\nclass;starts_at\r\nYoga;2026-11-24 18:00\r\n'],
    ['a mark of UTF-8', '\ufeffclass,starts_at\nYoga,2026-11-24 18:00'],
    ['old line ends', 'class,starts_at\rYoga,2026-11-24 18:00\r'],
    ['empty lines before', '\n\n"class","starts_at"\nYoga,2026-11-24 18:00'],
    ['cells too few and too many', 'class,starts_at,type\nYoga,2026-11-24 18:00,,,,'],
  ])('are found with %s', (_, text) => {
    const { bookings, skipped } = readTable(text, READING);
    expect(skipped).toEqual([]);
    expect(bookings).toEqual([expect.objectContaining({ className: 'Yoga', startsLocal: '2026-11-24T18:00:00' })]);
  });

  it('are read from octets too, as Excel writes them', () => {
    const bytes = new Uint8Array([...'class;starts_at\r\nYoga f'].map((character) => character.charCodeAt(0)));
    const rest = new Uint8Array([...'r Anf\u00e4nger;2026-11-24 18:00'].map((character) => character.charCodeAt(0)));
    expect(readTable(new Uint8Array([...bytes, 0xfc, ...rest]), READING).bookings[0]?.className).toBe(
      'Yoga für Anfänger',
    );
  });

  it('may be all there is', () => {
    expect(table('class,starts_at')).toEqual({ bookings: [], skipped: [], notes: [] });
  });

  it.each([
    ['', 'This is not a table of classes: its first line has no column “class”.'],
    ['Yoga,2026-11-24 18:00', 'This is not a table of classes: its first line has no column “class”.'],
    [
      'class,date\nYoga,2026-11-24',
      'This is not a table of classes: its first line has no column “starts_at” (or “date” and “time”).',
    ],
    ['\u0000\u0001', 'This is not a table of classes: its first line has no column “class”.'],
  ])('make no table of %j', (text, message) => {
    expect(() => readTable(text, READING)).toThrow(FailureError);
    expect(() => readTable(text, READING)).toThrow(message);
  });
});

describe('a table that nobody wrote', () => {
  it.each([
    ['a cell of a million characters', `class,starts_at\n"${'x'.repeat(1_000_001)}",2026-11-24 18:00\n`],
    ['a million quotation marks', `class,starts_at\n${'"'.repeat(1_000_001)}`],
    ['a million empty lines', `class,starts_at\n${'\n'.repeat(1_000_000)}x`],
  ])('with %s is given up with a reason', (_, text) => {
    const { bookings, skipped } = readTable(text, READING);
    expect(bookings).toEqual([]);
    expect(skipped.length).toBeGreaterThan(0);
  });

  it('with a million empty cells is none', () => {
    expect(() => readTable(`class,starts_at\n${','.repeat(1_000_000)}`, READING)).toThrow(FailureError);
  });
});
