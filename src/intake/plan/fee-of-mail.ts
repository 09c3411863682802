import type { Booking } from '../../bookings/booking.ts';
import type { IncomingBooking } from '../incoming.ts';

/**
 * A mail with a fee that the booking can keep: in the currency of the booking, or in the only one that the mail can mean.
 * A fee in another currency is left out.
 */
export function withFeeFor(said: IncomingBooking, { currency }: Pick<Booking, 'currency'>): IncomingBooking {
  const { partial } = said;
  if (!partial || said.feePaid === null) return said;
  const [only, ...others] = partial.feeCurrencies;
  if (currency === null) return { ...said, currency: others.length === 0 ? (only ?? null) : null };
  return partial.feeCurrencies.includes(currency) ? { ...said, currency } : { ...said, feePaid: null, currency: null };
}
