import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';
import type { IncomingBooking } from '../../../src/intake/incoming.ts';
import { onThisMachine } from '../../support/patience.ts';
import { calendar, event, ODD_ZONE, READING, readEvents } from './ics-samples.ts';

const odd = (change: (line: string) => string) => ODD_ZONE.map(change);

function place({ startsLocal, zone, startsAt }: IncomingBooking) {
  return { startsLocal, zone, startsAt };
}

/** What becomes of 18:00 in a zone of that name. */
function inZone(tzid: string, date = '20261124', ...components: readonly (readonly string[])[]) {
  const { bookings, notes } = readEvents([...components, event(`DTSTART;TZID=${tzid}:${date}T180000`)]);
  return { ...bookings.map(place)[0], notes };
}

describe('a zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin', '17:00'],
    ['europe/berlin', 'Europe/Berlin', '17:00'],
    ['"Europe/Berlin"', 'Europe/Berlin', '17:00'],
    ['/Europe/Berlin', 'Europe/Berlin', '17:00'],
    ['US/Pacific', 'US/Pacific', '02:00'],
    ['W. Europe Standard Time', 'Europe/Berlin', '17:00'],
    ['Eastern Standard Time', 'America/New_York', '23:00'],
    ['/freeassociation.sourceforge.net/Europe/Berlin', 'Europe/Berlin', '17:00'],
    ['/mozilla.org/20070129_1/America/New_York', 'America/New_York', '23:00'],
    [
      '/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires',
      'America/Argentina/Buenos_Aires',
      '21:00',
    ],
    ['posix/Europe/Vaduz', 'Europe/Vaduz', '17:00'],
  ])('named %s is %s', (tzid, zone, time) => {
    expect(inZone(tzid)).toMatchObject({ zone, startsLocal: '2026-11-24T18:00:00', notes: [] });
    expect(inZone(tzid).startsAt?.slice(11, 16)).toBe(time);
  });

  it.each(['CUSTOM', 'Moon/Base', 'GMT+99', '...', 'x'.repeat(300)])(
    'nobody knows (%s) is read as home, and the reading says so',
    (tzid) => {
      expect(inZone(tzid)).toMatchObject({
        zone: 'America/New_York',
        startsAt: '2026-11-24T23:00:00.000Z',
        notes: [`1 class in an unknown time zone, “${tzid.slice(0, 60)}”: read as America/New_York.`],
      });
    },
  );

  it('is that of --zone where none is named: for floating times, unknown zones and bare instants', () => {
    const events = [
      event('UID:1', 'DTSTART:20261124T180000'),
      event('UID:2', 'DTSTART;TZID=CUSTOM:20261124T180000'),
      event('UID:3', 'DTSTART:20261124T180000Z'),
    ];
    const { bookings, notes } = readEvents(events, { zone: 'Asia/Tokyo' });
    expect(bookings.map(place)).toEqual([
      { startsLocal: '2026-11-24T18:00:00', zone: 'Asia/Tokyo', startsAt: '2026-11-24T09:00:00.000Z' },
      { startsLocal: '2026-11-24T18:00:00', zone: 'Asia/Tokyo', startsAt: '2026-11-24T09:00:00.000Z' },
      { startsLocal: '2026-11-25T03:00:00', zone: 'Asia/Tokyo', startsAt: '2026-11-24T18:00:00.000Z' },
    ]);
    expect(notes).toEqual([
      '1 class without a time zone: read as Asia/Tokyo.',
      '1 class in an unknown time zone, “CUSTOM”: read as Asia/Tokyo.',
    ]);
  });
});

