import type { Booking } from '../../bookings/booking.ts';
import type { IncomingBooking } from '../incoming.ts';

/**
 * A mail with its fee as the booking can keep it: in the booking's currency, or in the only one that the mail can mean.
 * A fee in another currency than the booking's is left out.
 */
export function withFeeFor(said: IncomingBooking, { currency }: Pick<Booking, 'currency'>): IncomingBooking {
  const { partial } = said;
  if (!partial || said.feePaid === null) return said;
  const [only, ...others] = partial.feeCurrencies;
  if (currency === null) return { ...said, currency: others.length === 0 ? (only ?? null) : null };
  return partial.feeCurrencies.includes(currency) ? { ...said, currency } : { ...said, feePaid: null, currency: null };
}
