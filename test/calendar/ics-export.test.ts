import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { buildCalendar, type CalendarOptions } from '../../src/calendar/ics-export.ts';
import { joined, VINYASA } from './ics-bookings.ts';

function exported(bookings: readonly Booking[], options: Partial<CalendarOptions> = {}): Promise<string> {
  return joined(buildCalendar(bookings, { name: 'Classes', omitCancelled: false, ...options }));
}

/** The unfolded lines of one booking's calendar. */
async function linesOf(change: Partial<Booking>, options: Partial<CalendarOptions> = {}): Promise<string[]> {
  return (await exported([{ ...VINYASA, ...change }], options)).replaceAll('\r\n ', '').split('\r\n');
}

const FULL: Booking = {
  ...VINYASA,
  className: 'Vinyasa, Flow; slow \\ soft',
  status: 'cancelled',
  externalId: 'CP-1',
  attendedAt: '2026-11-25T00:05:00.000Z',
  cancelledAt: '2026-11-24T20:00:00.000Z',
  cancellationReason: 'Ill; sorry',
  cancelBy: '2026-11-24T11:00:00.000Z',
  cancelByMinutes: 720,
  isLateCancel: true,
  price: 18_500,
  currency: 'USD',
  lateFee: 10_000,
  feePaid: 7_125,
  url: 'https://studio.example/book?a=1,2;b=3',
  notes: 'Bring a mat,\nand water 🧘🏽‍♀️',
  sequence: 3,
};

describe('the calendar', () => {
  it('holds everything known of a booking', async () => {
    await expect(await exported([FULL])).toMatchFileSnapshot('../golden/ics-export/full.ics');
  });

  it('says its name to every program, escaped', async () => {
    const text = await exported([VINYASA], { name: 'Ana, Ben; all\nof us' });
    expect(text).toContain('\r\nNAME:Ana\\, Ben\\; all of us\r\n');
    expect(text).toContain('\r\nX-WR-CALNAME:Ana\\, Ben\\; all of us\r\n');
  });

  it('is neither an invitation nor an answer: there is no METHOD', async () => {
    expect(await exported([VINYASA])).not.toContain('METHOD');
  });

  it('ends every line with CRLF, the last one too', async () => {
    const text = await exported([FULL]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is a head and an end where there is no booking', async () => {
    expect(await exported([])).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/);
    expect(await exported([])).not.toContain('VEVENT');
  });

  it('is the same bytes for the same bookings', async () => {
    expect(await exported([FULL, VINYASA])).toBe(await exported([{ ...FULL }, { ...VINYASA }]));
  });

  it('comes in pieces of about 64 KB, whatever the pages that it is made of', async () => {
    const numbered = (number: number) => ({ ...VINYASA, id: `${number}`.padStart(36, '0') });
    async function* season() {
      for (let page = 0; page < 500; page += 125)
        yield Array.from({ length: 125 }, (_, index) => numbered(page + index));
    }
    const sizes: number[] = [];
    let text = '';
    for await (const chunk of buildCalendar(season(), { name: 'Classes', omitCancelled: false })) {
      sizes.push(chunk.length);
      text += chunk;
    }
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(500);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(70_000);
  });
});

