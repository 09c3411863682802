import { zoneRules } from '../../time/zone-rules.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type CalendarReading, readCalendar } from '../ics/ics-import.ts';
import {
  type Cancellation,
  FIRST_YEAR,
  type IncomingBooking,
  LAST_YEAR,
  type ReadResult,
  reasonOf,
  type Skip,
  UnreadableError,
} from '../incoming.ts';
import { quote, readOneLine } from '../incoming-text.ts';
import type { MailFormat } from './mail-format.ts';
import { type OpenedMail, openMail } from './open-mail.ts';
import { type MailBooking, type MailReading, readMail } from './read-mail.ts';

export interface MailSourceReading extends CalendarReading {
  readonly formats: readonly MailFormat[];
}

/**
 * Reads a mail: by its calendar, by its markup, by the format of its provider. A mail that is no booking is skipped
 * with its reason. Throws FailureError where it is no mail.
 */
export async function readMailSource(octets: Uint8Array, options: MailSourceReading): Promise<ReadResult> {
  const opened = await openMail(octets);
  const reading = readMail(opened.mail, options.formats);
  if (opened.calendar !== null) return byCalendar(opened.calendar, reading, options);
  const skipped: Skip[] = [];
  const bookings: IncomingBooking[] = [];
  const cancellations: Cancellation[] = [];
  reading.bookings.forEach((said, index) => {
    try {
      const booking = toIncoming(said, reading, options, index + 1);
      if (booking.isCancelled) cancellations.push(toCancellation(booking));
      else bookings.push(booking);
    } catch (error) {
      skipped.push(skip(index + 1, reasonOf(error)));
    }
  });
  if (reading.reason !== null)
    skipped.push(skip(null, `The mail ${quote(opened.mail.head.subject)} is no booking: ${reading.reason}.`));
  return { bookings, cancellations, skipped, notes: [] };
}

/** What is not known is remembered, so that an older confirmation that is read later stays away. */
function toCancellation(said: IncomingBooking): Cancellation {
  const { identity, source, line, sequence, lastModified, stamp } = said;
  const uid = identity.kind === 'uid' ? identity.uid : '';
  return { uid, source, recurrenceId: null, isFromThere: false, said, line, ...{ sequence, lastModified, stamp } };
}

function skip(line: number | null, reason: string): Skip {
  return { uid: null, line, reason };
}

/** A calendar says times exactly; the text beside it may name what the calendar does not. */
function byCalendar(
  calendar: NonNullable<OpenedMail['calendar']>,
  { format, bookings: said }: MailReading,
  options: CalendarReading,
): ReadResult {
  const read = readCalendar(calendar.text, options);
  const [text, another] = said;
  // What is cancelled is looked for under the source under which it was booked.
  const sourceOf = (each: { readonly source: string | null }) => each.source ?? format?.source ?? null;
  const bookings = read.bookings.map((booking): IncomingBooking => {
    const isOne = text !== undefined && another === undefined && read.bookings.length === 1;
    const uid = booking.identity.kind === 'uid' ? booking.identity.uid : null;
    return {
      ...booking,
      source: sourceOf(booking),
      className: isOne && isLonger(booking.className, text.className) ? text.className : booking.className,
      externalId: booking.externalId ?? (format === null ? null : uid),
      instructor: booking.instructor ?? (isOne ? text.instructor : null),
    };
  });
  const { cancellations = [], listings = [] } = read;
  return {
    ...read,
    bookings,
    listings: listings.map((each) => ({ ...each, source: sourceOf(each) })),
    cancellations: cancellations.map((each) => ({
      ...each,
      source: sourceOf(each),
      said: each.said && { ...each.said, source: sourceOf(each.said) },
    })),
    notes: [...calendar.notes, ...read.notes],
  };
}

/** Some calendars add who comes: “Breathwork: Ana and Theo”. */
function isLonger(title: string, className: string | null): className is string {
  return className !== null && title.startsWith(`${className}:`);
}

/** Throws UnreadableError, or UsageError for a text that is too long, where it cannot be taken. */
function toIncoming(
  said: MailBooking,
  { kind, writtenAt }: MailReading,
  { homeZone, zone: givenZone, source: givenSource, type }: CalendarReading,
  line: number,
): IncomingBooking {
  // It would be booked a second time, and the old time would stay.
  if (kind === 'changed' && said.id === null) {
    throw new UnreadableError('It moves a class and does not say which; numina edit moves it here.');
  }
  const year = Number(said.local.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new UnreadableError(`Its year is not between ${FIRST_YEAR} and ${LAST_YEAR}.`);
  const zone = givenZone ?? homeZone;
  const wall = Date.parse(`${said.local}Z`);
  const read = said.offsetMinutes === null ? zoneRules(zone).readWall(wall) : null;
  if (read?.kind === 'gap') throw new UnreadableError('Its time does not exist there, as clocks go forward.');
  const instant = read === null ? wall - (said.offsetMinutes ?? 0) * 60_000 : read.instant;
  const source = givenSource ?? said.source;
  const className = readOneLine(said.className, 'class name') ?? '';
  const stamp = writtenAt?.toISOString() ?? null;
  const name = said.id ?? fingerprintOf({ source, className, location: null, start: said.local });
  const isCancelled = said.status === 'cancelled';
  return {
    identity: { kind: 'uid', uid: `mail:${name}`, recurrenceId: null },
    ...{ sequence: 0, lastModified: stamp, stamp },
    isCancelled,
    className,
    type: type ?? null,
    location: readOneLine(said.location, 'location'),
    instructor: readOneLine(said.instructor, 'instructor'),
    startsLocal: read === null ? wallTimeAt(new Date(instant), zone) : said.local,
    zone,
    startsAt: new Date(instant).toISOString(),
    ...(read === null && { isMoment: true as const }),
    durationMinutes: said.durationMinutes ?? 0,
    status: said.status,
    source,
    externalId: said.id,
    ...{ price: null, lateFee: null, feePaid: null, currency: null, cancelBy: null, cancelByMinutes: null },
    isLateCancel: isCancelled ? said.isLateCancel : null,
    ...{ url: null, notes: null, bookedAt: null, attendedAt: null },
    cancelledAt: isCancelled ? stamp : null,
    cancellationReason: null,
    review: null,
    partial: {
      isReminder: kind === 'reminder',
      isByStart: said.id === null,
    },
    line,
  };
}
