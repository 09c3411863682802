import type { IncomingBooking } from '../../src/intake/incoming.ts';
import { instantOf } from '../support/booking-samples.ts';

/** What a calendar says of a class, and whatever a test says. `startsAt` follows `startsLocal` and `zone`. */
export function sampleIncoming(fields: Partial<IncomingBooking> = {}): IncomingBooking {
  const zone = fields.zone ?? 'America/New_York';
  const startsLocal = fields.startsLocal ?? '2026-11-24T18:00:00';
  return {
    identity: { kind: 'uid', uid: 'a@studio.example', recurrenceId: null },
    sequence: 0,
    lastModified: null,
    isCancelled: false,
    className: 'Vinyasa Flow',
    type: null,
    location: 'Studio North',
    instructor: null,
    startsLocal,
    zone,
    startsAt: instantOf(startsLocal, zone),
    durationMinutes: 60,
    status: null,
    source: null,
    externalId: null,
    price: null,
    lateFee: null,
    feePaid: null,
    currency: null,
    cancelBy: null,
    cancelByMinutes: null,
    isLateCancel: null,
    url: null,
    notes: null,
    bookedAt: null,
    attendedAt: null,
    cancelledAt: null,
    cancellationReason: null,
    review: null,
    line: 1,
    ...fields,
  };
}

/** The identity of a single event. */
export function uid(text: string): IncomingBooking['identity'] {
  return { kind: 'uid', uid: text, recurrenceId: null };
}

/** The identity of a row with a number of its source. */
export function number(externalId: string): Pick<IncomingBooking, 'identity' | 'externalId'> {
  return { identity: { kind: 'external', externalId }, externalId };
}
