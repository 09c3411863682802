import type { BookingsTable } from '../db/schema.ts';
import type { Booking } from './booking.ts';
import type { Thousandths } from './money.ts';

/** The fields of a booking that a person may give beside its class and time. Absent: not given. Null: none. */
export interface BookingFields {
  readonly type?: string | null;
  readonly location?: string | null;
  readonly instructor?: string | null;
  readonly durationMinutes?: number;
  readonly source?: string;
  readonly externalId?: string | null;
  readonly zone?: string;
  readonly price?: Thousandths | null;
  readonly currency?: string | null;
  readonly lateFee?: Thousandths | null;
  readonly url?: string | null;
  readonly notes?: string | null;
}

/**
 * The kind of a value: `title` is text of one line, `lines` text of several, `amount` thousandths of the currency's
 * unit, `minutes` a duration, `instant` a UTC time, `wall` a local time. said-fields.ts checks what a person gives.
 */
export type FieldKind =
  | ('id' | 'title' | 'lines' | 'url' | 'zone' | 'currency' | 'status')
  | ('amount' | 'minutes' | 'count' | 'flag' | 'instant' | 'wall');

/** The columns of a booking that hold a field: not the owner, and not the columns that follow from `class_local`. */
export type BookingColumn = Exclude<keyof BookingsTable, 'user_id' | 'class_date' | 'class_time' | 'search_key'>;

/** One field of a booking with all its names. */
export interface BookingField {
  readonly name: keyof Booking;
  readonly column: BookingColumn;
  readonly kind: FieldKind;
  /** The name in JSON; `class.type` is the field `type` of the object `class`. */
  readonly json: string;
  /** The column in a CSV file. */
  readonly csv?: CsvColumn;
  /** The name in a calendar, after `X-NUMINA-`. */
  readonly ics?: string;
  /** The word in the journal for a change of it. */
  readonly word?: string;
  /** Calendars show it, so a change raises SEQUENCE (RFC 5545 §3.8.7.4). */
  readonly isShown?: true;
  /** Its name in requests, where a person may give it. */
  readonly said?: keyof BookingFields;
  /** Its name in error messages of its text; the same as `said` where absent. */
  readonly label?: string;
  /** It always has a value. */
  readonly isRequired?: true;
  /** The class has it too, under the name `said`, and lends its value to the next booking. */
  readonly isLent?: true;
}

function field(
  name: BookingField['name'],
  column: BookingColumn,
  kind: FieldKind,
  more: Partial<BookingField> = {},
): BookingField {
  return { name, column, kind, json: name, ...more };
}

const [isShown, isLent, isRequired] = [true, true, true] as const;

/** Every field, in the order of the columns. */
export const BOOKING_FIELDS: readonly BookingField[] = [
  field('id', 'id', 'id'),
  field('classId', 'class_id', 'id', { json: 'class.id' }),
  field('className', 'class_name', 'title', { json: 'class.name', csv: 'class', ics: 'CLASS', word: 'name', isShown }),
  field('classType', 'class_type', 'title', {
    ...{ json: 'class.type', csv: 'type', ics: 'TYPE', word: 'type', said: 'type' },
    ...{ isShown, isLent },
  }),
  field('location', 'location', 'title', {
    ...{ json: 'class.location', csv: 'location', word: 'place', said: 'location' },
    isShown,
  }),
  field('instructor', 'instructor', 'title', {
    ...{ json: 'class.instructor', csv: 'instructor', ics: 'INSTRUCTOR', word: 'instructor', said: 'instructor' },
    ...{ isShown, isLent },
  }),
  field('startsLocal', 'class_local', 'wall', { json: 'startsAt', csv: 'starts_at', ics: 'STARTS-LOCAL' }),
  field('zone', 'zone', 'zone', { csv: 'zone', ics: 'ZONE', said: 'zone', isRequired, isShown, isLent }),
  field('startsAt', 'class_datetime', 'instant', { isShown }),
  field('durationMinutes', 'duration_minutes', 'minutes', {
    ...{ csv: 'duration', ics: 'DURATION', word: 'duration', said: 'durationMinutes' },
    ...{ isRequired, isShown, isLent },
  }),
  field('status', 'status', 'status', { csv: 'status', ics: 'STATUS', word: 'status', isShown }),
  field('source', 'booking_source', 'title', {
    ...{ csv: 'source', ics: 'SOURCE', word: 'source', said: 'source' },
    ...{ isRequired, isShown, isLent },
  }),
  field('externalId', 'external_booking_id', 'title', {
    ...{ json: 'externalBookingId', csv: 'external_id', ics: 'EXTERNAL-ID', word: 'external id' },
    ...{ said: 'externalId', label: 'external id' },
  }),
  field('bookedAt', 'booked_at', 'instant', { csv: 'booked_at', ics: 'BOOKED-AT' }),
  field('attendedAt', 'attended_at', 'instant', { csv: 'attended_at', ics: 'ATTENDED-AT' }),
  field('cancelledAt', 'cancelled_at', 'instant', { csv: 'cancelled_at', ics: 'CANCELLED-AT' }),
  field('cancellationReason', 'cancellation_reason', 'title', {
    csv: 'cancellation_reason',
    ics: 'CANCELLATION-REASON',
  }),
  field('cancelBy', 'cancel_by', 'instant', { csv: 'cancel_by', ics: 'CANCEL-BY', word: 'free cancellation' }),
  field('cancelByMinutes', 'cancel_by_minutes', 'minutes', { ics: 'CANCEL-BY-MINUTES', word: 'free cancellation' }),
  field('isLateCancel', 'is_late_cancel', 'flag', { ics: 'LATE-CANCEL' }),
  field('price', 'price', 'amount', {
    ...{ csv: 'price', ics: 'PRICE', word: 'price', said: 'price' },
    isLent,
  }),
  field('currency', 'currency', 'currency', {
    ...{ csv: 'currency', ics: 'CURRENCY', word: 'currency', said: 'currency' },
    isLent,
  }),
  field('lateFee', 'late_fee', 'amount', {
    ...{ csv: 'late_fee', ics: 'LATE-FEE', word: 'late fee', said: 'lateFee' },
    isLent,
  }),
  field('feePaid', 'fee_paid', 'amount', { csv: 'fee_paid', ics: 'FEE-PAID' }),
  field('url', 'url', 'url', { csv: 'url', word: 'link', said: 'url', isShown, isLent }),
  field('notes', 'notes', 'lines', { csv: 'notes', ics: 'NOTES', word: 'notes', said: 'notes', isShown }),
  field('sequence', 'sequence', 'count'),
  field('reminderSent24h', 'reminder_sent_24h', 'flag'),
  field('reminderSent1h', 'reminder_sent_1h', 'flag'),
  field('createdAt', 'created_at', 'instant'),
  field('updatedAt', 'updated_at', 'instant'),
];