describe('a moment', () => {
  it.each(['UTC', 'Etc/UTC', 'GMT', 'Zulu', 'Etc/GMT', 'UCT', 'Universal', 'tzone://Microsoft/Utc'])(
    'in %s is kept in the home zone, as with a Z',
    (tzid) => {
      expect(inZone(tzid, '20261125')).toEqual({
        startsAt: '2026-11-25T18:00:00.000Z',
        startsLocal: '2026-11-25T13:00:00',
        zone: 'America/New_York',
        notes: [],
      });
    },
  );

  it('at an offset is kept in the home zone', () => {
    expect(inZone('GMT+2')).toEqual({
      startsAt: '2026-11-24T16:00:00.000Z',
      startsLocal: '2026-11-24T11:00:00',
      zone: 'America/New_York',
      notes: [],
    });
  });

  it.each(['TZID="GMT+01:00"', 'TZID=GMT+01:00', 'TZID=tzone://Microsoft/Custom', 'TZID=Amsterdam, here'])(
    'is read by a VTIMEZONE of its name, in quotation marks or not: %s',
    (param) => {
      const name = param.slice('TZID='.length).replaceAll('"', '');
      const rules = odd((line) => line.replace('TZID:Odd', `TZID:${name}`));
      const { bookings } = readEvents([rules, event(`DTSTART;${param}:20261124T180000`)]);
      expect(bookings.map(({ startsAt }) => startsAt)).toEqual(['2026-11-24T16:00:00.000Z']);
    },
  );
});

describe('a VTIMEZONE', () => {
  it.each([
    ['TZID:Here\\, there', 'TZID="Here, there"'],
    ['TZID:Here\\, there', 'TZID=Here\\, there'],
    ['TZID:"Here, there"', 'TZID=Here, there'],
  ])('is found however its name is quoted: %s, %s', (name, param) => {
    const rules = odd((line) => line.replace('TZID:Odd', name));
    const { bookings } = readEvents([rules, event(`DTSTART;${param}:20261124T180000`)]);
    expect(bookings.map(({ startsAt }) => startsAt)).toEqual(['2026-11-24T16:00:00.000Z']);
  });

  it('of many calendars is read once where they say the same', () => {
    const text = Array.from({ length: 3000 }, (_, n) =>
      calendar(ODD_ZONE, event(`UID:${n}`, 'DTSTART;TZID=Odd:20261124T180000')),
    ).join('');
    const begin = performance.now();
    const { bookings } = readCalendar(text, READING);
    expect(performance.now() - begin).toBeLessThan(onThisMachine(3000));
    expect(new Set(bookings.map(({ startsAt }) => startsAt))).toEqual(new Set(['2026-11-24T16:00:00.000Z']));
    expect(bookings).toHaveLength(3000);
  });
});

