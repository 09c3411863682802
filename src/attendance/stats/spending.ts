import type { BookingStatus } from '../../bookings/booking.ts';

/** A count of bookings with the same cost. Amounts are thousandths of `currency`. */
export interface PriceTally {
  readonly currency: string | null;
  readonly status: BookingStatus;
  readonly isLateCancel: boolean;
  readonly price: number | null;
  readonly lateFee: number | null;
  /** The fee that the person really paid for the cancellation or the no-show; null where not known. */
  readonly feePaid: number | null;
  readonly count: number;
}

/** Sums in one currency, in thousandths of its unit. */
export interface CurrencyTotals {
  readonly currency: string | null;
  /** The cost of attended classes, no-shows and cancellations together. */
  readonly spent: number;
  /** `spent` divided by the number of attended classes with a price, rounded; null where there are none. */
  readonly costPerAttended: number | null;
  readonly lostToNoShows: number;
  readonly lostToLateCancels: number;
}

/**
 * The cost of the classes by currency, the largest sum first. An attended class costs its price. A no-show or a late
 * cancellation costs the fee that was paid; where that is not known, the late fee; where there is none, the price. A
 * cancellation in time costs only the fee that the person gives. A booked class costs nothing yet. A currency without
 * any amount is left out.
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

/** The cost of one booking in thousandths; null where it is not known or nothing was due. */
function costOf({ status, isLateCancel, price, lateFee, feePaid }: PriceTally): number | null {
  if (status === 'attended') return price;
  if (status === 'no_show' || (status === 'cancelled' && isLateCancel)) return feePaid ?? lateFee ?? price;
  return status === 'cancelled' ? feePaid : null;
}
