import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/errors.ts';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';
import { calendar, event, READING, readEvents, reasonFor } from './ics-samples.ts';

function only(...lines: readonly string[]) {
  const { bookings, skipped, notes } = readEvents([event(...lines)]);
  expect(skipped).toEqual([]);
  const [booking] = bookings;
  if (!booking || bookings.length > 1) throw new Error(`${bookings.length} bookings`);
  return { ...booking, notesOfReading: notes };
}

describe('an event', () => {
  it('becomes a booking with what it says', () => {
    const lines = [
      'UID:abc@studio.example',
      'DTSTART;TZID=Europe/Berlin:20261124T180000',
      'DTEND;TZID=Europe/Berlin:20261124T191500',
      'SUMMARY:Vinyasa Flow',
      'LOCATION:Studio North\\, Hall 2',
      'DESCRIPTION:Bring a mat.\\nAnd water.',
      'CATEGORIES:yoga,slow',
      'URL:https://studio.example/?a=1;b=2,3',
      'SEQUENCE:3',
      'LAST-MODIFIED:20261101T101112Z',
      'STATUS:CONFIRMED',
    ];
    expect(readEvents([event(...lines)], { source: 'classpass' })).toEqual({
      bookings: [
        {
          identity: { kind: 'uid', uid: 'abc@studio.example', recurrenceId: null },
          sequence: 3,
          lastModified: '2026-11-01T10:11:12.000Z',
          isCancelled: false,
          className: 'Vinyasa Flow',
          type: 'yoga',
          location: 'Studio North, Hall 2',
          instructor: null,
          startsLocal: '2026-11-24T18:00:00',
          zone: 'Europe/Berlin',
          startsAt: '2026-11-24T17:00:00.000Z',
          durationMinutes: 75,
          status: null,
          source: 'classpass',
          externalId: null,
          price: null,
          lateFee: null,
          feePaid: null,
          currency: null,
          cancelBy: null,
          cancelByMinutes: null,
          isLateCancel: null,
          url: 'https://studio.example/?a=1;b=2,3',
          notes: 'Bring a mat.\nAnd water.',
          bookedAt: null,
          attendedAt: null,
          cancelledAt: null,
          cancellationReason: null,
          review: null,
          line: 3,
        },
      ],
      skipped: [],
      notes: [],
    });
  });

  it('takes the type that was asked for instead of its category', () => {
    expect(readEvents([event('CATEGORIES:Sport')], { type: 'spin' }).bookings[0]?.type).toBe('spin');
  });

  it.each([
    ['SUMMARY:  Spin \\n & Core\t ', 'Spin & Core'],
    ['SUMMARY:Bell\u0007 and\u001b[31m red', 'Bell and[31m red'],
    ['SUMMARY;LANGUAGE=de;X-A="b:c;d":Yoga: sanft', 'Yoga: sanft'],
    ['summary:Small letters', 'Small letters'],
    ['SUMMARY;ALTREP="data:text/html,%3Cb%3E":HTML elsewhere', 'HTML elsewhere'],
  ])('has a clean title: %j', (line, title) => {
    expect(only(line).className).toBe(title);
  });

  it('without a title is an untitled class, and the reading says so', () => {
    const { className, notesOfReading } = only('SUMMARY:');
    expect(className).toBe('Untitled class');
    expect(notesOfReading).toEqual(['1 event without a title: “Untitled class”.']);
  });

  it.each([
    ['DTEND:20261124T234500Z', 45],
    ['DTEND;TZID=Europe/Berlin:20261125T013000', 90],
    ['DURATION:PT1H30M', 90],
    ['DURATION:P1D', 1440],
    ['DURATION:+P0DT0H20M30S', 21],
  ])('takes as long as %s says', (line, minutes) => {
    const { durationMinutes, notesOfReading } = only(line);
    expect({ durationMinutes, notesOfReading }).toEqual({ durationMinutes: minutes, notesOfReading: [] });
  });

  it('without an end takes an hour, and the reading says so', () => {
    const text = calendar(['BEGIN:VEVENT', 'DTSTART:20261124T230000Z', 'SUMMARY:Yoga', 'END:VEVENT']);
    const { bookings, notes } = readCalendar(text, READING);
    expect(bookings[0]?.durationMinutes).toBe(60);
    expect(notes).toEqual(['1 event without an end: taken as 60 minutes.']);
  });

  it.each(['DTEND:20261124T220000Z', 'DTEND:20261124T230000Z', 'DURATION:PT0S', 'DURATION:-PT1H', 'DTEND:never'])(
    'takes an hour where its end cannot be right: %s',
    (line) => {
      const { durationMinutes, notesOfReading } = only(line);
      expect(durationMinutes).toBe(60);
      expect(notesOfReading).toEqual(['1 event with an end that cannot be right: taken as 60 minutes.']);
    },
  );

  it('may last a week and no longer', () => {
    expect(only('DURATION:P7D').durationMinutes).toBe(10_080);
    expect(reasonFor(['DURATION:P7DT1M'])).toBe('It takes more than a week, which no class does.');
  });

  it.each([
    ['STATUS:CANCELLED', true],
    ['STATUS:Canceled', true],
    ['STATUS:TENTATIVE', false],
    ['STATUS:CONFIRMED', false],
  ])('is cancelled or not by %s', (line, isCancelled) => {
    expect(only(line)).toMatchObject({ isCancelled, status: null });
  });

  it('is cancelled where the whole calendar is for that', () => {
    const text = calendar(['METHOD:CANCEL'], event());
    expect(readCalendar(text, READING)).toMatchObject({
      bookings: [],
      cancellations: [{ said: { isCancelled: true } }],
    });
  });

  it.each(['REPLY', 'REFRESH', 'COUNTER', 'DECLINECOUNTER'])('is none in a message about one (%s)', (method) => {
    expect(readCalendar(calendar([`METHOD:${method}`], event()), READING).skipped[0]?.reason).toBe(
      `It is a message about an event (METHOD:${method}), not the event.`,
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'no address', ''])('has no address in %j', (url) => {
    expect(only(`URL:${url}`).url).toBeNull();
  });

  it('keeps 20,000 characters of notes', () => {
    const { notes, notesOfReading } = only(`DESCRIPTION:${'ü'.repeat(20_001)}`);
    expect(notes).toHaveLength(20_000);
    expect(notesOfReading).toEqual(['1 event with a description of more than 20,000 characters: cut.']);
  });
});

describe('an event that does not come in', () => {
  it.each([
    [['DTSTART:20261301T100000Z'], 'The start is not a date or time that exists: “20261301T100000Z”.'],
    [['DTSTART:20260230T100000Z'], 'The start is not a date or time that exists: “20260230T100000Z”.'],
    [['DTSTART:20261124T250000Z'], 'The start is not a date or time that exists: “20261124T250000Z”.'],
    [
      [`DTSTART:${'soon '.repeat(20)}`],
      'The start is not a date or time that exists: “soon soon soon soon soon soon soon soon…”.',
    ],
    [['DTSTART'], 'It has no start (DTSTART).'],
    [['DTSTART:'], 'The start (DTSTART) cannot be read.'],
    [['DTSTART;X="never closed:20261124T100000Z'], 'The start (DTSTART) cannot be read.'],
    [['DTSTART:18991231T100000Z'], 'The year, 1899, is not between 1900 and 2199.'],
    [['DTSTART:22000101T100000Z'], 'The year, 2200, is not between 1900 and 2199.'],
    [['DTSTART:00000101T100000Z'], 'The year, 0, is not between 1900 and 2199.'],
    [['DTSTART:20261124'], 'It is all day, without a time; --all-day HH:MM takes it.'],
    [['DTSTART;VALUE=DATE:20261124'], 'It is all day, without a time; --all-day HH:MM takes it.'],
    [[`SUMMARY:${'x'.repeat(1001)}`], 'The title has 1,001 characters.'],
    [[`LOCATION:${'x'.repeat(1001)}`], 'The location has 1,001 characters.'],
  ])('%j', (lines, reason) => {
    expect(reasonFor(lines)).toBe(reason);
  });

  it('is named by its UID and its line', () => {
    const { skipped } = readEvents([event(), event('UID:b', 'DTSTART:x')]);
    expect(skipped).toEqual([expect.objectContaining({ uid: 'b', line: 9 })]);
  });

  it('takes nothing else with it', () => {
    const bad = ['BEGIN:VEVENT', 'garbage', 'DTSTART;;;===', '"":', '\u0000', 'RRULE:%n;BYMONTH=', 'END:VEVENT'];
    const good = (uid: string) => event(`UID:${uid}`);
    const { bookings, skipped } = readEvents([good('1'), bad, good('2'), ['X'], good('3')]);
    expect(bookings).toHaveLength(3);
    expect(skipped).toHaveLength(1);
  });

  it('is the one in whose middle the file ends', () => {
    const text = calendar(event('UID:1'), event('UID:2'));
    const cut = text.slice(0, text.lastIndexOf('END:VEVENT'));
    const { bookings, skipped } = readCalendar(cut, READING);
    expect(bookings).toHaveLength(1);
    expect(skipped).toEqual([{ uid: '2', line: 9, reason: 'The file ends in the middle of it.' }]);
  });
});

describe('identity', () => {
  it('without a UID is a fingerprint of source, class, place and start, and of nothing else', () => {
    const identity = (lines: readonly string[], options = {}) =>
      readEvents([['BEGIN:VEVENT', ...lines, 'END:VEVENT']], options).bookings[0]?.identity;
    const lines = ['DTSTART;TZID=Europe/Berlin:20261124T180000', 'SUMMARY:Yoga', 'LOCATION:North'];
    const [start = '', , place = ''] = lines;
    const known = identity(lines);
    expect(known).toMatchObject({ kind: 'fingerprint', fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(identity([...lines, 'DESCRIPTION:New', 'SEQUENCE:4', 'DURATION:PT2H'])).toEqual(known);
    expect(identity(lines, { homeZone: 'Asia/Tokyo' })).toEqual(known);
    expect(identity([start, 'SUMMARY:YOGA', place])).toEqual(known);
    expect(identity([start, 'SUMMARY:Spin', place])).not.toEqual(known);
    expect(identity([start, 'SUMMARY:Yoga'])).not.toEqual(known);
    expect(identity(['DTSTART;TZID=Europe/Berlin:20261124T190000', 'SUMMARY:Yoga', place])).not.toEqual(known);
    expect(identity(lines, { source: 'classpass' })).not.toEqual(known);
  });

  it('of a floating event without a UID does not follow the reader', () => {
    const text = calendar(['BEGIN:VEVENT', 'DTSTART:20261124T180000', 'SUMMARY:Yoga', 'END:VEVENT']);
    const [here, there] = ['Asia/Tokyo', 'Europe/Berlin'].map((homeZone) =>
      readCalendar(text, { ...READING, homeZone }),
    );
    expect(here?.bookings[0]?.identity).toEqual(there?.bookings[0]?.identity);
    expect(here?.bookings[0]?.startsAt).not.toBe(there?.bookings[0]?.startsAt);
  });

  it('the same event twice is one', () => {
    const nameless = ['BEGIN:VEVENT', 'DTSTART:20261124T230000Z', 'SUMMARY:Yoga', 'END:VEVENT'];
    for (const one of [event(), nameless]) {
      const { bookings, skipped } = readEvents([one, one]);
      expect(bookings).toHaveLength(1);
      expect(skipped).toEqual([expect.objectContaining({ reason: 'The file holds it twice.' })]);
    }
  });

  it('of two versions the newer comes in, by SEQUENCE, then LAST-MODIFIED, then DTSTAMP', () => {
    const newerOf = (one: readonly string[], other: readonly string[]) => {
      const [a, b] = [event('SUMMARY:One', ...one), event('SUMMARY:Other', ...other)];
      const names = [readEvents([a, b]), readEvents([b, a])].map(({ bookings, skipped }) => {
        expect(skipped).toHaveLength(1);
        return bookings.map(({ className }) => className);
      });
      expect(names[0]).toEqual(names[1]);
      return names[0]?.[0];
    };
    expect(newerOf(['SEQUENCE:2', 'LAST-MODIFIED:20200101T000000Z'], ['SEQUENCE:1'])).toBe('One');
    expect(newerOf(['SEQUENCE:2', 'DTSTART:20261125T230000Z'], ['SEQUENCE:1'])).toBe('One');
    expect(newerOf(['LAST-MODIFIED:20260102T000000Z'], ['LAST-MODIFIED:20260101T000000Z'])).toBe('One');
    expect(newerOf(['DTSTAMP:20260102T000000Z'], ['DTSTAMP:20260101T000000Z'])).toBe('One');
  });

  it('of different events under one UID all come in, each known by its start', () => {
    const { bookings, skipped } = readEvents([event(), event('DTSTART:20261125T230000Z')]);
    expect(skipped).toEqual([]);
    expect(bookings.map(({ identity }) => identity)).toEqual([
      { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-11-24T23:00:00Z' },
      { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-11-25T23:00:00Z' },
    ]);
  });
});

describe('all-day events', () => {
  it('come in at the time that was asked for, in the zone of times without one', () => {
    const { bookings, notes } = readEvents([event('DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261127')], {
      allDayAt: '07:30',
      zone: 'Europe/Berlin',
    });
    expect(bookings).toEqual([
      expect.objectContaining({
        startsLocal: '2026-11-24T07:30:00',
        zone: 'Europe/Berlin',
        startsAt: '2026-11-24T06:30:00.000Z',
        durationMinutes: 60,
      }),
    ]);
    expect(notes).toEqual([]);
  });

  it('may be a series, known by its dates', () => {
    const { bookings } = readEvents([event('DTSTART:20261124', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20261201')], {
      allDayAt: '18:00',
    });
    expect(bookings.map(({ startsLocal, identity }) => [startsLocal, identity])).toEqual([
      ['2026-11-24T18:00:00', { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-11-24' }],
      ['2026-12-08T18:00:00', { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-12-08' }],
    ]);
  });
});

describe('what numina wrote and another program changed', () => {
  const OWN = [
    'UID:9f1c27ab-1234-4abc-8def-0123456789ab@numina',
    'X-NUMINA-STATUS:booked',
    'X-NUMINA-ZONE:Europe/Berlin',
    'X-NUMINA-CLASS;VALUE=TEXT:Old name',
    'DESCRIPTION:Instructor: Ana\\n\\nMine',
    'X-NUMINA-NOTES;VALUE=TEXT:Mine\\, only',
    'X-NUMINA-INSTRUCTOR;VALUE=TEXT:Ana',
  ];

  it('keeps what iCalendar has no word for', () => {
    expect(only(...OWN)).toMatchObject({
      className: 'Vinyasa Flow',
      status: 'booked',
      zone: 'Europe/Berlin',
      startsLocal: '2026-11-25T00:00:00',
      notes: 'Mine, only',
      instructor: 'Ana',
      isLateCancel: false,
    });
  });

  it('says nothing of its status where it was cancelled, or brought back, elsewhere', () => {
    expect(only(...OWN, 'STATUS:CANCELLED')).toMatchObject({ isCancelled: true, status: null });
    const cancelled = OWN.map((line) => line.replace('booked', 'cancelled'));
    expect(only(...cancelled, 'STATUS:CONFIRMED')).toMatchObject({ isCancelled: false, status: null });
    expect(only(...cancelled, 'STATUS:CANCELLED')).toMatchObject({ isCancelled: true, status: 'cancelled' });
  });

  it('does not trust values that are wrong', () => {
    const odd = ['PRICE:1e9', 'CANCEL-BY:soon', 'CANCEL-BY-MINUTES:-5', 'BOOKED-AT:yesterday', 'ZONE:Moon/Base'];
    expect(only('X-NUMINA-STATUS:asleep', ...odd.map((each) => `X-NUMINA-${each}`))).toMatchObject({
      status: null,
      price: null,
      cancelBy: null,
      cancelByMinutes: null,
      bookedAt: null,
      zone: 'America/New_York',
    });
  });
});

describe('a source that is not a calendar', () => {
  it.each([
    '',
    'hello',
    '{"a":1}',
    'BEGIN:VCARD\r\nEND:VCARD',
    'class,starts_at\nYoga,2026-11-24T18:00',
    '\u0000\u0000',
  ])('%j is refused', (text) => {
    expect(() => readCalendar(text, READING)).toThrow(FailureError);
    expect(() => readCalendar(text, READING)).toThrow('This is not a calendar: it has no BEGIN:VCALENDAR.');
  });

  it('a web page is called so', () => {
    expect(() => readCalendar('\n<!DOCTYPE html><html>', READING)).toThrow('This is a web page, not a calendar.');
  });

  it('a calendar that breaks off says so, wherever it does', () => {
    const text = calendar(event('SUMMARY:Spin'), event('SUMMARY:Yoga'));
    const isCutOff = (length: number) => readCalendar(text.slice(0, length), READING).isCutOff ?? false;
    expect([text.length, text.length - 5, text.indexOf('SUMMARY:Yoga'), 60].map(isCutOff)).toEqual([
      ...[false, true, true, true],
    ]);
  });

  it('an empty calendar is fine', () => {
    expect(readCalendar(calendar(), READING)).toEqual({ bookings: [], skipped: [], notes: [] });
  });

  it('tasks, journals and busy times are neither events nor faults', () => {
    const other = ['VTODO', 'VJOURNAL', 'VFREEBUSY', 'VAVAILABILITY', 'X-THING'].flatMap((name) => [
      `BEGIN:${name}`,
      'DTSTART:20261124T230000Z',
      'SUMMARY:Not a class',
      `END:${name}`,
    ]);
    const { bookings, skipped } = readEvents([other, event()]);
    expect([bookings.length, skipped.length]).toEqual([1, 0]);
  });
});
