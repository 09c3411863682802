import { describe, expect, it } from 'vitest';
import { readTable, type TableReading } from '../../../src/intake/csv/csv-import.ts';
import { detectFormat } from '../../../src/intake/detect-format.ts';
import { readSource } from '../../../src/intake/read-source.ts';
import { parseStatusMap } from '../../../src/intake/status-words.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';

const HOME: TableReading = { homeZone: 'America/New_York' };

/** The starts of a table of such dates, and the reasons of what is skipped. */
function startsOf(dates: readonly string[], options: Partial<TableReading> = {}) {
  const rows = dates.map((date, index) => `"Yoga ${index}";"${date}"`);
  const { bookings, skipped } = readTable(['class;starts_at', ...rows].join('\n'), { ...HOME, ...options });
  return {
    starts: bookings.map(({ startsLocal }) => startsLocal),
    reasons: skipped.map(({ reason }) => wordForTerminal(reason)),
  };
}

const EVENING = '2026-11-23T18:00:00';
const OPEN =
  'The field starts_at may be more than one day, and no row of the table tells which: give --date-format dmy or mdy.';

describe('a date that has one reading', () => {
  it.each([
    ['23.11.2026 18:00'],
    ['23.11.26 18:00'],
    ['23. 11. 2026, 18:00'],
    ['23.11.2026 18.00'],
    ['Mon 23.11.2026 18:00'],
    ['11/23/2026 6:00 PM'],
    ['11/23/2026 6:00\u202fPM'],
    ['11/23/26 6 PM'],
    ['11/23/2026 06:00:00 pm'],
    ['23/11/2026 18:00'],
    ['23-11-2026 18:00'],
    ['2026/11/23 18:00'],
    ['2026.11.23 18:00'],
    ['2026-11-23 6:00 PM'],
    ['2026-11-23T6:00pm'],
    ['2026-11-23 at 6pm'],
    ['Monday, November 23, 2026 6:00 PM'],
    ['Nov 23, 2026 6:00 PM'],
    ['23 Nov 2026 18:00'],
    ['23-Nov-2026 18:00'],
    ['23-Nov-26 18:00'],
    ['2026/11/23 18:00 -05:00'],
  ])('is taken: %s', (text) => {
    expect(startsOf([text])).toEqual({ starts: [EVENING], reasons: [] });
  });

  it('takes its time from a column of its own, which may be a span', () => {
    const { bookings } = readTable(
      [
        'class;date;time',
        'A;23.11.2026;18:00',
        'B;23.11.2026 00:00;6:00 PM',
        'C;23.11.2026;18.00',
        'D;23.11.2026;18:00 – 19:15',
        'E;23.11.2026;18:00-19:15',
        'F;23.11.2026;6:00 PM - 7:15 PM',
        'G;23.11.2026;18:00-05:00',
      ].join('\n'),
      HOME,
    );
    expect(bookings.map(({ startsLocal, durationMinutes }) => [startsLocal, durationMinutes])).toEqual([
      ...['A', 'B', 'C'].map(() => [EVENING, 60]),
      ...['D', 'E', 'F'].map(() => [EVENING, 75]),
      [EVENING, 60],
    ]);
  });
});

