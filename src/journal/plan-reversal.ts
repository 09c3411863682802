import type { Booking, BookingChange, FitnessClass } from '../bookings/booking.ts';
import type { ChangeSet } from '../bookings/record-changes.ts';
import { reviseBooking } from '../bookings/revise-booking.ts';
import type { Row } from '../db/row-change.ts';
import { RefusedError } from '../errors.ts';
import { command, field, words } from '../words.ts';
import type { BookingDelta, Delta, Step } from './step.ts';

/** The present state of everything that a step changed. */
export interface Present {
  readonly bookings: ReadonlyMap<string, Booking>;
  readonly classes: ReadonlyMap<string, FitnessClass>;
  /** In the order of the step's rows. */
  readonly rows: readonly (Row | null)[];
  /** The ids of all bookings of each class that the step created. */
  readonly bookingsOf: ReadonlyMap<string, readonly string[]>;
}

export interface ReversibleStep {
  readonly what: string;
  readonly step: Step;
  /**
   * The ids of bookings that later steps have changed: whatever has changed since then stays as it is. Where absent,
   * any later change refuses the whole reversal.
   */
  readonly touchedLater?: ReadonlySet<string>;
}

/**
 * The change set that reverses a step. It restores only the values that the step has changed. {@link toStep} of the
 * result is the step that reverses the reversal, so undo and redo work the same way. Throws RefusedError where those
 * values were changed since, unless `touchedLater` is given.
 */
export function planReversal({ what, step, touchedLater }: ReversibleStep, present: Present, now: Date): ChangeSet {
  const reverse = <T extends object>(delta: Delta<T>, current: T | null | undefined): Change<T>[] => {
    const change = takeBack(delta, current ?? null);
    if (change === null && !touchedLater) throw refuseReversal(what);
    return change === null ? [] : [change];
  };
  // The step does not store how a created booking was, so only later steps tell whether it was changed.
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
  // Whether the class will still have a booking.
  const isUsed = (classId: string) =>
    present.bookingsOf.get(classId)?.some((id) => !written.has(id) || written.get(id)?.classId === classId);
  return {
    what,
    isStep: false,
    bookings,
    classes: classes
      .filter(({ before, after }) => after !== null || (before !== null && !isUsed(before.id)))
      .map(({ before, after }) => ({ before, after: after && { ...after, updatedAt: now.toISOString() } })),
    // Later rows may refer to earlier ones, so rows are reversed from the last to the first.
    rows: rows.reverse(),
  };
}

/** The error for a step whose results have changed since; `what` describes the step. */
export function refuseReversal(what: string): RefusedError {
  return new RefusedError(
    'changed_since',
    `The result of this step was changed since, but not by a later step: ${what}.`,
    words`Nothing was changed. If a sync did it, ${command('undo', field('sync', 'NAME'))} takes that back first; else ${command('edit')} sets it right.`,
  );
}

interface Change<T> {
  readonly before: T | null;
  readonly after: T | null;
}

/** The change that reverses a delta; null where the thing has changed since. */
function takeBack<T extends object>(delta: Delta<T>, current: T | null): Change<T> | null {
  if (delta.kind === 'removed') return current === null ? { before: null, after: delta.was } : null;
  if (current === null) return null;
  if (delta.kind === 'created') return { before: current, after: null };
  const keys = Object.keys(delta.to) as (keyof T)[];
  const isAsLeft = keys.every((key) => current[key] === delta.to[key]);
  return isAsLeft ? { before: current, after: { ...current, ...delta.from } } : null;
}

/** A reversal is a new revision for calendars, also for a booking that comes back. */
function revise({ before, after }: BookingChange, now: Date): BookingChange {
  if (after === null) return { before, after };
  if (before !== null) return { before, after: reviseBooking(before, after, now) ?? before };
  return { before, after: { ...after, sequence: after.sequence + 1, updatedAt: now.toISOString() } };
}
