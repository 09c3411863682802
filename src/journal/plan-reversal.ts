import type { Booking, BookingChange, FitnessClass } from '../bookings/booking.ts';
import type { ChangeSet } from '../bookings/record-changes.ts';
import { reviseBooking } from '../bookings/revise-booking.ts';
import type { Row } from '../db/row-change.ts';
import { RefusedError } from '../errors.ts';
import type { BookingDelta, Delta, Step } from './step.ts';

/** What a step touched, as it is now. */
export interface Present {
  readonly bookings: ReadonlyMap<string, Booking>;
  readonly classes: ReadonlyMap<string, FitnessClass>;
  /** In the order of the step's rows. */
  readonly rows: readonly (Row | null)[];
  /** The ids of all bookings of each class that the step made new. */
  readonly bookingsOf: ReadonlyMap<string, readonly string[]>;
}

/** What is to be reversed. */
export interface ReversibleStep {
  readonly what: string;
  readonly step: Step;
  /**
   * Bookings that later steps have touched, which then stay as they are; where absent, any later change forbids the
   * whole.
   */
  readonly touchedLater?: ReadonlySet<string>;
}

/**
 * The change set that reverses a step. It makes a step of its own, which reverses it in turn, so undo and redo are the
 * same. It changes back only what the step has changed. Throws RefusedError where that was changed since, unless
 * `touchedLater` says what later steps have touched.
 */
export function planReversal({ what, step, touchedLater }: ReversibleStep, present: Present, now: Date): ChangeSet {
  const reverse = <T extends object>(delta: Delta<T>, current: T | null | undefined): Change<T>[] => {
    const change = takeBack(delta, current ?? null);
    if (change === null && !touchedLater) throw refuseReversal(what);
    return change === null ? [] : [change];
  };
  // A new thing keeps no record of what it was like.
  const isMine = ({ id, kind }: BookingDelta) => kind === 'created' && touchedLater?.has(id);
  const toReverse = step.bookings.filter((delta) => !isMine(delta));
  const bookings = toReverse.flatMap((delta) =>
    reverse(delta, present.bookings.get(delta.id)).map((change) => revise(change, now)),
  );
  const classes = step.classes.flatMap((delta) => reverse(delta, present.classes.get(delta.id)));
  const rows = step.rows.flatMap((delta, index) => {
    const { table, key } = delta;
    return reverse(delta, present.rows[index]).map((change) => ({ table, key, ...change }));
  });
  const written = new Map(bookings.map(({ before, after }) => [before?.id, after]));
  /** Whether a booking will still be of the class. */
  const isUsed = (classId: string) =>
    present.bookingsOf.get(classId)?.some((id) => !written.has(id) || written.get(id)?.classId === classId);
  return {
    what,
    isStep: false,
    bookings,
    classes: classes
      .filter(({ before, after }) => after !== null || (before !== null && !isUsed(before.id)))
      .map(({ before, after }) => ({ before, after: after && { ...after, updatedAt: now.toISOString() } })),
    // What came first may be what the others refer to, so it goes last.
    rows: rows.reverse(),
  };
}

export function refuseReversal(what: string): RefusedError {
  return new RefusedError(
    'changed_since',
    `What this step did has changed since, and not by a later step: ${what}.`,
    'Nothing was changed. If a sync did it, numina undo --sync NAME takes that back first; else numina edit sets it right.',
  );
}

interface Change<T> {
  readonly before: T | null;
  readonly after: T | null;
}

/** Null where the thing is not as the delta left it. */
function takeBack<T extends object>(delta: Delta<T>, current: T | null): Change<T> | null {
  if (delta.kind === 'removed') return current === null ? { before: null, after: delta.was } : null;
  if (current === null) return null;
  if (delta.kind === 'created') return { before: current, after: null };
  const keys = Object.keys(delta.to) as (keyof T)[];
  const isAsLeft = keys.every((key) => current[key] === delta.to[key]);
  return isAsLeft ? { before: current, after: { ...current, ...delta.from } } : null;
}

/** For calendars every reversal is a new revision, also of a booking that comes back. */
function revise({ before, after }: BookingChange, now: Date): BookingChange {
  if (after === null) return { before, after };
  if (before !== null) return { before, after: reviseBooking(before, after, now) ?? before };
  return { before, after: { ...after, sequence: after.sequence + 1, updatedAt: now.toISOString() } };
}