/** A field that a person may give. */
export type SaidField = BookingField & { readonly said: keyof BookingFields; readonly label: string };

/** The fields that a person may give, in the order of the columns. */
export const SAID_FIELDS: readonly SaidField[] = BOOKING_FIELDS.flatMap((each) =>
  each.said === undefined ? [] : [{ ...each, said: each.said, label: each.label ?? each.said }],
);

/** The fields that a class lends to its next booking: as a booking names them, and as a class names them. */
export type Lent = Pick<
  Booking,
  'classType' | 'instructor' | 'durationMinutes' | 'zone' | 'source' | 'price' | 'currency' | 'lateFee' | 'url'
>;
export type LentName = Exclude<keyof BookingFields, 'location' | 'externalId' | 'notes'>;

/** The fields that a class lends to its next booking. */
export const LENT_FIELDS = SAID_FIELDS.filter((each): each is SaidField & { name: keyof Lent; said: LentName } =>
  Boolean(each.isLent),
);

/** The fields that belong to a single booking and not to its class. */
export type OwnName = Exclude<keyof BookingFields, LentName | 'location'>;
const OWN_FIELDS = SAID_FIELDS.filter(({ isLent, said }) => !isLent && said !== 'location');

/** The fields of a single booking; null where they were not given. */
export function ownFields(fields: BookingFields): Pick<Booking, OwnName> {
  return Object.fromEntries(OWN_FIELDS.map(({ said }) => [said, fields[said] ?? null])) as Pick<Booking, OwnName>;
}

/** The columns of a CSV file, in their order. The order is public: add new columns at the end. */
export const CSV_COLUMNS = [
  ...(['starts_at', 'class', 'zone', 'duration', 'type', 'location', 'instructor', 'status', 'source'] as const),
  ...(['external_id', 'price', 'currency', 'late_fee', 'fee_paid', 'cancel_by', 'url', 'notes'] as const),
  ...(['booked_at', 'attended_at', 'cancelled_at', 'cancellation_reason'] as const),
];
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** The `X-NUMINA-` properties of a calendar, in the order in which they are written; free text comes last. */
export const ICS_NAMES = [
  ...['STATUS', 'STARTS-LOCAL', 'ZONE', 'DURATION', 'PRICE', 'LATE-FEE', 'FEE-PAID', 'CANCEL-BY', 'CANCEL-BY-MINUTES'],
  ...['BOOKED-AT', 'ATTENDED-AT', 'CANCELLED-AT', 'LATE-CANCEL', 'CLASS', 'TYPE', 'INSTRUCTOR', 'SOURCE'],
  ...['EXTERNAL-ID', 'CURRENCY', 'CANCELLATION-REASON', 'NOTES'],
];

/** The field with this name in a CSV file, or in a calendar. */
export function fieldNamed(kind: 'csv' | 'ics', name: string): BookingField {
  const found = BOOKING_FIELDS.find((each) => each[kind] === name);
  if (!found) throw new Error(`No field of a booking is called ${name}.`);
  return found;
}
