import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { changeExpected } from '../bookings/booking-of-id.ts';
import { toBookingJson } from '../contract/booking-json.ts';
import { toJsonText } from '../text/json-text.ts';
import type { Answer, EndpointRequest } from './endpoint.ts';
import { matchesTag, tagOf } from './entity-tag.ts';

/** One booking, with the tag of its row. */
export function bookingAnswer(booking: Booking): Answer {
  const json = toBookingJson(booking);
  return { json, headers: { etag: tagOfBooking(booking) } };
}

/** Changes the booking of the path, where it is as `If-Match` says. Throws as {@link changeExpected}. */
export async function changeOf<Result>(
  { session, params, headers }: Pick<EndpointRequest, 'session' | 'params' | 'headers'>,
  change: (context: BookingContext, id: string) => Promise<Result>,
): Promise<Result> {
  const ifMatch = headers.get('if-match');
  const isExpected = (booking: Booking) => ifMatch === null || matchesTag(ifMatch, tagOfBooking(booking));
  return changeExpected(await session.bookings(), params['id'] ?? '', isExpected, (context, { id }) =>
    change(context, id),
  );
}

function tagOfBooking(booking: Booking): string {
  return tagOf(toJsonText(toBookingJson(booking)));
}
