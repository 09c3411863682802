import fc from 'fast-check';
import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCalendar } from '../../src/calendar/ics-export.ts';
import { cleanText } from '../../src/calendar/ics-text.ts';
import { anyBooking, joined } from './ics-bookings.ts';

// Ten files of two hundred bookings.
const seasons = fc.array(anyBooking(1995, 2036), { minLength: 200, maxLength: 200 });
const RUNS = { numRuns: 10 };

function eventsOf(text: string): ICAL.Component[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const block of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(block);
  return calendar.getAllSubcomponents('vevent');
}

function startOf(event: ICAL.Component): string {
  return new Date(new ICAL.Event(event).startDate.toUnixTime() * 1000).toISOString();
}

describe('any bookings at all', () => {
  beforeAll(() => {
    ICAL.design.strict = true;
  });

  it('are read back by a strict parser: as many, at the same instants, under the same titles', async () => {
    await fc.assert(
      fc.asyncProperty(seasons, fc.boolean(), async (bookings, isLocal) => {
        const localZones = isLocal ? [...new Set(bookings.map(({ zone }) => zone))] : [];
        const text = await joined(buildCalendar(bookings, { name: 'Classes', omitCancelled: false, localZones }));
        const events = eventsOf(text);
        expect(events.map((event) => event.getFirstPropertyValue('summary'))).toEqual(
          bookings.map(({ className }) => className),
        );
        expect(events.map(startOf)).toEqual(bookings.map(({ startsAt }) => startsAt));
      }),
      RUNS,
    );
  });

  it('keep what iCalendar has no word for', async () => {
    await fc.assert(
      fc.asyncProperty(seasons, async (bookings) => {
        const events = eventsOf(await joined(buildCalendar(bookings, { name: 'Classes', omitCancelled: false })));
        const read = (name: string) => events.map((event) => event.getFirstPropertyValue(name));
        const text = (value: string | null) => (value === null ? null : cleanText(value));
        const decimal = (value: number | null) => (value === null ? null : String(value / 1000));
        expect(read('x-numina-status')).toEqual(bookings.map(({ status }) => status));
        expect(read('x-numina-class')).toEqual(bookings.map(({ className }) => text(className)));
        expect(read('x-numina-notes')).toEqual(bookings.map(({ notes }) => text(notes)));
        expect(read('x-numina-source')).toEqual(bookings.map(({ source }) => text(source)));
        expect(read('x-numina-external-id')).toEqual(bookings.map(({ externalId }) => text(externalId)));
        expect(read('x-numina-cancellation-reason')).toEqual(
          bookings.map(({ cancellationReason }) => text(cancellationReason)),
        );
        expect(read('x-numina-starts-local')).toEqual(bookings.map(({ startsLocal }) => startsLocal));
        expect(read('x-numina-price')).toEqual(bookings.map(({ price }) => decimal(price)));
        expect(read('x-numina-cancel-by')).toEqual(bookings.map(({ cancelBy }) => cancelBy));
        expect(read('url')).toEqual(bookings.map(({ url }) => url));
      }),
      RUNS,
    );
  });

  it('make lines of at most 75 octets, each of them valid UTF-8', async () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    await fc.assert(
      fc.asyncProperty(seasons, async (bookings) => {
        const text = await joined(buildCalendar(bookings, { name: 'Classes', omitCancelled: false }));
        for (const line of Buffer.from(text).toString('latin1').split('\r\n')) {
          if (line.length > 75) expect.fail(`longer than 75 octets: ${line}`);
          decoder.decode(Buffer.from(line, 'latin1'));
        }
      }),
      RUNS,
    );
  });
});
