import { describe, expect, it } from 'vitest';
import { BOOKING_FIELDS, CSV_COLUMNS, ICS_NAMES, LENT_FIELDS, SAID_FIELDS } from '../../src/bookings/booking-fields.ts';
import { BOOKING_COLUMNS } from '../../src/bookings/booking-row.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { COLUMNS } from '../../src/intake/csv/csv-columns.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';

const names = BOOKING_FIELDS.map(({ name }) => name);

describe('the fields of a booking', () => {
  it('are all fields of a booking, each once, with the columns that queries read', () => {
    expect(names.toSorted()).toEqual(Object.keys(sampleBooking()).toSorted());
    expect(BOOKING_FIELDS.map(({ column }) => column).toSorted()).toEqual([...BOOKING_COLUMNS].toSorted());
  });

  it('have the described names in JSON', () => {
    const json = toBookingJson(sampleBooking());
    for (const { json: path } of BOOKING_FIELDS) expect(json).toHaveProperty(path);
  });

  it('have unique names in CSV files and calendars, and each name has its place in the order', () => {
    for (const [kind, ordered] of [['csv', CSV_COLUMNS] as const, ['ics', ICS_NAMES] as const]) {
      const named = BOOKING_FIELDS.flatMap((each) => each[kind] ?? []);
      expect(named.toSorted()).toEqual([...ordered].toSorted());
      expect(new Set(named).size).toBe(named.length);
    }
    expect(COLUMNS).toEqual(expect.arrayContaining([...CSV_COLUMNS]));
  });

  it('of a request are those that a person may give, and lent ones exist in the class', () => {
    expect(SAID_FIELDS).toHaveLength(12);
    for (const { said } of LENT_FIELDS) expect(sampleClass()).toHaveProperty(said);
  });
});
