import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/errors.ts';
import { readTable } from '../../../src/intake/csv/csv-import.ts';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';
import type { ReadResult } from '../../../src/intake/incoming.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { onThisMachine } from '../../support/patience.ts';
import { calendar, event, ODD_ZONE, READING } from './ics-samples.ts';

/** Reads; gives the FailureError that is allowed, and throws every other. */
function attempt(read: () => ReadResult): ReadResult | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
}

/** Everything a reader must never give, whatever it was given. */
function expectSound(result: ReadResult | null): void {
  for (const { startsAt, startsLocal, zone, durationMinutes, className } of result?.bookings ?? []) {
    expect(startsAt).toMatch(/^(?:1899|19|20|21|2200).{0,2}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(startsLocal).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect(zone).toMatch(/^[\w+-]+(?:\/[\w+-]+){0,2}$/);
    expect(durationMinutes).toBeGreaterThan(0);
    expect(className).toMatch(/\S/);
    expect(className).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  }
  for (const { reason } of result?.skipped ?? []) expect(wordForTerminal(reason)).toMatch(/^[^\u0000-\u001f]+[.!?]$/);
}

const REAL = calendar(
  ODD_ZONE,
  event('DTSTART;TZID=Odd:20261124T180000', 'RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270301T000000Z'),
  event('RECURRENCE-ID;TZID=Odd:20261201T180000', 'DTSTART;TZID="Europe/Berlin":20261202T180000'),
  event('UID:2', 'EXDATE:20261124T230000Z', 'RDATE;VALUE=PERIOD:20261124T230000Z/PT1H', 'SUMMARY:Größe 🧘\\, und mehr'),
);
const TABLE =
  'class,starts_at,zone,notes,price,status,cancel_by\r\nYoga,2026-11-24T18:00,Europe/Berlin,"a ""b""\r\nc",12.5,booked,12h\r\n' +
  "'=Spin,2026-11-25 18:00-05:00,,,,cancelled,\r\n";

const LINES = [
  'BEGIN:VCALENDAR',
  'END:VCALENDAR',
  'BEGIN:VEVENT',
  'END:VEVENT',
  'BEGIN:VALARM',
  'BEGIN:VTIMEZONE',
  'BEGIN:STANDARD',
  'END:STANDARD',
  'END:VTIMEZONE',
  'TZID:A',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:-0100',
  'UID:1',
  'DTSTART:20261124T180000',
  'DTSTART;TZID=A:20261124T180000',
  'DTSTART;VALUE=DATE:20261124',
  'DTEND:20261124T190000Z',
  'DURATION:PT1H',
  'RRULE:FREQ=DAILY',
  'RRULE:FREQ=MONTHLY;BYDAY=5MO;COUNT=30',
  'RDATE:20261124T180000,20261125',
  'EXDATE;VALUE=DATE:20261124',
  'RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T180000',
  'SUMMARY;X="',
  'DESCRIPTION:a',
  'STATUS:CANCELLED',
  'METHOD:CANCEL',
  ' folded',
  '',
  'X-NUMINA-STATUS:booked',
  'X-NUMINA-ZONE:constructor',
];

describe('whatever a calendar holds', () => {
  it('arbitrary text and octets are read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expectSound(attempt(() => readCalendar(text, READING)));
        expectSound(attempt(() => readCalendar(`BEGIN:VEVENT\n${text}`, READING)));
        expectSound(attempt(() => readCalendar(`BEGIN:VEVENT\nDTSTART:20261124T180000\n${text}\nEND:VEVENT`, READING)));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expectSound(attempt(() => readCalendar(bytes, READING)));
      }),
    );
  });

  it('its lines in any order are read', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 40 }), fc.boolean(), (lines, hasTime) => {
        const options = hasTime ? { ...READING, allDayAt: '18:00' } : READING;
        expectSound(attempt(() => readCalendar(lines.join('\r\n'), options)));
      }),
      { numRuns: 300 },
    );
  });

  it('any property may hold anything', () => {
    const names = [
      'DTSTART',
      'DTEND',
      'DURATION',
      'RRULE',
      'RDATE',
      'EXDATE',
      'RECURRENCE-ID',
      'SUMMARY',
      'UID',
      'URL',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.stringMatching(/^[;:=",/\\A-Z0-9+-]{0,40}$/),
      fc.stringMatching(
        /^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:BYDAY|BYMONTHDAY|BYSETPOS|COUNT|INTERVAL)=-?[0-9]{1,3}(?:MO)?){0,3}$/,
      ),
      fc.stringMatching(/^[0-9]{8}(?:T[0-9]{6}Z?)?$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), value, (name, text) => {
        const lines = [
          name === 'DTSTART' ? 'X:' : 'DTSTART:20261124T180000',
          `${name}:${text}`,
          `${name};TZID=${text}:20261124`,
        ];
        expectSound(attempt(() => readCalendar(calendar(['BEGIN:VEVENT', ...lines, 'END:VEVENT']), READING)));
      }),
      { numRuns: 300 },
    );
  });

  it('a file may be cut anywhere and have any bit wrong', () => {
    const bytes = new TextEncoder().encode(REAL);
    expectSound(readCalendar(bytes, READING));
    fc.assert(
      fc.property(fc.nat(bytes.length), (length) => {
        expectSound(attempt(() => readCalendar(bytes.slice(0, length), READING)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 20 }), (bits) => {
        const wrong = bytes.slice();
        for (const bit of bits) wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expectSound(attempt(() => readCalendar(wrong, READING)));
      }),
    );
  });
});

