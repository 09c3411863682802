import type { BookingStatus } from '../../bookings/booking.ts';

/** So many bookings that are alike in all that decides their cost. Amounts are thousandths of `currency`. */
export interface PriceTally {
  readonly currency: string | null;
  readonly status: BookingStatus;
  readonly isLateCancel: boolean;
  readonly price: number | null;
  readonly lateFee: number | null;
  /** What the cancellation or the no-show really cost, where the person said so. */
  readonly feePaid: number | null;
  readonly count: number;
}

/** Money in one currency, in its thousandths. */
export interface CurrencyTotals {
  readonly currency: string | null;
  /** Classes attended and what was lost, together. */
  readonly spent: number;
  /** `spent` over the attended classes that had a price, rounded; null where none had. */
  readonly costPerAttended: number | null;
  readonly lostToNoShows: number;
  readonly lostToLateCancels: number;
}

/**
 * What the classes cost, by currency, the largest sum first. An attended class costs its price. A no-show or a
 * late cancellation costs the fee that was paid; where nobody said, the agreed late fee; where there is none,
 * the price. A cancellation in time costs only what the person says it did. What is still booked costs nothing
 * yet, and a currency without a single amount is left out.
 */
export function sumUpSpending(tallies: readonly PriceTally[]): CurrencyTotals[] {
  const sums = new Map<string | null, { paid: number; pricedClasses: number; noShows: number; lateCancels: number }>();
  for (const tally of tallies) {
    const cost = costOf(tally);
    if (cost === null) continue;
    const sum = sums.get(tally.currency) ?? { paid: 0, pricedClasses: 0, noShows: 0, lateCancels: 0 };
    sums.set(tally.currency, sum);
    if (tally.status === 'no_show') sum.noShows += cost * tally.count;
    else if (tally.status === 'cancelled') sum.lateCancels += cost * tally.count;
    else {
      sum.paid += cost * tally.count;
      sum.pricedClasses += tally.count;
    }
  }
  return [...sums]
    .map(([currency, { paid, pricedClasses, noShows, lateCancels }]) => {
      const spent = paid + noShows + lateCancels;
      return {
        currency,
        spent,
        costPerAttended: pricedClasses === 0 ? null : Math.round(spent / pricedClasses),
        lostToNoShows: noShows,
        lostToLateCancels: lateCancels,
      };
    })
    .sort((a, b) => b.spent - a.spent);
}

/** Thousandths that one such booking cost; null where nothing is known or nothing was due. */
function costOf({ status, isLateCancel, price, lateFee, feePaid }: PriceTally): number | null {
  if (status === 'attended') return price;
  if (status === 'no_show' || (status === 'cancelled' && isLateCancel)) return feePaid ?? lateFee ?? price;
  return status === 'cancelled' ? feePaid : null;
}
