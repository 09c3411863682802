import { inField } from '../errors.ts';
import { addDays, toDayNumber } from '../time/civil.ts';
import type { ClockFormat } from '../time/names.ts';
import { wallTimeAt } from '../time/zones.ts';
import { field, type Words, words } from '../words.ts';
import { type BookRequest, checkBookRequest, type FirstStatus } from './book-request.ts';
import type { Booking, BookingChange } from './booking.ts';
import { type BookingContext, daysOf, momentOf, readingOf } from './booking-context.ts';
import { ownFields } from './booking-fields.ts';
import { resolveReference, SCOPES } from './booking-reference.ts';
import { requireBegun, statusFields } from './booking-status.ts';
import { findClassToBook } from './class-catalogue.ts';
import { findUsualTime, listClasses } from './class-store.ts';
import { findConflicts } from './conflicts.ts';
import { describeBookings } from './describe-change.ts';
import { cancelByMinutesOf, limitOf, planBooking, planCancelBy, planClass } from './plan-booking.ts';
import { created, recordChanges } from './record-changes.ts';
import { isOpenEnded, leftOutNote, planSeries, type Repeat } from './repeat.ts';
import { saidFlag, saidTextOrNothing } from './said-values.ts';
import { startAt, type UnderstoodStart, understandCancelBy, understandStart, withStart } from './understand-start.ts';
import { confirmWaitlisted, findWaitingTime } from './waitlist.ts';

export type { BookRequest } from './book-request.ts';

/** The bookings that were recorded, and what to tell the person about them. */
export interface Booked {
  readonly bookings: readonly Booking[];
  /** How many of them were on the waitlist and are now confirmed. */
  readonly confirmedCount: number;
  readonly isNewClass: boolean;
  /** A known class whose name resembles the new one's. */
  readonly nearName: string | null;
  /** How the time was read, where the person should check it. */
  readonly notes: readonly Words[];
  /** Other bookings at the same time. */
  readonly overlaps: readonly Booking[];
}

/** Records one class or a series, all or none. Throws UsageError, and RefusedError for a duplicate. */
export async function bookClass(context: BookingContext, said: BookRequest): Promise<Booked> {
  const { now, clock } = momentOf(context);
  const request = await checkBookRequest(said, daysOf(context));
  const { name } = request;
  return context.store.transaction(async (store) => {
    const classes = await listClasses(store);
    const { known, near, lends } = findClassToBook(classes, name, request.fields.location, request.isNewClass);
    const lender = lends ? known : null;
    const zone = request.fields.zone ?? lender?.zone ?? context.homeZone;
    const usualTime = async (date: string) =>
      (known && (await findWaitingTime(store, known.id, date))) ??
      (lender ? findUsualTime(store, lender.id, date) : null);
    const reading = readingOf(context);
    const isPast = request.status === 'attended';
    const first = await inField('when', () =>
      understandStart(request.when, zone, now, usualTime, { ...reading, isPast }),
    );
    const fields = withStart(request.fields, first);
    const starts = request.repeat === null ? [first] : await planStarts(first, request.repeat, clock);

    const limitSaid = await inField('cancelBy', () =>
      understandCancelBy(request.cancelBy, first.start.zone, now, reading),
    );
    const cancelByMinutes = limitSaid ? cancelByMinutesOf(limitSaid, first.start.startsAt) : limitSaid;
    const defaults = { id: known?.id ?? context.newId(), zone, now };
    const ofClass = first.start.zone === zone ? fields : { ...fields, zone: first.start.zone };
    const fitnessClass = planClass(lender, name, ofClass, cancelByMinutes, defaults);
    // A limit given as a moment is that of the first class; each class of a series has its limit as long before it.
    const limit = limitSaid === undefined || starts.length > 1 ? limitOf(fitnessClass) : limitSaid;
    const own = { status: request.status, ...ownFields(fields) };
    const planned = starts.map(({ start }) =>
      planBooking(fitnessClass, start, limit, { id: context.newId(), ...own }, now),
    );
    if (request.status === 'attended') for (const booking of planned) requireBegun(booking, now, clock);
    const changes: (BookingChange & { readonly after: Booking })[] = [];
    for (const booking of planned) {
      const confirmed = request.isForced
        ? null
        : await confirmWaitlisted(store, booking, { fields, isLimitSaid: limitSaid !== undefined }, now, clock);
      changes.push(confirmed ?? { before: null, after: booking });
    }
    const bookings = changes.map(({ after }) => after);
    const confirmedCount = changes.filter(({ before }) => before !== null).length;

    const overlaps = await findConflicts(store, bookings, request.isForced, clock);
    await recordChanges(
      store,
      {
        what: `${confirmedCount === bookings.length ? 'confirmed' : VERBS[request.status]} ${describeBookings(bookings, now)}`,
        bookings: changes,
        classes: [{ before: known, after: fitnessClass }],
      },
      context.listeners,
    );
    const readings = starts.flatMap(({ note }) => note ?? []);
    const ofSeries = request.repeat === null ? [] : await seriesNotes(bookings, request.repeat);
    const notes = [...readings, ...ofSeries];
    return { bookings, confirmedCount, isNewClass: known === null, nearName: near, notes, overlaps };
  });
}

