import type { Booking } from './booking.ts';
import { nameKey } from './name-key.ts';

/** By what classes are told apart: two studios' Vinyasa are two classes. */
export interface NameAndPlace {
  readonly name: string;
  readonly location: string | null;
}

/** The class that a booking was recorded as. */
export function recordedClass({ className, location }: Pick<Booking, 'className' | 'location'>): NameAndPlace {
  return { name: className, location };
}

/** The same text for one class as people write it: case and Unicode form aside. No name has a line break in it. */
export function classKey({ name, location }: NameAndPlace): string {
  return `${nameKey(name)}\n${placeKey(location)}`;
}

/** The same text for one place as people write it; that of no place is empty. */
export function placeKey(location: string | null): string {
  return nameKey(location ?? '');
}

/** Whether a person would take both for one class. */
export function isSameClass(one: NameAndPlace, other: NameAndPlace): boolean {
  return classKey(one) === classKey(other);
}

/**
 * The same text for one class to the letter, as it is recorded and as imports tell classes apart: what a source writes in
 * two ways stays two classes until a person makes one of them.
 */
export function exactClassKey({ name, location }: NameAndPlace): string {
  return `${name}\n${location ?? ''}`;
}

/** Whether both are recorded as the same class. */
export function isRecordedAlike(
  one: Pick<Booking, 'className' | 'location'>,
  other: Pick<Booking, 'className' | 'location'>,
): boolean {
  return exactClassKey(recordedClass(one)) === exactClassKey(recordedClass(other));
}