describe('an event', () => {
  it('is known by the id of its booking and counts its changes', async () => {
    const lines = await linesOf({ sequence: 7 });
    expect(lines).toContain('UID:9f1c27ab-1234-4abc-8def-0123456789ab@numina');
    expect(lines).toContain('SEQUENCE:7');
  });

  it('takes its stamps from the booking, not from a clock', async () => {
    const lines = await linesOf({});
    expect(lines).toContain('CREATED:20261020T123456Z');
    expect(lines).toContain('DTSTAMP:20261021T123456Z');
    expect(lines).toContain('LAST-MODIFIED:20261021T123456Z');
  });

  it.each([
    ['booked', 'CONFIRMED'],
    ['attended', 'CONFIRMED'],
    ['no_show', 'CONFIRMED'],
    ['cancelled', 'CANCELLED'],
    ['waitlisted', 'TENTATIVE'],
  ] as const)('%s is %s', async (status, word) => {
    const lines = await linesOf({ status });
    expect(lines).toContain(`STATUS:${word}`);
    expect(lines).toContain(`X-NUMINA-STATUS:${status}`);
  });

  it('is left out when cancelled and asked for', async () => {
    const both = [{ ...VINYASA, status: 'cancelled' as const }, VINYASA];
    expect((await exported(both, { omitCancelled: true })).match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect((await exported(both)).match(/BEGIN:VEVENT/g)).toHaveLength(2);
  });

  it('has a title without line breaks and control characters', async () => {
    expect(await linesOf({ className: ' Slow\r\nFlow\u0007\t\u2028 now ' })).toContain('SUMMARY:Slow Flow now');
  });

  it('has a URL without escapes, and on one line', async () => {
    expect(await linesOf({ url: 'https://x.example/?a=1,2;b=\\' })).toContain('URL:https://x.example/?a=1,2;b=\\');
    expect(await linesOf({ url: 'https://x.example/\r\nMETHOD:CANCEL' })).not.toContain('METHOD:CANCEL');
  });

  it('says nothing where nothing is known', async () => {
    const lines = await linesOf({ classType: null, location: null, instructor: null, source: 'manual' });
    expect(lines.filter((line) => /^(CATEGORIES|LOCATION|DESCRIPTION|URL|X-NUMINA-(TYPE|NOTES))/.test(line))).toEqual(
      [],
    );
  });

  it('ends so many minutes after its start, whatever the clocks do meanwhile', async () => {
    const night = { startsLocal: '2026-11-01T00:30:00', startsAt: '2026-11-01T04:30:00.000Z', durationMinutes: 120 };
    expect(await linesOf(night)).toContain('DTEND:20261101T063000Z');
  });

  it('has no end where it has no length', async () => {
    const lines = await linesOf({ durationMinutes: 0 });
    expect(lines).toContain('DTSTART:20261124T230000Z');
    expect(lines.some((line) => line.startsWith('DTEND'))).toBe(false);
  });
});

describe('an alarm', () => {
  const alarmsOf = () => [
    { minutesBefore: 1440, description: 'Vinyasa, tomorrow\nat 18:00' },
    { minutesBefore: 90, description: 'Soon' },
  ];

  it('stands at the end of its event, in exact hours or minutes', async () => {
    const lines = await linesOf({}, { alarmsOf });
    const begin = lines.indexOf('BEGIN:VALARM');
    expect(lines.slice(begin, lines.indexOf('END:VEVENT') + 1)).toEqual([
      ...[
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT24H',
        'DESCRIPTION:Vinyasa\\, tomorrow\\nat 18:00',
        'END:VALARM',
      ],
      ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT90M', 'DESCRIPTION:Soon', 'END:VALARM'],
      'END:VEVENT',
    ]);
  });

  it.each(['attended', 'cancelled', 'no_show', 'waitlisted'] as const)('is not for what is %s', async (status) => {
    expect(await linesOf({ status }, { alarmsOf })).not.toContain('BEGIN:VALARM');
  });
});

describe('local times', () => {
  const localZones = ['America/New_York', 'Europe/Berlin'];

  it('name the zone, whose rules stand once before the first event', async () => {
    const text = await exported([VINYASA, { ...VINYASA, id: 'b'.repeat(36) }], { localZones });
    expect(text.match(/\r\nDTSTART;TZID=America\/New_York:20261124T180000\r\n/g)).toHaveLength(2);
    expect(text).toContain('\r\nDTEND;TZID=America/New_York:20261124T190000\r\n');
    expect(text.match(/TZID:America\/New_York\r\n/g)).toHaveLength(1);
    expect(text.indexOf('TZID:Europe/Berlin')).toBeLessThan(text.indexOf('BEGIN:VEVENT'));
  });

  it('are not for stamps', async () => {
    expect(await linesOf({}, { localZones })).toContain('DTSTAMP:20261021T123456Z');
  });

  it('are not for a class in another zone', async () => {
    expect(await linesOf({ zone: 'America/Toronto' }, { localZones })).toContain('DTSTART:20261124T230000Z');
  });

  it('are not for a time that happens twice, nor for an end that does', async () => {
    const twice = { startsLocal: '2026-11-01T01:30:00', startsAt: '2026-11-01T06:30:00.000Z' };
    expect(await linesOf(twice, { localZones })).toContain('DTSTART:20261101T063000Z');
    const before = { startsLocal: '2026-11-01T00:30:00', startsAt: '2026-11-01T04:30:00.000Z', durationMinutes: 60 };
    expect(await linesOf(before, { localZones })).toContain('DTEND:20261101T053000Z');
  });

  it('are not for years in which the zone had other rules than the file states', async () => {
    // Until 2006 the clocks went forward in April.
    const march = { startsLocal: '2005-03-20T18:00:00', startsAt: '2005-03-20T23:00:00.000Z' };
    expect(await linesOf(march, { localZones })).toContain('DTSTART:20050320T230000Z');
    const april = { startsLocal: '2005-04-10T18:00:00', startsAt: '2005-04-10T22:00:00.000Z' };
    expect(await linesOf(april, { localZones })).toContain('DTSTART;TZID=America/New_York:20050410T180000');
  });
});