/**
 * Records the class of a booking once more: at `when`, else one week later at the same wall time, or so many weeks
 * later that it lies ahead. The new booking copies the fields of the other, but takes the present name and place of the
 * class. Throws as {@link bookClass}, and NotFoundError.
 */
export async function bookAgain(
  context: BookingContext,
  reference: string,
  when?: string | undefined,
  force = false,
): Promise<Booked> {
  const moment = momentOf(context);
  const { now } = moment;
  const at = saidTextOrNothing(when, 'The time');
  const isForced = saidFlag(force, field('isForced'));
  return context.store.transaction(async (store) => {
    const before = await resolveReference(store, reference, SCOPES.again, moment);
    const usualTime = async (date: string) =>
      (await findWaitingTime(store, before.classId, date)) ?? before.startsLocal.slice(11, 16);
    const reading = readingOf(context);
    const { start, note, durationMinutes } = at
      ? await inField('when', () => understandStart(at, before.zone, now, usualTime, reading))
      : nextWeek(before, now);
    const stamp = now.toISOString();
    const fitnessClass = (await listClasses(store)).find(({ id }) => id === before.classId);
    const planned: Booking = {
      ...before,
      ...(fitnessClass && { className: fitnessClass.name, location: fitnessClass.location }),
      ...start,
      durationMinutes: durationMinutes ?? before.durationMinutes,
      ...planCancelBy(limitOf(before), start.startsAt),
      ...statusFields({ cancelBy: null }, { to: 'booked' }, now),
      id: context.newId(),
      externalId: null,
      bookedAt: stamp,
      notes: null,
      sequence: 0,
      reminderSent24h: false,
      reminderSent1h: false,
      createdAt: stamp,
      updatedAt: stamp,
    };
    const said = { fields: durationMinutes === null ? {} : { durationMinutes }, isLimitSaid: false };
    const confirmed = isForced ? null : await confirmWaitlisted(store, planned, said, now, moment.clock);
    const booking = confirmed?.after ?? planned;
    const overlaps = await findConflicts(store, [booking], isForced, moment.clock);
    const what = `${confirmed ? 'confirmed' : 'booked'} ${describeBookings([booking], now)}`;
    await recordChanges(store, { what, bookings: [confirmed ?? created(planned)], classes: [] }, context.listeners);
    return {
      bookings: [booking],
      confirmedCount: confirmed ? 1 : 0,
      isNewClass: false,
      nearName: null,
      notes: note === null ? [] : [note],
      overlaps,
    };
  });
}

function nextWeek(before: Booking, now: Date): UnderstoodStart {
  const [date, time] = [before.startsLocal.slice(0, 10), before.startsLocal.slice(10)];
  const today = wallTimeAt(now, before.zone).slice(0, 10);
  const weeks = Math.max(1, Math.ceil((toDayNumber(today) - toDayNumber(date)) / 7));
  const next = startAt(addDays(date, 7 * weeks) + time, before.zone);
  return Date.parse(next.start.startsAt) > now.getTime()
    ? next
    : startAt(addDays(date, 7 * weeks + 7) + time, before.zone);
}

/** Every start of the series. Throws UsageError where one of them falls in a DST gap. */
async function planStarts(first: UnderstoodStart, repeat: Repeat, clock?: ClockFormat): Promise<UnderstoodStart[]> {
  const { startsLocal, zone } = first.start;
  const series = await planSeries(startsLocal, repeat, zone, clock);
  return series.map((local) => (local === startsLocal ? first : startAt(local, zone)));
}

/** Notes about a series: where it ends if no end was given, and which months it leaves out. */
async function seriesNotes(bookings: readonly Booking[], repeat: Repeat): Promise<readonly Words[]> {
  const series = bookings.map(({ startsLocal }) => startsLocal);
  const leftOut = await leftOutNote(series, repeat);
  return [...(isOpenEnded(repeat) ? [openEndNote(bookings)] : []), ...(leftOut === null ? [] : [leftOut])];
}

function openEndNote(bookings: readonly Booking[]): Words {
  const last = bookings.at(-1)?.startsLocal.slice(0, 10);
  const count = bookings.length === 1 ? '1 class' : `${bookings.length} classes`;
  return words`No end was given, so the series lasts a year: ${count}, the last on ${last ?? ''}. ${field('repeat.count')} or ${field('repeat.until')} sets another end.`;
}

/** The verb of each status in the journal. */
const VERBS: Readonly<Record<FirstStatus, string>> = {
  booked: 'booked',
  attended: 'recorded',
  waitlisted: 'waitlisted',
};
