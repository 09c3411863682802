import type { BookingJson } from '../../src/contract/schemas/booking-schema.ts';
import type { View } from '../../src/web/booking/booking-words.ts';

/** Tuesday 24 November 2026, 09:12 in Berlin. */
export const VIEW: View = {
  now: new Date('2026-11-24T08:12:00Z'),
  nowLocal: '2026-11-24T09:12:00',
  homeZone: 'Europe/Berlin',
  clock: '24',
};

/** Spin tonight at 18:00; its free cancellation ended at 06:00. */
export function spin(values: Partial<BookingJson> = {}): BookingJson {
  return {
    id: 'aa03e620-cdbd-4a29-b667-4465b2061034',
    shortId: 'aa03e620',
    class: { id: 'c', name: 'Spin 45', type: 'spin', location: 'Velo', instructor: null },
    startsAt: '2026-11-24T18:00:00.000+01:00',
    endsAt: '2026-11-24T18:45:00.000+01:00',
    zone: 'Europe/Berlin',
    localDate: '2026-11-24',
    durationMinutes: 45,
    status: 'booked',
    source: 'classpass',
    externalBookingId: null,
    bookedAt: '2026-11-20T10:00:00.000+01:00',
    attendedAt: null,
    cancelledAt: null,
    cancellationReason: null,
    reminderSent24h: false,
    reminderSent1h: false,
    cancelBy: '2026-11-24T06:00:00.000+01:00',
    isLateCancel: false,
    price: 18,
    currency: 'EUR',
    lateFee: 12,
    url: null,
    notes: null,
    createdAt: '2026-11-20T10:00:00.000+01:00',
    updatedAt: '2026-11-20T10:00:00.000+01:00',
    feePaid: null,
    cancelByMinutes: 720,
    sequence: 0,
    ...values,
  };
}
