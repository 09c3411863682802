import type { RowChange } from '../db/row-change.ts';
import type { Store } from '../db/store.ts';
import { RefusedError, UsageError } from '../errors.ts';
import { command, phrase, words } from '../words.ts';
import type { Booking, BookingChange, FitnessClass } from './booking.ts';
import type { BookingContext } from './booking-context.ts';
import { listBookingsOfClass } from './booking-store.ts';
import { describeClass, findClass } from './class-reference.ts';
import { listClasses } from './class-store.ts';
import { type ClassChange, recordChanges } from './record-changes.ts';
import { reviseBooking } from './revise-booking.ts';
import { saidText } from './said-values.ts';
import { isRecordedAlike, isSameClass } from './same-class.ts';
import { cleanTitle } from './text-fields.ts';

/** The result of a rename or a merge of classes. */
export interface Reclassed {
  /** The class as it is now. */
  readonly fitnessClass: FitnessClass;
  /** The class before the rename; in a merge, the class that is gone. */
  readonly before: FitnessClass;
  /** How many bookings moved to another class. */
  readonly moved: number;
  /** How many bookings got the new name and place. */
  readonly rewritten: number;
  /** How many bookings keep a recorded name and place that differ from those of the class. */
  readonly kept: number;
  readonly isChanged: boolean;
}

/** The rows of other features that must move with the bookings from one class to another. */
export type RowsOfMove = (store: Store, from: FitnessClass, to: FitnessClass) => Promise<readonly RowChange[]>;

/**
 * Renames a class for its next bookings. Recorded bookings keep their name unless `isEverywhere`. Throws NotFoundError,
 * UsageError for an empty name, RefusedError where several classes fit or the name is taken.
 */
export async function renameClass(
  context: BookingContext,
  { text, name, isEverywhere }: { readonly text: string; readonly name: string; readonly isEverywhere: boolean },
): Promise<Reclassed> {
  const now = context.clock.now();
  const newName = cleanTitle(saidText(name, 'The new name'), 'new name');
  return context.store.transaction(async (store) => {
    const classes = await listClasses(store);
    const before = findClass(classes, text);
    const fitnessClass = before.name === newName ? before : { ...before, name: newName, updatedAt: now.toISOString() };
    const namesake = classes.find((known) => known.id !== before.id && isSameClass(known, fitnessClass));
    if (namesake) throw refuseNamesake(before, namesake);
    const bookings = await listBookingsOfClass(store, before.id);
    const names = { className: newName, location: before.location };
    const changes = isEverywhere ? rewrite(bookings, names, now) : [];
    const what = `renamed ${describeClass(before)} to ${newName}${isEverywhere ? everywhere(changes.length) : ''}`;
    const classChanges = before === fitnessClass ? [] : [{ before, after: fitnessClass }];
    await recordChanges(store, { what, bookings: changes, classes: classChanges }, context.listeners);
    const kept = isEverywhere ? 0 : bookings.filter((booking) => !isRecordedAlike(booking, names)).length;
    const isChanged = classChanges.length + changes.length > 0;
    return { fitnessClass, before, moved: 0, rewritten: changes.length, kept, isChanged };
  });
}

/**
 * Merges two classes: the bookings of `gone` become bookings of `kept`, and `gone` leaves the catalogue. The bookings
 * keep their recorded name and place unless `isEverywhere`. `rowsOfMove` gives the rows of other features to move too.
 * Throws NotFoundError, UsageError where both are one class, RefusedError where several classes fit.
 */
export async function mergeClasses(
  context: BookingContext,
  { kept, gone, isEverywhere }: { readonly kept: string; readonly gone: string; readonly isEverywhere: boolean },
  rowsOfMove: RowsOfMove,
): Promise<Reclassed> {
  const now = context.clock.now();
  return context.store.transaction(async (store) => {
    const classes = await listClasses(store);
    const [fitnessClass, before] = [findClass(classes, kept), findClass(classes, gone)];
    if (fitnessClass.id === before.id) throw refuseItself(fitnessClass);
    const moved = await listBookingsOfClass(store, before.id);
    const { id: classId, name: className, location, type } = fitnessClass;
    const bookings = isEverywhere
      ? rewrite([...moved, ...(await listBookingsOfClass(store, classId))], { classId, className, location }, now, type)
      : rewrite(moved, { classId }, now);
    const rewritten = bookings.filter(({ before: was, after }) => was && after && !isRecordedAlike(was, after)).length;
    const counted = moved.length === 1 ? '1 booking' : `${moved.length} bookings`;
    const also = isEverywhere ? everywhere(rewritten) : '';
    const changes = {
      what: `merged ${describeClass(before)} into ${describeClass(fitnessClass)}: ${counted}${also}`,
      bookings,
      classes: [{ before, after: null }] satisfies ClassChange[],
      rows: await rowsOfMove(store, before, fitnessClass),
    };
    await recordChanges(store, changes, context.listeners);
    const keptNames = isEverywhere ? 0 : moved.filter((was) => !isRecordedAlike(was, { className, location })).length;
    return { fitnessClass, before, moved: moved.length, rewritten, kept: keptNames, isChanged: true };
  });
}

/** `type` is given to bookings without a type. */
function rewrite(
  bookings: readonly Booking[],
  fields: Partial<Booking>,
  now: Date,
  type: string | null = null,
): BookingChange[] {
  return bookings.flatMap((before) => {
    const after = reviseBooking(before, { ...fields, classType: before.classType ?? type }, now);
    return after === null ? [] : [{ before, after }];
  });
}

function everywhere(count: number): string {
  return count === 0 ? '' : `; ${count === 1 ? '1 booking' : `${count} bookings`} rewritten`;
}

function refuseNamesake(before: FitnessClass, namesake: FitnessClass): RefusedError {
  return new RefusedError(
    'class_exists',
    `There is a class ${describeClass(namesake)} already.`,
    words`${command('classes merge', phrase(describeClass(namesake)), phrase(describeClass(before)))} makes one class of the two.`,
  );
}

function refuseItself(fitnessClass: FitnessClass): UsageError {
  return new UsageError(
    'one_class',
    `Both name one class, ${describeClass(fitnessClass)}.`,
    words`Name two: ${command('classes')} shows them all.`,
  );
}
