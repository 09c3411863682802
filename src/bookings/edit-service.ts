import type { Store } from '../db/store.ts';
import { inField } from '../errors.ts';
import { type CheckedEdit, checkEditRequest, type EditRequest } from './book-request.ts';
import type { Booking, FitnessClass } from './booking.ts';
import { type BookingContext, momentOf, readingOf } from './booking-context.ts';
import { resolveReference, SCOPES } from './booking-reference.ts';
import { planStatusChange } from './booking-status.ts';
import { findNearName } from './class-catalogue.ts';
import { listClasses } from './class-store.ts';
import { findConflicts } from './conflicts.ts';
import { describeEdit } from './describe-change.ts';
import { limitOf, planCancelBy, planClassOf, type Start } from './plan-booking.ts';
import { type ClassChange, recordChanges } from './record-changes.ts';
import { reviseBooking } from './revise-booking.ts';
import { isRecordedAlike, isSameClass, recordedClass } from './same-class.ts';
import { understandMove } from './understand-move.ts';
import { type StartReading, startAt, type UnderstoodStart, understandCancelBy, withStart } from './understand-start.ts';

export type { EditRequest } from './book-request.ts';

export interface Edited {
  readonly before: Booking;
  readonly booking: Booking;
  readonly isChanged: boolean;
  readonly notes: readonly string[];
  /** The name of a known class that resembles the new class of the booking; null where there is none. */
  readonly nearName: string | null;
  readonly overlaps: readonly Booking[];
}

/**
 * Changes fields of one booking. A time is read relative to the class (see understand-move.ts). A new zone keeps the
 * wall time. A limit in minutes before the start moves with the class. A new name or place makes it a booking of the
 * class with that name and place. Throws NotFoundError, UsageError, RefusedError.
 */
export async function editBooking(context: BookingContext, reference: string, said: EditRequest): Promise<Edited> {
  const request = checkEditRequest(said);
  const moment = momentOf(context);
  const { now, clock } = moment;
  return context.store.transaction(async (store) => {
    const before = await resolveReference(store, reference, SCOPES.show, moment);
    const reading = readingOf(context);
    const understood = await understandEdit(before, request, now, reading);
    const { start, note } = understood;
    const notes = note === null ? [] : [note];
    const limit = await inField('cancelBy', () => understandCancelBy(request.cancelBy, start.zone, now, reading));
    const { type: classType = before.classType, ...fields } = withStart(request.fields, understood);
    const moved: Booking = {
      ...before,
      ...fields,
      ...start,
      classType,
      className: request.name === undefined ? before.className : request.name,
      ...(limit === undefined ? keptLimit(before, start) : planCancelBy(limit, start.startsAt)),
    };
    const otherClass = isRecordedAlike(before, moved)
      ? null
      : await findOrPlanClass(store, moved, context.newId(), now);
    const linked = { ...moved, classId: otherClass?.after.id ?? before.classId, isLateCancel: isLate(before, moved) };
    const status = request.status === undefined ? null : planStatusChange(linked, { to: request.status }, now, clock);
    const after = reviseBooking(before, { ...linked, ...status }, now);
    if (!after) return { before, booking: before, isChanged: false, notes, nearName: null, overlaps: [] };

    const overlaps = isOtherClaim(before, after) ? await findConflicts(store, [after], request.isForced, clock) : [];
    const classes = otherClass?.before === null ? [otherClass] : [];
    const changes = { what: describeEdit(before, after, now), bookings: [{ before, after }], classes };
    await recordChanges(store, changes, context.listeners);
    return { before, booking: after, isChanged: true, notes, nearName: otherClass?.near ?? null, overlaps };
  });
}

async function understandEdit(
  before: Booking,
  { when, fields }: CheckedEdit,
  now: Date,
  reading: StartReading,
): Promise<UnderstoodStart> {
  const zone = fields.zone ?? before.zone;
  if (when !== undefined) return inField('when', () => understandMove(before, when, zone, now, reading));
  if (zone !== before.zone) return startAt(before.startsLocal, zone);
  const start = { startsLocal: before.startsLocal, zone, startsAt: before.startsAt };
  return { start, note: null, durationMinutes: null };
}

/**
 * A relative limit moves with the class. A fixed one stays: throws UsageError where the class would begin before it.
 */
function keptLimit(before: Booking, start: Start): Pick<Booking, 'cancelBy' | 'cancelByMinutes'> {
  const { cancelBy, cancelByMinutes } = before;
  if (start.startsAt === before.startsAt || cancelBy === null) return { cancelBy, cancelByMinutes };
  return planCancelBy(limitOf(before) ?? { kind: 'at', at: new Date(cancelBy) }, start.startsAt);
}

/** Whether the cancellation is late. It is judged again when the limit changes. */
function isLate(before: Booking, { cancelledAt, cancelBy }: Booking): boolean {
  if (cancelBy === before.cancelBy) return before.isLateCancel;
  return cancelledAt !== null && cancelBy !== null && cancelledAt > cancelBy;
}

/** Whether the booking may now conflict with others: it has another time or class, or was cancelled before. */
function isOtherClaim(before: Booking, after: Booking): boolean {
  const claim: readonly (keyof Booking)[] = ['startsAt', 'durationMinutes', 'classId', 'source'];
  return before.status === 'cancelled' || claim.some((key) => after[key] !== before[key]);
}

async function findOrPlanClass(
  store: Store,
  booking: Booking,
  id: string,
  now: Date,
): Promise<ClassChange & { readonly after: FitnessClass; readonly near: string | null }> {
  const classes = await listClasses(store);
  const wanted = recordedClass(booking);
  const known = classes.find((each) => isSameClass(each, wanted));
  if (known) return { before: known, after: known, near: null };
  const near = findNearName(classes, booking.className, booking.location);
  return { before: null, after: planClassOf(booking, id, now), near };
}