describe('the zone of a calendar (X-WR-TIMEZONE)', () => {
  const inCalendar = (zone: string, ...lines: readonly string[]) => {
    const text = calendar([`X-WR-TIMEZONE:${zone}`], event(...lines));
    const { bookings, notes } = readCalendar(text, READING);
    return { ...bookings.map(place)[0], notes };
  };

  it.each(['Europe/Madrid', 'Romance Standard Time', '(UTC+01:00) Brussels, Copenhagen, Madrid, Paris'])(
    'is where its floating times are: %s',
    (name) => {
      const found = inCalendar(name, 'DTSTART:20260820T160000');
      expect(found).toMatchObject({
        startsAt: '2026-08-20T14:00:00.000Z',
        startsLocal: '2026-08-20T16:00:00',
        notes: [],
      });
    },
  );

  it('is where its moments are kept', () => {
    for (const start of [
      'DTSTART:20260820T140000Z',
      'DTSTART;TZID=UTC:20260820T140000',
      'DTSTART;TZID=GMT-1:20260820T130000',
    ]) {
      expect(inCalendar('Europe/Madrid', start)).toMatchObject({
        startsLocal: '2026-08-20T16:00:00',
        zone: 'Europe/Madrid',
      });
    }
  });

  it('is what a zone that nobody knows is taken for, and the reading says so', () => {
    expect(inCalendar('Europe/Madrid', 'DTSTART;TZID=CUSTOM:20260820T160000')).toEqual({
      startsAt: '2026-08-20T14:00:00.000Z',
      startsLocal: '2026-08-20T16:00:00',
      zone: 'Europe/Madrid',
      notes: ['1 class in an unknown time zone, “CUSTOM”: read as Europe/Madrid.'],
    });
  });

  it('may be UTC or an offset: the moment counts, at home', () => {
    expect(inCalendar('UTC', 'DTSTART:20260820T160000')).toMatchObject({
      startsLocal: '2026-08-20T12:00:00',
      zone: 'America/New_York',
    });
    expect(inCalendar('GMT+2', 'DTSTART:20260820T160000')).toMatchObject({ startsLocal: '2026-08-20T10:00:00' });
  });

  it('may be one that nobody knows: home counts', () => {
    expect(inCalendar('Nowhere', 'DTSTART:20260820T160000')).toMatchObject({ startsLocal: '2026-08-20T16:00:00' });
  });

  it('is the zone of one calendar only, as a VTIMEZONE is', () => {
    const own = (uid: string, ...more: readonly (readonly string[])[]) =>
      calendar(
        ...more,
        event(`UID:${uid}`, 'DTSTART:20261124T180000'),
        event(`UID:${uid}z`, 'DTSTART;TZID=Odd:20261124T180000'),
      );
    const text =
      own('1', ['X-WR-TIMEZONE:Europe/Madrid'], ODD_ZONE) + own('2') + own('3', ODD_ZONE, ['X-WR-TIMEZONE:Asia/Tokyo']);
    const { bookings } = readCalendar(text, READING);
    expect(bookings.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual([
      '17:00',
      '16:00',
      '23:00',
      '23:00',
      '09:00',
      '16:00',
    ]);
  });
});

describe('a zone that only the file defines', () => {
  it.each([
    ['20261124', '16:00'],
    ['20260701', '14:00'],
    ['20261024', '14:00'],
    ['20261025', '16:00'],
    ['19500701', '14:00'],
    ['21990101', '16:00'],
  ])('gives the instant by its own rules: %s', (date, time) => {
    const { startsAt, zone, notes } = inZone('Odd', date, ODD_ZONE);
    expect([startsAt?.slice(11, 16), zone]).toEqual([time, 'America/New_York']);
    expect(notes).toEqual([
      '1 class in a time zone that only the file knows: kept in America/New_York, at the same moment.',
    ]);
  });

  it('may stand behind the events, have bare offsets, RDATEs and an end', () => {
    const rules = [
      'BEGIN:VTIMEZONE',
      'TZID:Odd',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+013015',
      'TZOFFSETTO:+0130',
      'RDATE:20261101T000000,20271101T000000',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700401T000000',
      'TZOFFSETFROM:+0130',
      'TZOFFSETTO:+0230',
      'RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1;UNTIL=20260401T000000Z',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    const at = (date: string) => {
      const text = calendar(event(`DTSTART;TZID=Odd:${date}T180000`), rules);
      return readCalendar(text, READING).bookings[0]?.startsAt.slice(11, 16);
    };
    expect(['19690101', '20260101', '20260501', '20261124', '20270501'].map(at)).toEqual([
      '16:29',
      '15:30',
      '15:30',
      '16:30',
      '16:30',
    ]);
  });

  it('keeps a series at its wall time there', () => {
    const { bookings } = readEvents([ODD_ZONE, event('DTSTART;TZID=Odd:20261022T180000', 'RRULE:FREQ=WEEKLY;COUNT=2')]);
    expect(bookings.map(({ startsAt }) => startsAt)).toEqual(['2026-10-22T14:00:00.000Z', '2026-10-29T16:00:00.000Z']);
  });

  it('takes the earlier of two equal times, and moves on what clocks skip (RFC 5545 §3.3.5)', () => {
    const twice = readEvents([ODD_ZONE, event('DTSTART;TZID=Odd:20261025T020000')]);
    expect(twice.bookings[0]?.startsAt).toBe('2026-10-24T22:00:00.000Z');
    const gap = readEvents([ODD_ZONE, event('DTSTART;TZID=Odd:20260329T030000')]);
    expect(gap.bookings[0]?.startsAt).toBe('2026-03-29T01:00:00.000Z');
  });

  it('is the IANA zone that its name or its X-LIC-LOCATION means, where its rules agree', () => {
    const berlin = (name: string, ...more: readonly string[]) => [
      'BEGIN:VTIMEZONE',
      `TZID:${name}`,
      ...more,
      ...odd((line) => line.replace('+0200', '+0100').replace('+0400', '+0200')).slice(2),
    ];
    const named = berlin('W. Europe Standard Time');
    expect(inZone('W. Europe Standard Time', '20261124', named)).toMatchObject({ zone: 'Europe/Berlin', notes: [] });
    const located = berlin('Odd', 'X-LIC-LOCATION:Europe/Vienna');
    expect(inZone('Odd', '20260701', located)).toMatchObject({ zone: 'Europe/Vienna', notes: [] });
    const wrong = odd((line) => line.replace('TZID:Odd', 'TZID:W. Europe Standard Time'));
    expect(inZone('W. Europe Standard Time', '20261124', wrong)).toMatchObject({
      zone: 'America/New_York',
      startsAt: '2026-11-24T16:00:00.000Z',
    });
  });

  it('of an IANA name is that zone, whatever it states', () => {
    const wrong = odd((line) => line.replace('TZID:Odd', 'TZID:Europe/Berlin'));
    expect(inZone('Europe/Berlin', '20261124', wrong)).toMatchObject({
      zone: 'Europe/Berlin',
      startsAt: '2026-11-24T17:00:00.000Z',
    });
  });

  it.each([
    ['without a part', odd((line) => line).filter((line) => /VTIMEZONE|TZID/.test(line))],
    ['with an offset that is none', odd((line) => line.replace('+0400', 'far'))],
    ['with an onset that is none', odd((line) => line.replace('16010101', 'once'))],
    ['with a rule that is none', odd((line) => line.replace('YEARLY', 'OFTEN'))],
    ['that changes every second', odd((line) => line.replace('FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'FREQ=SECONDLY'))],
  ])('%s is one that nobody knows', (_, rules) => {
    expect(inZone('Odd', '20261124', rules).notes).toEqual([
      '1 class in an unknown time zone, “Odd”: read as America/New_York.',
    ]);
  });
});

describe('a wall time', () => {
  it('that comes twice is the earlier', () => {
    const { bookings } = readEvents([event('DTSTART;TZID=America/New_York:20261101T013000')]);
    expect(bookings[0]?.startsAt).toBe('2026-11-01T05:30:00.000Z');
  });

  it('that clocks skip is moved forward by the skipped time, and the reading says so', () => {
    const { bookings, notes } = readEvents([event('DTSTART;TZID=America/New_York:20260308T023000')]);
    expect(bookings.map(place)).toEqual([
      { startsLocal: '2026-03-08T03:30:00', zone: 'America/New_York', startsAt: '2026-03-08T07:30:00.000Z' },
    ]);
    expect(notes).toEqual([
      '2026-03-08 02:30:00 is skipped there when clocks go forward: moved forward by the skipped time.',
    ]);
  });

  it.each([
    ['20261124T1800', '2026-11-24T18:00:00'],
    ['2026-11-24T18:00:00', '2026-11-24T18:00:00'],
    ['20261124T180059', '2026-11-24T18:00:59'],
    ['20261124T180060', '2026-11-24T18:00:59'],
    ['20261124t230000z', '2026-11-24T18:00:00'],
    ['20261125T000000+0100', '2026-11-24T18:00:00'],
    ['  20261124T180000  ', '2026-11-24T18:00:00'],
  ])('may be written as %j', (text, startsLocal) => {
    expect(readEvents([event(`DTSTART:${text}`)]).bookings[0]?.startsLocal).toBe(startsLocal);
  });

  it('with a zone and a Z is the instant', () => {
    const { bookings } = readEvents([event('DTSTART;TZID=Europe/Berlin:20261124T180000Z')]);
    expect(bookings.map(place)).toEqual([
      { startsLocal: '2026-11-24T13:00:00', zone: 'America/New_York', startsAt: '2026-11-24T18:00:00.000Z' },
    ]);
  });
});
