import type { EditRequest } from './book-request.ts';
import type { BookingContext } from './booking-context.ts';
import { type Edited, editBooking } from './edit-service.ts';
import { DEFAULT_DURATION_MINUTES, DEFAULT_SOURCE } from './plan-booking.ts';

/** A request that says everything of a booking, not checked yet. What is absent takes its default. */
export type ReplaceRequest = EditRequest & Required<Pick<EditRequest, 'when'>>;

/** Changes every field of a booking: those that are absent become null or their default; its status stays. Throws as {@link editBooking}. */
export function replaceBooking(context: BookingContext, reference: string, request: ReplaceRequest): Promise<Edited> {
  const fields = {
    ...{ type: null, location: null, instructor: null, externalId: null, url: null, notes: null },
    ...{ price: null, currency: null, lateFee: null },
    durationMinutes: DEFAULT_DURATION_MINUTES,
    source: DEFAULT_SOURCE,
    zone: context.homeZone,
    ...request.fields,
  };
  return editBooking(context, reference, { ...request, fields, cancelBy: request.cancelBy ?? null });
}
