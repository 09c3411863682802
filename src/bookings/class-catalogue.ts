import { RefusedError, UsageError } from '../errors.ts';
import { command, field, words } from '../words.ts';
import type { FitnessClass } from './booking.ts';
import { describeClass } from './class-reference.ts';
import { nameKey } from './name-key.ts';
import { nearestName } from './near-name.ts';
import { classKey, exactClassKey, placeKey } from './same-class.ts';

export interface ClassToBook {
  /** The class of the catalogue; null where it is new. */
  readonly known: FitnessClass | null;
  /** Whether the values of the class fill the fields that were not given. */
  readonly lends: boolean;
  /** A known name that a new name resembles. */
  readonly near: string | null;
}

/** The class with exactly this name and place. Imports match so. */
export function findExactClass(
  classes: readonly FitnessClass[],
  name: string,
  location: string | null,
): FitnessClass | null {
  const wanted = exactClassKey({ name, location });
  return classes.find((known) => exactClassKey(known) === wanted) ?? null;
}

/**
 * Finds the class that a typed name means. The exact name, in any case, wins over a unique prefix. `location` narrows
 * (null: no place; undefined: not given) and is needed where several places have a class of that name. The same name at
 * another place is another class. `isNew` (`--new`) searches nothing: even the class of exactly this name and place
 * lends no values. Throws UsageError where the place is missing, RefusedError where names differ in case only.
 */
export function findClassToBook(
  classes: readonly FitnessClass[],
  name: string,
  location: string | null | undefined,
  isNew: boolean,
): ClassToBook {
  if (isNew) return { known: findExactClass(classes, name, location ?? null), lends: false, near: null };
  const wanted = nameKey(name);
  const here = location === undefined ? classes : classes.filter((known) => isAt(known, location));
  const found = firstNonEmpty(
    here.filter((known) => known.name === name),
    here.filter((known) => nameKey(known.name) === wanted),
    here.filter((known) => nameKey(known.name).startsWith(wanted)),
  );
  const [first] = found;
  if (first && found.length === 1) return { known: first, lends: true, near: null };
  if (first && found.every((known) => nameKey(known.name) === nameKey(first.name))) throw severalNamed(found);
  return { known: null, lends: false, near: findNearName(classes, name, location) };
}

function firstNonEmpty<T>(...lists: readonly T[][]): readonly T[] {
  return lists.find((list) => list.length > 0) ?? [];
}

function isAt(known: FitnessClass, location: string | null): boolean {
  return placeKey(known.location) === placeKey(location);
}

/** Groups of different classes whose names and places differ only in case or Unicode form. */
export function listAlikeClasses(classes: readonly FitnessClass[]): readonly (readonly FitnessClass[])[] {
  const groups = new Map<string, FitnessClass[]>();
  for (const each of classes) {
    const key = classKey(each);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function severalNamed(found: readonly FitnessClass[]): UsageError | RefusedError {
  const [alike] = listAlikeClasses(found);
  const [one, other] = alike ?? [];
  if (!one || !other || alike?.length !== found.length) return placeMissing(found);
  return new RefusedError(
    'alike_classes',
    `${found.length} classes have that name: ${found.map(describeClass).join(', ')}.`,
    words`Write it exactly so, or make one of them: ${command('classes merge', one.id.slice(0, 8), other.id.slice(0, 8))}`,
  );
}

function placeMissing(found: readonly FitnessClass[]): UsageError {
  const places = found.map((known) => known.location ?? 'no place').join(', ');
  return new UsageError(
    'place_missing',
    `${found[0]?.name} is known at ${found.length} places: ${places}.`,
    words`Say which with ${field('location')} (an empty one for no place).`,
  );
}

/**
 * A known name that a new name may misspell; names at the place come first (undefined: any place). Null where none is
 * near, or where the name is known at any place.
 */
export function findNearName(
  classes: readonly FitnessClass[],
  name: string,
  location: string | null | undefined,
): string | null {
  const key = nameKey(name);
  if (classes.some((known) => nameKey(known.name) === key)) return null;
  const namesOf = (some: readonly FitnessClass[]) => some.map((known) => known.name);
  const here = location === undefined ? classes : classes.filter((known) => isAt(known, location));
  return nearestName(namesOf(here), name) ?? nearestName(namesOf(classes), name);
}