describe('the dates of a column', () => {
  it('are all read as one row proves, whatever comes first', () => {
    expect(startsOf(['08/11/2026 18:00', '13/11/2026 18:00', '05/05/2026 7:30']).starts).toEqual([
      '2026-11-08T18:00:00',
      '2026-11-13T18:00:00',
      '2026-05-05T07:30:00',
    ]);
    expect(startsOf(['11/08/2026 6 PM', '11/13/2026 6 PM']).starts[0]).toBe('2026-11-08T18:00:00');
    expect(startsOf(['11/23/2026 18:00', '11.08.2026 18:00']).starts[1]).toBe('2026-11-08T18:00:00');
  });

  it('are settled by a weekday too', () => {
    expect(startsOf(['Sun 11/08/2026 18:00', '11/09/2026 18:00']).starts).toEqual([
      '2026-11-08T18:00:00',
      '2026-11-09T18:00:00',
    ]);
  });

  it('are not guessed where no row tells, and the option does', () => {
    const dates = ['08/11/2026 18:00', '09/11/2026 18:00'];
    expect(startsOf(dates)).toEqual({ starts: [], reasons: [OPEN, OPEN] });
    expect(startsOf(dates, { dateOrder: 'dmy' }).starts).toEqual(['2026-11-08T18:00:00', '2026-11-09T18:00:00']);
    expect(startsOf(dates, { dateOrder: 'mdy' }).starts).toEqual(['2026-08-11T18:00:00', '2026-09-11T18:00:00']);
    expect(startsOf(['13/11/2026 18:00'], { dateOrder: 'mdy' }).reasons).toEqual([
      'The date does not fit --date-format mdy: “13/11/2026 18:00”.',
    ]);
  });

  it('are each taken by themselves where two rows contradict each other', () => {
    expect(startsOf(['13/11/2026 18:00', '11/14/2026 18:00', '08/11/2026 18:00', '05/05/2026 18:00'])).toEqual({
      starts: ['2026-11-13T18:00:00', '2026-11-14T18:00:00', '2026-05-05T18:00:00'],
      reasons: [OPEN],
    });
  });

  it('may begin with a short year, which the other rows rule out', () => {
    expect(startsOf(['23/11/26 18:00']).reasons[0]).toMatch(/give --date-format dmy or ymd\.$/);
    expect(startsOf(['23/11/26 18:00'], { dateOrder: 'ymd' }).starts).toEqual(['2023-11-26T18:00:00']);
    expect(startsOf(['23/11/26 18:00', '23/11/32 18:00']).starts[0]).toBe(EVENING);
  });

  it('are settled by another column of the same table, where nothing else tells', () => {
    const rows = ['class,starts_at,booked_at', 'A,08/11/2026 18:00,31/10/2026', 'B,09/11/2026 18:00,01/11/2026'];
    const { bookings } = readTable(rows.join('\n'), HOME);
    expect(bookings.map(({ startsLocal }) => startsLocal)).toEqual(['2026-11-08T18:00:00', '2026-11-09T18:00:00']);
    expect(bookings.map(({ bookedAt }) => bookedAt)).toEqual(['2026-10-31T04:00:00.000Z', '2026-11-01T04:00:00.000Z']);
  });

  it('keep the rows in their order, and each its line', () => {
    const { bookings, skipped } = readTable(
      ['class,starts_at', 'A,2026-11-01 18:00', 'B,02/11/2026 18:00', 'B,2026-11-02 18:00', 'C,13/11/2026 18:00'].join(
        '\n',
      ),
      HOME,
    );
    expect(bookings.map(({ className, line }) => `${className}${line}`)).toEqual(['A2', 'B3', 'C5']);
    expect(skipped).toEqual([{ uid: null, line: 4, reason: 'It is the same class as in line 3.' }]);
  });
});

describe('the amounts of a table', () => {
  const pricesOf = (prices: readonly string[], currency = 'EUR') => {
    const rows = prices.map((price, index) => `Yoga ${index};2026-11-24 18:00;${price};${currency}`);
    const { bookings, skipped } = readTable(['class;starts_at;price;currency', ...rows].join('\n'), HOME);
    return {
      prices: bookings.map(({ price }) => price),
      reasons: skipped.map(({ reason }) => wordForTerminal(reason)),
    };
  };

  it.each([
    [
      ['1.250', '14,50'],
      [1_250_000, 14_500],
    ],
    [
      ['14,50', '1,250'],
      [14_500, 1250],
    ],
    [
      ['1.250', '14.50'],
      [1250, 14_500],
    ],
    [
      ['1,250', '14.50'],
      [1_250_000, 14_500],
    ],
    [
      ['1.250', '1.234,50'],
      [1_250_000, 1_234_500],
    ],
    [
      ['1,250', '1,234.50'],
      [1_250_000, 1_234_500],
    ],
    [
      ['1.250', '1.250.000'],
      [1_250_000, 1_250_000_000],
    ],
    [
      ['1 250', "1'250,5", '1.2340'],
      [1_250_000, 1_250_500, 1234],
    ],
    [
      ['0.125', '14', '1234.567'],
      [125, 14_000, 1_234_567],
    ],
  ])('are read as one: %j', (prices, thousandths) => {
    expect(pricesOf(prices)).toEqual({ prices: thousandths, reasons: [] });
  });

  it('are not guessed where nothing tells, or two rows contradict each other', () => {
    const reason = 'The field price may be 1250 or 1.25, and no row of the table tells which: “1.250”.';
    expect(pricesOf(['1.250', '14'])).toEqual({ prices: [14_000], reasons: [reason] });
    expect(pricesOf(['1.250', '14.50', '14,50'])).toEqual({ prices: [14_500, 14_500], reasons: [reason] });
  });

  it('are settled by a currency', () => {
    expect(pricesOf(['1,250'], 'JPY').prices).toEqual([1_250_000]);
    expect(pricesOf(['1.250'], 'kwd').prices).toEqual([1250]);
  });
});

