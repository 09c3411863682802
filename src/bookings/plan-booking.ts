import { UsageError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { field, words } from '../words.ts';
import type { Booking, FitnessClass, InstantText } from './booking.ts';
import { type BookingFields, LENT_FIELDS, type Lent, type LentName, type OwnName } from './booking-fields.ts';
import { statusFields } from './booking-status.ts';

/** The start of a class: its wall time, its zone, and the instant that both give. */
export interface Start {
  readonly startsLocal: LocalDateTime;
  readonly zone: string;
  readonly startsAt: InstantText;
}

/** The limit of free cancellation: some minutes before the start, or a fixed instant. */
export type CancelBy =
  | { readonly kind: 'before'; readonly minutes: number }
  | { readonly kind: 'at'; readonly at: Date };

export const DEFAULT_DURATION_MINUTES = 60;
export const DEFAULT_SOURCE = 'manual';
/** A week: retreats and workshops fit, and most typing mistakes do not. */
export const MAX_DURATION_MINUTES = 10_080;

/**
 * The class with the values that its next booking will take: those given now, else those it had, else the defaults.
 * A new class where `known` is null.
 */
export function planClass(
  known: FitnessClass | null,
  name: string,
  fields: BookingFields,
  cancelByMinutes: number | null | undefined,
  defaults: { readonly id: string; readonly zone: string; readonly now: Date },
): FitnessClass {
  const stamp = defaults.now.toISOString();
  const had = known ?? { ...NOTHING_LENT, zone: defaults.zone };
  const lent = LENT_FIELDS.map(({ said }) => [said, fields[said] === undefined ? had[said] : fields[said]] as const);
  return {
    ...(Object.fromEntries(lent) as Pick<FitnessClass, LentName>),
    id: known?.id ?? defaults.id,
    name: known?.name ?? name,
    location: known ? known.location : (fields.location ?? null),
    cancelByMinutes: cancelByMinutes === undefined ? (known?.cancelByMinutes ?? null) : cancelByMinutes,
    createdAt: known?.createdAt ?? stamp,
    updatedAt: stamp,
  };
}

/** The values of a class without bookings. */
const NOTHING_LENT: Omit<Pick<FitnessClass, LentName>, 'zone'> = {
  ...{ type: null, instructor: null, price: null, currency: null, lateFee: null, url: null },
  durationMinutes: DEFAULT_DURATION_MINUTES,
  source: DEFAULT_SOURCE,
};

/** A new class with the values of its first booking. */
export function planClassOf(booking: Booking, id: string, now: Date): FitnessClass {
  const { className, location, zone, cancelByMinutes } = booking;
  const lent = Object.fromEntries(LENT_FIELDS.map(({ name, said }) => [said, booking[name]]));
  return planClass(null, className, { ...lent, location }, cancelByMinutes, { id, zone, now });
}

/** The values that a class lends to a booking. */
function lentBy(fitnessClass: FitnessClass): Lent {
  return Object.fromEntries(LENT_FIELDS.map(({ name, said }) => [name, fitnessClass[said]])) as unknown as Lent;
}

/** A booking of `fitnessClass` at `start`, with copies of the values of the class. */
export function planBooking(
  fitnessClass: FitnessClass,
  start: Start,
  cancelBy: CancelBy | null,
  { status, ...own }: Pick<Booking, 'id' | 'status' | OwnName>,
  now: Date,
): Booking {
  const stamp = now.toISOString();
  const limit = planCancelBy(cancelBy, start.startsAt);
  return {
    ...lentBy(fitnessClass),
    ...own,
    classId: fitnessClass.id,
    className: fitnessClass.name,
    location: fitnessClass.location,
    ...start,
    bookedAt: stamp,
    ...statusFields(limit, { to: status }, now),
    ...limit,
    sequence: 0,
    reminderSent24h: false,
    reminderSent1h: false,
    createdAt: stamp,
    updatedAt: stamp,
  };
}

/** The limit as stored: the instant, and also the minutes where it moves with the class. Throws UsageError. */
export function planCancelBy(
  cancelBy: CancelBy | null,
  startsAt: InstantText,
): Pick<Booking, 'cancelBy' | 'cancelByMinutes'> {
  if (cancelBy === null) return { cancelBy: null, cancelByMinutes: null };
  const startMs = Date.parse(startsAt);
  if (cancelBy.kind === 'before') {
    const limit = new Date(startMs - cancelBy.minutes * 60_000).toISOString();
    return { cancelBy: limit, cancelByMinutes: cancelBy.minutes };
  }
  requireBeforeStart(cancelBy.at, startMs);
  return { cancelBy: cancelBy.at.toISOString(), cancelByMinutes: null };
}

/** A limit in minutes before the start, as a class lends it to its next booking. Throws UsageError. */
export function cancelByMinutesOf(cancelBy: CancelBy, startsAt: InstantText): number {
  if (cancelBy.kind === 'before') return cancelBy.minutes;
  const startMs = Date.parse(startsAt);
  requireBeforeStart(cancelBy.at, startMs);
  return Math.round((startMs - cancelBy.at.getTime()) / 60_000);
}

function requireBeforeStart(limit: Date, startMs: number): void {
  if (limit.getTime() <= startMs) return;
  throw new UsageError(
    'cancel_by_after_start',
    'The limit for free cancellation is after the class begins.',
    words`Give ${field('cancelBy')} a time before the start, or a duration such as 12h.`,
  );
}

/** The limit in minutes before the start of a booking or a class; null where it has none, or a fixed one. */
export function limitOf({ cancelByMinutes: minutes }: Pick<Booking, 'cancelByMinutes'>): CancelBy | null {
  return minutes === null ? null : { kind: 'before', minutes };
}
