import type { Words } from '../../words.ts';
import { type CalendarReading, readCalendar } from '../ics/ics-import.ts';
import { type Cancellation, type IncomingBooking, type ReadResult, reasonOf, type Skip } from '../incoming.ts';
import { quote } from '../incoming-text.ts';
import { toIncoming } from './incoming-from-mail.ts';
import type { MailFormat } from './mail-format.ts';
import { type OpenedMail, openMail } from './open-mail.ts';
import { type MailReading, readMail } from './read-mail.ts';

export interface MailSourceReading extends CalendarReading {
  readonly formats: readonly MailFormat[];
}

/**
 * Reads a mail: by its calendar, its markup, or the format of its provider. A mail that is not about a booking is
 * skipped, with the reason. Throws FailureError where it is not a mail.
 */
export async function readMailSource(octets: Uint8Array, options: MailSourceReading): Promise<ReadResult> {
  const opened = await openMail(octets);
  const reading = readMail(opened.mail, options.formats);
  const read = readOpenedMail(opened, reading, options);
  if (opened.calendar !== null || reading.reason === null) return read;
  const reason = `The mail ${quote(opened.mail.head.subject)} is not a booking: ${reading.reason}.`;
  return { ...read, skipped: [...read.skipped, skip(null, reason)] };
}

/** What a mail makes of classes. `reading` says whether it is a booking at all. */
export function readOpenedMail(opened: OpenedMail, reading: MailReading, options: CalendarReading): ReadResult {
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
  return { bookings, cancellations, skipped, notes: [] };
}

/**
 * A cancellation is remembered even where its class is unknown, so that an older confirmation that is read later does
 * not count.
 */
function toCancellation(said: IncomingBooking): Cancellation {
  const { identity, source, line, sequence, lastModified, stamp } = said;
  const uid = identity.kind === 'uid' ? identity.uid : '';
  return { uid, source, recurrenceId: null, isFromThere: false, said, line, ...{ sequence, lastModified, stamp } };
}

function skip(line: number | null, reason: Words): Skip {
  return { uid: null, line, reason };
}

/** Reads the calendar, which has exact times. The text of the mail may add names. */
function byCalendar(
  calendar: NonNullable<OpenedMail['calendar']>,
  { format, bookings: said }: MailReading,
  options: CalendarReading,
): ReadResult {
  const read = readCalendar(calendar.text, options);
  const [text, another] = said;
  // A cancellation needs the same source as its booking.
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

/** Whether a title only adds people to the class name: "Breathwork: Ana and Theo". */
function isLonger(title: string, className: string | null): className is string {
  return className !== null && title.startsWith(`${className}:`);
}