describe('a status', () => {
  const statusOf = (word: string, options: Partial<TableReading> = {}) => {
    const { bookings, skipped } = readTable(`class;starts_at;status\nYoga;2026-11-24 18:00;${word}`, {
      ...HOME,
      ...options,
    });
    return bookings[0] ? [bookings[0].status, bookings[0].isLateCancel] : wordForTerminal(skipped[0]?.reason ?? '');
  };

  it.each([
    ['Reserved', 'booked', null],
    ['Confirmed', 'booked', null],
    ['Checked in', 'attended', null],
    ['Checked-In', 'attended', null],
    ['SIGNED IN', 'attended', null],
    ['Completed', 'attended', null],
    ['Late Cancel', 'cancelled', true],
    ['Late cancelled', 'cancelled', true],
    ['Early Cancel', 'cancelled', false],
    ['Canceled', 'cancelled', null],
    ['No Show', 'no_show', null],
    ['Absent', 'no_show', null],
    ['Missed', 'no_show', null],
    ['Waitlist', 'waitlisted', null],
    ['Wait-listed', 'waitlisted', null],
  ])('may be in the words of a studio: %s', (word, status, isLateCancel) => {
    expect(statusOf(word)).toEqual([status, isLateCancel]);
  });

  it('that nobody knows skips the row, and a map says what it means', () => {
    expect(statusOf('Verificado ✓')).toMatch(/“Verificado ✓”.*--map-status WORD=STATUS/);
    expect(statusOf('Verificado ✓', { statusMap: parseStatusMap(['verificado=attended']) })).toEqual([
      'attended',
      null,
    ]);
    expect(statusOf('Completed', { statusMap: parseStatusMap(['Completed=no-show']) })).toEqual(['no_show', null]);
  });

  it.each(['Verified', '=attended', 'Verified=', 'Verified=asleep'])('is not mapped by %j', (text) => {
    expect(() => parseStatusMap([text])).toThrow(expect.objectContaining({ kind: 'usage', code: 'bad_map_status' }));
  });
});

describe('lines above the names of the columns', () => {
  const REPORT =
    'Studio North; Report\nFrom: 2026-11-01;To: 2026-11-30\n\nClass;Date;Time;Mood\nYoga;23.11.2026;18:00;good\n';

  it('are left out and told', () => {
    const { bookings, notes } = readTable(REPORT, HOME);
    expect(bookings).toMatchObject([{ className: 'Yoga', startsLocal: EVENING, line: 5 }]);
    expect(notes).toEqual([
      'Lines 1, 2 stand above the names of the columns and are left out.',
      'Columns that are not read: Mood.',
    ]);
  });

  it('do not hide that it is a table, on standard input too', async () => {
    expect(detectFormat(REPORT, 'standard input')).toBe('csv');
    const reading = { ...HOME, since: '2025-11-22', horizon: '2027-11-22' };
    const { bookings } = await readSource(new TextEncoder().encode(REPORT), 'standard input', reading);
    expect(bookings).toHaveLength(1);
  });
});
