import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildJson } from '../../src/calendar/json-export.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { anyBooking, joined, VINYASA } from './ics-bookings.ts';

describe('the JSON document', () => {
  it('holds bookings in the shape of every other JSON output', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBooking(1995, 2036), { maxLength: 30 }), async (bookings) => {
        const document = JSON.parse(await joined(buildJson(bookings, toBookingJson)));
        expect(document).toEqual({
          version: 1,
          bookings: bookings.map((each) => toBookingJson(each)),
          reviews: [],
          pauses: [],
        });
      }),
      { numRuns: 20 },
    );
  });

  it('holds reviews and pauses where they are given', async () => {
    const at = '2026-11-25T12:00:00.000Z';
    const reviews = [
      { bookingId: VINYASA.id, classId: VINYASA.classId, rating: 5, text: null, createdAt: at, updatedAt: at },
    ];
    const pauses = [{ id: 'p', from: '2026-12-20', to: '2027-01-03', reason: 'Holidays' }];
    expect(JSON.parse(await joined(buildJson([], toBookingJson, { reviews, pauses })))).toEqual({
      ...{ version: 1, bookings: [], reviews, pauses },
    });
  });

  it('has a line for each booking', async () => {
    const lines = (await joined(buildJson([VINYASA, VINYASA], toBookingJson))).split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe(`${JSON.stringify(toBookingJson(VINYASA))},`);
  });
});
