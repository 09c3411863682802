import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { endsAt } from '../../src/bookings/booking.ts';
import { formatItem } from '../../src/calendar/ics-export.ts';
import { HAS_RADICALE, useCaldavServer } from '../support/caldav-server.ts';
import { anyBooking } from './ics-bookings.ts';

// A CalDAV server that nobody here wrote takes every item by itself, and gives it back in words of its own.

const bookings = fc.sample(anyBooking(2026, 2026), { numRuns: 250, seed: 20261124 });
/** Radicale looks through a whole calendar for the UID of a new item. */
const PER_CALENDAR = 10;

describe.skipIf(!HAS_RADICALE)('Radicale (needs it)', () => {
  const server = useCaldavServer();

  it('takes every item and gives the same back', async () => {
    await server.ask('PROPFIND', '/ana/');
    const found: string[] = [];
    for (let from = 0; from < bookings.length; from += PER_CALENDAR) {
      const calendar = `/ana/${from}/`;
      expect((await server.ask('MKCALENDAR', calendar)).status).toBe(201);
      for (const booking of bookings.slice(from, from + PER_CALENDAR)) {
        const text = formatItem(booking, { alarmsOf: () => [{ minutesBefore: 60, description: 'In an hour, go' }] });
        const headers = { 'content-type': 'text/calendar' };
        const { status } = await server.ask('PUT', `${calendar}${booking.id}.ics`, text, headers);
        expect(status, text).toBe(201);
      }
      found.push(...(await server.items(calendar)).map(readItem));
    }
    const expected = bookings.map((each) => {
      return `${each.id}@numina ${each.startsAt} ${endsAt(each).toISOString()} ${each.className}`;
    });
    expect(found.sort()).toEqual(expected.sort());
  });
});

function readItem(text: string): string {
  const [component, ...others] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  expect(others).toEqual([]);
  const { uid, startDate, endDate, summary } = new ICAL.Event(component);
  const [start, end] = [startDate, endDate].map((time) => time.toJSDate().toISOString());
  return `${uid} ${start} ${end} ${summary}`;
}