describe('whatever a table holds', () => {
  it('arbitrary text and octets are read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expectSound(attempt(() => readTable(text, READING)));
        expectSound(attempt(() => readTable(`class,starts_at,zone,price\n${text}`, READING)));
        expectSound(attempt(() => readTable(`class,starts_at\nYoga,2026-11-24 18:00\n${text}\n`, READING)));
      }),
    );
  });

  it('a file may be cut anywhere and have any bit wrong', () => {
    const bytes = new TextEncoder().encode(TABLE);
    expectSound(readTable(bytes, READING));
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(bytes.length * 8 - 1), (length, bit) => {
        const wrong = bytes.slice(0, length);
        if (bit >> 3 < length) wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expectSound(attempt(() => readTable(wrong, READING)));
      }),
    );
  });
});

describe('a calendar made to hang its reader', () => {
  const MANY = 20_000;
  const dates = Array.from({ length: MANY }, (_, index) => new Date(Date.UTC(2026, 0, 1) + index * 1_800_000));
  const list = dates.map((at) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`);

  it.each<[string, string, number]>([
    ['a rule of every second', calendar(event('RRULE:FREQ=SECONDLY')), 0],
    ['a rule of no second', calendar(event('RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30')), 0],
    [
      'hundreds of such rules',
      calendar(
        ...dates.slice(0, 300).map((_, index) => event(`UID:${index}`, 'RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30')),
      ),
      0,
    ],
    ['a rule from 1900, counted', calendar(event('DTSTART:19000101T100000Z', 'RRULE:FREQ=DAILY;COUNT=999999999')), 731],
    [
      'thousands of rules in one event',
      calendar(event(...dates.slice(0, 3000).map((_, n) => `RRULE:FREQ=DAILY;INTERVAL=${n + 1}`))),
      366,
    ],
    ['thousands of dates in a line', calendar(event(`RDATE:${list.join(',')}`)), 0],
    ['thousands of lines of dates', calendar(event(...list.map((date) => `RDATE:${date}`))), 0],
    [
      'thousands of exceptions',
      calendar(event('DTSTART:20261124T231500Z', 'RRULE:FREQ=DAILY;COUNT=10', `EXDATE:${list.join(',')}`)),
      10,
    ],
    ['a line without an end', calendar(event(`X-LONG:${'x'.repeat(5_000_000)}`)), 1],
    ['a title without an end', calendar(event(`SUMMARY:${'x'.repeat(5_000_000)}`)), 0],
    ['a description without an end', calendar(event(`DESCRIPTION:${'\\n'.repeat(2_500_000)}`)), 1],
    ['parameters without an end', calendar(event(`DTSTART${';A=B'.repeat(400_000)}:20261124T180000Z`)), 0],
    ['folds without an end', calendar(event(`SUMMARY:${'\r\n x'.repeat(300_000)}`)), 0],
    ['components in components', `${'BEGIN:X\r\n'.repeat(90)}${calendar(event())}`, 1],
    ['ENDs of what never began', `${'BEGIN:X\r\n'.repeat(90)}${'END:Y\r\n'.repeat(500_000)}${calendar(event())}`, 1],
    ['events that never end', calendar(...dates.slice(0, 9000).map((_, n) => event(`UID:${n}`).slice(0, -1))), 9000],
    ['nothing but line ends', `BEGIN:VCALENDAR\r\n${'\r'.repeat(5_000_000)}`, 0],
    [
      'zones without an end',
      calendar(...dates.slice(0, 3000).map((_, n) => event(`UID:${n}`, `DTSTART;TZID=Z/${n}:20261124T180000`))),
      3000,
    ],
  ])('with %s does not', (_, text, classes) => {
    const begin = performance.now();
    const result = readCalendar(text, READING);
    expect(performance.now() - begin).toBeLessThan(onThisMachine(5000));
    expect(result.bookings).toHaveLength(classes);
    expect(result.bookings.length + result.skipped.length).toBeGreaterThanOrEqual(Math.min(classes, 1));
    expectSound({ ...result, bookings: result.bookings.slice(0, 10) });
  });
});

describe('a calendar nested without end', () => {
  const MANY = 600_000;

  it.each([
    ['VEVENT', ''],
    ['VEVENT', 'UID:1\r\nDTSTART:20261124T180000Z\r\n'],
    ['VEVENT', 'END:VEVENT\r\n'],
    ['VALARM', ''],
    ['X-FOO', ''],
    ['VCALENDAR', ''],
    ['VTODO', ''],
    ['VTIMEZONE', ''],
    ['VTIMEZONE', 'END:VTIMEZONE\r\n'],
    ['STANDARD', ''],
  ])('is refused in words, and at once: %s %j', (name, rest) => {
    for (const head of ['', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\n']) {
      const text = `${head}${`BEGIN:${name}\r\n${rest}`.repeat(MANY)}`;
      const begin = performance.now();
      expect(() => readCalendar(text, READING)).toThrow(
        /^This is not a calendar that can be read: (?:components are nested more than 100 deep|more than 10,000 of its)/,
      );
      expect(performance.now() - begin).toBeLessThan(onThisMachine(5000));
    }
  });
});
