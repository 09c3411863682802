import { describe, expect, it } from 'vitest';
import { type PriceTally, sumUpSpending } from '../../../src/attendance/stats/spending.ts';

const tally = (more: Partial<PriceTally>): PriceTally => ({
  currency: 'EUR',
  status: 'attended',
  isLateCancel: false,
  price: 15_000,
  lateFee: null,
  feePaid: null,
  count: 1,
  ...more,
});

describe('spending', () => {
  it('adds up the prices of attended classes', () => {
    expect(sumUpSpending([tally({ count: 3 }), tally({ price: 20_000 })])).toEqual([
      { currency: 'EUR', spent: 65_000, costPerAttended: 16_250, lostToNoShows: 0, lostToLateCancels: 0 },
    ]);
  });

  it.each([
    ['what was paid for it', { feePaid: 5_000, lateFee: 12_000 }, 5_000],
    ['nothing where the studio was kind', { feePaid: 0, lateFee: 12_000 }, 0],
    ['the agreed fee', { lateFee: 12_000 }, 12_000],
    ['the price where no fee is agreed', {}, 15_000],
  ])('of a no-show or a late cancellation is %s', (_, fees, cost) => {
    expect(sumUpSpending([tally({ status: 'no_show', ...fees })])[0]?.lostToNoShows).toBe(cost);
    const late = sumUpSpending([tally({ status: 'cancelled', isLateCancel: true, ...fees })])[0];
    expect(late).toMatchObject({ spent: cost, lostToLateCancels: cost, lostToNoShows: 0, costPerAttended: null });
  });

  it('divides the lost money among the attended classes', () => {
    const [euros] = sumUpSpending([tally({ count: 2 }), tally({ status: 'no_show', lateFee: 10_000 })]);
    expect(euros).toMatchObject({ spent: 40_000, costPerAttended: 20_000 });
  });

  it('is 0 for booked, waitlisted and in time cancelled classes', () => {
    const statuses = ['booked', 'waitlisted', 'cancelled'] as const;
    expect(sumUpSpending(statuses.map((status) => tally({ status, lateFee: 12_000 })))).toEqual([]);
  });

  it('includes a fee for a cancellation in time, where the person gives one', () => {
    const [euros] = sumUpSpending([tally({ status: 'cancelled', feePaid: 2_000 })]);
    expect(euros).toMatchObject({ spent: 2_000, lostToLateCancels: 2_000 });
  });

  it('separates currencies, the largest sum first, and leaves out those without an amount', () => {
    const lines = sumUpSpending([
      tally({ currency: 'CHF', price: 30_000 }),
      tally({ count: 9 }),
      tally({ currency: null, price: null }),
    ]);
    expect(lines.map(({ currency, spent }) => [currency, spent])).toEqual([
      ['EUR', 135_000],
      ['CHF', 30_000],
    ]);
  });

  it('divides only by the classes with a price: those of a membership have none', () => {
    expect(sumUpSpending([tally({}), tally({ price: null, count: 5 })])[0]?.costPerAttended).toBe(15_000);
  });
});
