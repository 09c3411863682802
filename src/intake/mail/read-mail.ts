import type { BookingStatus } from '../../bookings/booking.ts';
import { NuminaError } from '../../errors.ts';
import type { LocalDateTime } from '../../time/civil.ts';
import { minutesBetween } from '../../time/instant-text.ts';
import { readIsoTime } from '../../time/iso-time.ts';
import { formatWall } from '../../time/wall-time.ts';
import { findForwarded, type MailHead, withoutQuoted } from './forwarded.ts';
import { keepsItsTime } from './kept-time.ts';
import { findLateFee, type LateFee, saysCharged } from './late-fee.ts';
import { isSentBy, type MailFormat } from './mail-format.ts';
import { type FoundKind, findKind, findKindWithout } from './mail-kind.ts';
import type { MailText } from './mail-lines.ts';
import type { MailKind } from './mail-words.ts';
import { SlowPatternError } from './own-pattern.ts';
import { type MailClass, readClasses } from './read-class.ts';
import type { MarkedClass } from './schema-org.ts';

/** A parsed mail. */
export interface OpenMail {
  readonly head: MailHead;
  readonly text: MailText;
  readonly marked: readonly MarkedClass[];
  /** Whether it is a mass mail, such as a newsletter: one can unsubscribe from it. */
  readonly isBulk: boolean;
  /** Whether its end is missing. */
  readonly isCutOff?: boolean;
}

/** A class in a mail, with the resulting status. */
export interface MailBooking extends MailClass {
  readonly source: string;
  readonly status: BookingStatus;
  readonly isLateCancel: boolean;
  /** The fee of the cancellation; null where the mail names no certain amount. */
  readonly lateFee: LateFee | null;
  /** Whether only the teacher or the room changes, and not the time. */
  readonly keepsTime: boolean;
}

export interface MailReading {
  readonly kind: MailKind | 'none';
  /** The format of its sender; null where none is known. */
  readonly format: MailFormat | null;
  readonly bookings: readonly MailBooking[];
  /** Why the mail is not about a booking; the end of a sentence. Null where it is. */
  readonly reason: string | null;
  readonly writtenAt: Date | null;
}

/** The source of bookings that are only in markup. */
const BY_MARKUP = 'email';

/** The mail, or the one that it forwards. The subject is without prefixes such as Re: and Fwd:. */
export function findSaid(mail: OpenMail): Pick<OpenMail, 'head' | 'text'> & { readonly subject: string } {
  const said = findForwarded(mail.text, mail.head) ?? { head: mail.head, text: withoutQuoted(mail.text) };
  const subject = said.head.subject.replace(/^(?:(?:fwd?|wg|tr|rv|i|re|aw|doorst|enc)\s*:\s*)+/iu, '').trim();
  return { ...said, subject };
}

/** The classes in a mail, by its markup or else by the formats. What is not certain is left out. */
export function readMail(mail: OpenMail, formats: readonly MailFormat[]): MailReading {
  try {
    return read(mail, formats);
  } catch (error) {
    if (!(error instanceof SlowPatternError)) throw error;
    const reason = `the pattern ${error.pattern} takes too long over it`;
    return { kind: 'none', format: null, bookings: [], reason, writtenAt: mail.head.writtenAt };
  }
}

function read(mail: OpenMail, formats: readonly MailFormat[]): MailReading {
  const { head, text, subject } = findSaid(mail);
  const { writtenAt } = head;
  const format = formats.find((each) => isSentBy(each, head.address, head.name)) ?? null;
  const none = (reason: string): MailReading => ({ kind: 'none', format, bookings: [], reason, writtenAt });
  const marked = mail.marked.flatMap((each) => fromMarkup(each, format?.source ?? BY_MARKUP) ?? []);
  if (marked.length > 0) {
    const [first] = marked;
    const kind: MailKind =
      first?.status === 'cancelled' ? 'cancelled' : first?.status === 'waitlisted' ? 'waitlisted' : 'confirmed';
    return { kind, format, bookings: marked, reason: null, writtenAt };
  }
  if (format === null) return none(`no format knows mails of ${head.address || 'its sender'}`);
  const search = { subject, text, format, isBulk: mail.isBulk };
  const reading = { writtenOn: writtenAt?.toISOString().slice(0, 10) ?? null, order: format.dateOrder };
  const readAs = ({ kind, said }: FoundKind) =>
    readClasses({ text, kind: kind ?? 'confirmed', format, said, subject, senderName: head.name, reading });
  const first = findKind(search);
  const presumed = readAs(first);
  const name = typeof presumed === 'string' ? null : (presumed[0]?.className ?? null);
  const found = name === null ? first : findKindWithout(name, search, first);
  const { kind } = found;
  if (kind === null) return none(found.reason);
  // What is there may be the old time alone.
  if (kind === 'changed' && mail.isCutOff) return none('it breaks off, and the new time may be missing');
  const classes = found.kind === first.kind ? presumed : readAs(found);
  if (typeof classes === 'string') return none(classes);
  const status: BookingStatus =
    kind === 'waitlisted' ? 'waitlisted' : kind === 'cancelled' || kind === 'late_cancel' ? 'cancelled' : 'booked';
  const isLate = kind === 'late_cancel' || (kind === 'cancelled' && saysCharged(text.lines));
  const more = {
    ...{ source: format.source, status, isLateCancel: isLate },
    // With several classes, it is not known to which one the fee belongs.
    lateFee: isLate && classes.length === 1 ? findLateFee(text.lines) : null,
    keepsTime: kind === 'changed' && keepsItsTime(subject, text),
  };
  const bookings = classes.map((each) => ({ ...each, ...more }));
  return { kind, format, bookings, reason: null, writtenAt };
}

function fromMarkup(marked: MarkedClass, source: string): MailBooking | null {
  const start = wallOf(marked.startDate);
  if (start === null) return null;
  const end = marked.endDate === null ? null : wallOf(marked.endDate);
  const minutes =
    end === null
      ? 0
      : (Date.parse(`${end.local}Z`) - Date.parse(`${start.local}Z`)) / 60_000 -
        ((end.offsetMinutes ?? 0) - (start.offsetMinutes ?? 0));
  return {
    ...start,
    className: marked.className,
    instructor: marked.instructor,
    location: marked.location,
    id: marked.reservationNumber,
    movedFrom: null,
    durationMinutes: minutes > 0 && minutes <= 7 * 1440 ? minutes : null,
    source,
    status: marked.status,
    ...{ isLateCancel: false, lateFee: null, keepsTime: false },
  };
}

/** Null also for a day or time that does not exist. */
function readExisting(text: string) {
  try {
    return readIsoTime(text);
  } catch (error) {
    if (error instanceof NuminaError) return null;
    throw error;
  }
}

function wallOf(text: string): { readonly local: LocalDateTime; readonly offsetMinutes: number | null } | null {
  const when = readExisting(text);
  if (when === null || when.kind === 'date') return null;
  if (when.kind === 'local') return { local: when.local, offsetMinutes: null };
  const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(text);
  if (!written) return null;
  const local = `${written[1]}T${written[2]}:00`;
  return { local: formatWall(Date.parse(`${local}Z`)), offsetMinutes: minutesBetween(local, when.at.getTime()) };
}
