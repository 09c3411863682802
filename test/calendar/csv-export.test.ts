import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { buildCsv, type CsvOptions } from '../../src/calendar/csv-export.ts';
import { anyBooking, joined, VINYASA } from './ics-bookings.ts';

const HEADER =
  'starts_at,class,zone,duration,type,location,instructor,status,source,external_id,price,currency,late_fee,fee_paid,' +
  'cancel_by,url,notes,booked_at,attended_at,cancelled_at,cancellation_reason,rating,review,reviewed_at';

type Row = Record<string, string>;

function exported(bookings: readonly Booking[], options?: CsvOptions): Promise<string> {
  return joined(buildCsv(bookings, options));
}

async function rowOf(change: Partial<Booking>, options?: CsvOptions): Promise<Row> {
  const [row] = parse(await exported([{ ...VINYASA, ...change }], options), { columns: true }) as Row[];
  return row ?? {};
}

/** What the import does to a cell. */
const unguard = (cell: string | undefined) => cell?.replace(/^'/, '');

describe('the table', () => {
  it('has the columns that the import reads, and a line for each booking', async () => {
    expect(await exported([VINYASA])).toBe(
      `${HEADER}\r\n2026-11-24T18:00:00-05:00,Vinyasa Flow,America/New_York,60,yoga,Studio North,Ana,booked,classpass,` +
        ',,,,,,,,2026-10-20T12:34:56.789Z,,,,,,\r\n',
    );
  });

  it('is a header where there is no booking', async () => {
    expect(await exported([])).toBe(`${HEADER}\r\n`);
  });

  it('tells the second of two equal wall times from the first', async () => {
    const first = { startsLocal: '2026-11-01T01:30:00', startsAt: '2026-11-01T05:30:00.000Z' };
    expect(await rowOf(first)).toMatchObject({ starts_at: '2026-11-01T01:30:00-04:00' });
    const second = { startsLocal: '2026-11-01T01:30:00', startsAt: '2026-11-01T06:30:00.000Z' };
    expect(await rowOf(second)).toMatchObject({ starts_at: '2026-11-01T01:30:00-05:00' });
  });

  it('writes money as decimals', async () => {
    const row = await rowOf({ price: 18_500, currency: 'KWD', lateFee: 1_234, feePaid: 500 });
    expect(row).toMatchObject({ price: '18.5', currency: 'KWD', late_fee: '1.234', fee_paid: '0.5' });
  });

  it('keeps a limit that moves with the class relative, and any other an instant', async () => {
    const cancelBy = '2026-11-24T11:00:00.000Z';
    expect(await rowOf({ cancelBy, cancelByMinutes: 720 })).toMatchObject({ cancel_by: '720m' });
    expect(await rowOf({ cancelBy })).toMatchObject({ cancel_by: cancelBy });
    // No duration is of no length: the import would not take it.
    expect(await rowOf({ cancelBy, cancelByMinutes: 0 })).toMatchObject({ cancel_by: cancelBy });
  });

  it('has the review beside its class', async () => {
    const createdAt = '2026-11-25T08:00:00.000Z';
    const reviewOf = () => ({ rating: 5, text: 'Good, "really"', createdAt });
    const cells = { rating: '5', review: 'Good, "really"', reviewed_at: createdAt };
    expect(await rowOf({}, { reviewOf })).toMatchObject(cells);
    expect(await rowOf({}, { reviewOf: () => null })).toMatchObject({ rating: '', review: '', reviewed_at: '' });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'x"])('guards a cell that begins like %j', async (notes) => {
    expect((await rowOf({ notes })).notes).toBe(`'${notes}`);
  });

  it('quotes what RFC 4180 wants quoted', async () => {
    const text = await exported([{ ...VINYASA, className: 'a,b', location: 'say "hi"', notes: 'one\ntwo' }]);
    expect(text).toContain(',"a,b",');
    expect(text).toContain(',"say ""hi""",');
    expect(text).toContain(',"one\ntwo",');
  });

  it('is read back cell by cell, whatever the bookings hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBooking(1995, 2036), { minLength: 100, maxLength: 100 }), async (bookings) => {
        const rows = parse(await exported(bookings), { columns: true }) as Row[];
        expect(rows).toHaveLength(bookings.length);
        for (const [index, booking] of bookings.entries()) {
          const row = rows[index] ?? {};
          expect(new Date(row.starts_at ?? '').toISOString()).toBe(booking.startsAt);
          expect(row.starts_at?.slice(0, 19)).toBe(booking.startsLocal);
          expect(unguard(row.class)).toBe(booking.className);
          expect(unguard(row.location)).toBe(booking.location ?? '');
          expect(unguard(row.instructor)).toBe(booking.instructor ?? '');
          expect(unguard(row.source)).toBe(booking.source);
          expect(unguard(row.notes)).toBe(booking.notes ?? '');
          expect(unguard(row.cancellation_reason)).toBe(booking.cancellationReason ?? '');
        }
      }),
      { numRuns: 10 },
    );
  });
});
