import type { BookingStatus } from '../../bookings/booking.ts';
import { EARLY_MINUTES } from '../../bookings/booking-status.ts';
import { DEFAULT_DURATION_MINUTES, MAX_DURATION_MINUTES } from '../../bookings/plan-booking.ts';
import { NuminaError } from '../../errors.ts';
import { readIsoTime } from '../../time/iso-time.ts';
import { type RowZone, readStartText } from '../csv/csv-start.ts';
import { type IncomingBooking, UnreadableError } from '../incoming.ts';
import { readOneLine } from '../incoming-text.ts';
import { isFields } from '../json/json-record.ts';
import type { Fields } from './mindbody-client.ts';

export interface VisitReading {
  /** The classes of the API, by id. */
  readonly classes: ReadonlyMap<number, Fields>;
  /** The zone of the studio, since visits name none. */
  readonly zone: RowZone;
  readonly now: Date;
}

export interface ReadVisit {
  readonly booking: IncomingBooking;
  /** Whether its start occurs twice, as clocks go back. The earlier one is assumed. */
  readonly isEarlierOfTwo: boolean;
}

/**
 * Turns one visit of a client's schedule into a booking. Throws UnreadableError or UsageError, which say what is wrong.
 */
export function readVisit(visit: Fields, { classes, zone, now }: VisitReading, line: number): ReadVisit {
  const externalId = visitIdOf(visit);
  if (externalId === null) throw new UnreadableError('It has no number.');
  const { classId, of } = classOf(visit, classes);
  const className = readName(of, 'ClassDescription', 'class name') ?? readOneLine(textOf(visit['Name']), 'class name');
  if (className === null) throw new UnreadableError('It has no name.');
  const { startsLocal, startsAt, isEarlierOfTwo } = readStartText(textOf(visit['StartDateTime']), zone);
  const hasBegun = now.getTime() >= Date.parse(startsAt) - EARLY_MINUTES * 60_000;
  const { status, isLateCancel } = readStatus(visit, { isClass: classId !== null, of, hasBegun });
  const booking: IncomingBooking = {
    identity: { kind: 'external', externalId },
    sequence: 0,
    lastModified: null,
    isCancelled: status === 'cancelled',
    className,
    type: null,
    location: readName(of, 'Location', 'location'),
    instructor: readStaff(of),
    startsLocal,
    zone: zone.name,
    startsAt,
    durationMinutes: readDuration(visit, Date.parse(startsAt), zone),
    status,
    source: null,
    externalId,
    price: null,
    lateFee: null,
    feePaid: null,
    currency: null,
    cancelBy: null,
    cancelByMinutes: null,
    isLateCancel,
    url: null,
    notes: null,
    bookedAt: null,
    attendedAt: null,
    cancelledAt: null,
    cancellationReason: null,
    review: null,
    line,
  };
  return { booking, isEarlierOfTwo };
}

/** The id of a visit as text; null where it has none. */
export function visitIdOf(visit: unknown): string | null {
  const id = isFields(visit) ? idOf(visit['Id']) : null;
  return id === null ? null : String(id);
}

/** The id of the class of a visit; null for an appointment. */
export function classIdOf(visit: unknown): number | null {
  return isFields(visit) ? idOf(visit['ClassId']) : null;
}

export function idOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function classOf(visit: Fields, classes: VisitReading['classes']): { readonly classId: number | null; of: Fields } {
  const classId = classIdOf(visit);
  return { classId, of: (classId === null ? undefined : classes.get(classId)) ?? {} };
}

type Said = Pick<IncomingBooking, 'isLateCancel'> & { readonly status: BookingStatus };

function readStatus(visit: Fields, at: { readonly isClass: boolean; of: Fields; readonly hasBegun: boolean }): Said {
  const is = (status: BookingStatus, isLateCancel: boolean | null = null): Said => ({ status, isLateCancel });
  // Only appointments have a meaningful AppointmentStatus.
  const word = at.isClass ? '' : textOf(visit['AppointmentStatus']);
  if (at.of['IsCanceled'] === true || word === 'Cancelled') return is('cancelled', false);
  if (visit['LateCancelled'] === true || word === 'LateCancelled') return is('cancelled', true);
  // Some studios sign everybody in at booking. Before the class, SignedIn means nothing.
  if (at.hasBegun && (visit['SignedIn'] === true || word === 'Completed' || word === 'Arrived')) return is('attended');
  if (at.hasBegun && (visit['Missed'] === true || word === 'NoShow')) return is('no_show');
  const isWaiting = isFields(visit['WaitlistInfo']) && idOf(visit['WaitlistInfo']['WaitlistId']) !== null;
  return is(isWaiting || word === 'Requested' ? 'waitlisted' : 'booked');
}

/** The minutes to its end; an hour where no end after the start is given. */
function readDuration(visit: Fields, startsAt: number, zone: RowZone): number {
  const endsAt = readEnd(textOf(visit['EndDateTime']), zone);
  const minutes = endsAt === null ? 0 : Math.round((endsAt - startsAt) / 60_000);
  if (minutes > MAX_DURATION_MINUTES) throw new UnreadableError('It takes more than a week, which no class does.');
  return minutes > 0 ? minutes : DEFAULT_DURATION_MINUTES;
}

/** Ms since the epoch; null where no such time exists. */
function readEnd(text: string, { rules }: RowZone): number | null {
  try {
    const end = readIsoTime(text);
    if (end === null || end.kind === 'date') return null;
    return end.kind === 'instant' ? end.at.getTime() : rules.readWall(Date.parse(`${end.local}Z`)).instant;
  } catch (error) {
    if (error instanceof NuminaError) return null;
    throw error;
  }
}

function readStaff(of: Fields): string | null {
  const staff = of['Staff'];
  if (!isFields(staff)) return null;
  const fullName = `${textOf(staff['FirstName'])} ${textOf(staff['LastName'])}`;
  return readOneLine(textOf(staff['Name']), 'instructor') ?? readOneLine(fullName, 'instructor');
}

function readName(of: Fields, part: string, what: string): string | null {
  const value = of[part];
  return isFields(value) ? readOneLine(textOf(value['Name']), what) : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
