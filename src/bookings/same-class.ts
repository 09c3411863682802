import type { Booking } from './booking.ts';
import { nameKey } from './name-key.ts';

/** What makes a class: a Vinyasa at two studios is two classes. */
export interface NameAndPlace {
  readonly name: string;
  readonly location: string | null;
}

/** The name and place with which a booking was recorded. */
export function recordedClass({ className, location }: Pick<Booking, 'className' | 'location'>): NameAndPlace {
  return { name: className, location };
}

/** A key of a class without regard to case and Unicode form. The line break is safe: names have none. */
export function classKey({ name, location }: NameAndPlace): string {
  return `${nameKey(name)}\n${placeKey(location)}`;
}

/** A key of a place without regard to case and Unicode form; empty for no place. */
export function placeKey(location: string | null): string {
  return nameKey(location ?? '');
}

/** Whether both are the same class for a person: case and Unicode form make no difference. */
export function isSameClass(one: NameAndPlace, other: NameAndPlace): boolean {
  return classKey(one) === classKey(other);
}

/**
 * A key of a class by its exact text. Imports tell classes apart by it: a name that a source writes in two ways stays
 * two classes until a person merges them.
 */
export function exactClassKey({ name, location }: NameAndPlace): string {
  return `${name}\n${location ?? ''}`;
}

/** Whether both bookings were recorded with exactly the same name and place. */
export function isRecordedAlike(
  one: Pick<Booking, 'className' | 'location'>,
  other: Pick<Booking, 'className' | 'location'>,
): boolean {
  return exactClassKey(recordedClass(one)) === exactClassKey(recordedClass(other));
}
