import type { Booking, FitnessClass } from '../../src/bookings/booking.ts';
import { resolveWallTime } from '../../src/time/zones.ts';

const STAMP = '2026-10-01T08:00:00.000Z';

/** An ordinary booking with the given fields. `startsAt` follows from `startsLocal` and `zone`. */
export function sampleBooking(fields: Partial<Booking> = {}): Booking {
  const zone = fields.zone ?? 'America/New_York';
  const startsLocal = fields.startsLocal ?? '2026-11-24T18:00:00';
  return {
    id: '9f1c27ab-1234-4abc-8def-0123456789ab',
    classId: '11111111-1234-4abc-8def-0123456789ab',
    className: 'Vinyasa Flow',
    classType: 'yoga',
    location: 'Studio North',
    instructor: 'Ana',
    startsLocal,
    zone,
    startsAt: instantOf(startsLocal, zone),
    durationMinutes: 60,
    status: 'booked',
    source: 'manual',
    externalId: null,
    bookedAt: STAMP,
    attendedAt: fields.status === 'attended' ? STAMP : null,
    cancelledAt: fields.status === 'cancelled' ? STAMP : null,
    cancellationReason: null,
    cancelBy: null,
    cancelByMinutes: null,
    isLateCancel: false,
    price: null,
    currency: null,
    lateFee: null,
    feePaid: null,
    url: null,
    notes: null,
    sequence: 0,
    reminderSent24h: false,
    reminderSent1h: false,
    createdAt: STAMP,
    updatedAt: STAMP,
    ...fields,
  };
}

/** The class of {@link sampleBooking} with the given fields. */
export function sampleClass(fields: Partial<FitnessClass> = {}): FitnessClass {
  return {
    id: '11111111-1234-4abc-8def-0123456789ab',
    name: 'Vinyasa Flow',
    type: 'yoga',
    location: 'Studio North',
    instructor: 'Ana',
    durationMinutes: 60,
    zone: 'America/New_York',
    source: 'manual',
    price: null,
    currency: null,
    lateFee: null,
    cancelByMinutes: null,
    url: null,
    createdAt: STAMP,
    updatedAt: STAMP,
    ...fields,
  };
}

/** A different id for every number, in the order of the numbers; the first 12 digits tell them apart. */
export function sampleId(number: number): string {
  const hex = number.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-4abc-8def-0123456789ab`;
}

/** The instant of a wall time that exists; the earlier of two. */
export function instantOf(local: string, zone: string): string {
  const resolved = resolveWallTime(local, zone);
  if (resolved.kind === 'gap') throw new Error(`${local} does not exist in ${zone}`);
  return (resolved.kind === 'once' ? resolved.instant : resolved.earlier).toISOString();
}
