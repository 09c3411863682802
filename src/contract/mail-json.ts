import type { IncomingBooking } from '../intake/incoming.ts';
import { patternText, slotsText } from '../intake/mail/format-text.ts';
import type { KnownFormat } from '../intake/mail/known-formats.ts';
import type { Slot } from '../intake/mail/mail-format.ts';
import type { TriedMail } from '../intake/mail/try-format.ts';
import type { BlockChange, BlockedSender } from '../intake/mail-trust/blocked-senders.ts';
import type { WaitingMail } from '../intake/mail-trust/waiting-mail.ts';
import type { WaitingListing } from '../intake/mail-trust/waiting-service.ts';
import { formatInstant } from '../time/instant-text.ts';
import { offsetAt } from '../time/zones.ts';
import type { Words } from '../words.ts';
import { toBookingJson } from './booking-json.ts';
import type {
  BlockChangeJson,
  BlockedSenderJson,
  MailFormatJson,
  RefusedMailJson,
  TriedMailJson,
  WaitingMailJson,
} from './schemas/mail-schema.ts';

/** The wording of the front end. */
type Word = (said: Words) => string;

export function toWaitingJson({ mail, booking, outcome, report }: WaitingListing, word: Word): WaitingMailJson {
  return {
    ...toRefusedJson(mail),
    booking: booking && toBookingJson(booking),
    outcome,
    reasons: report.skipped.map(({ reason }) => word(reason)),
  };
}

export function toRefusedJson({ id, from, subject, receivedAt, kind, why }: WaitingMail): RefusedMailJson {
  return { id, shortId: id.slice(0, 8), from, subject, receivedAt, kind, why };
}

export function toBlockedJson({ sender, createdAt }: BlockedSender): BlockedSenderJson {
  return { sender, createdAt };
}

export function toBlockChangeJson({ mails, isBlocked, ...blocked }: BlockChange): BlockChangeJson {
  return { ...toBlockedJson(blocked), isBlocked, mails };
}

export function toFormatJson({ format, isOwn, isOverruled }: KnownFormat): MailFormatJson {
  const { name, source, known, senders, dateOrder, subjects, lines, orders, ids } = format;
  return {
    ...{ name, source, known, isOwn, isOverruled, senders, dateOrder },
    subjects: subjects.map(({ kind, pattern }) => ({ kind, pattern: patternText(pattern) })),
    lines: lines.map(({ kinds, pattern }) => ({ kinds, pattern: patternText(pattern) })),
    orders: orders.map((slots: readonly Slot[]) => slotsText(slots)),
    ids: ids.map(patternText),
  };
}

/** A mail that was tried, with the name of its file. */
export function toTriedJson(file: string, tried: TriedMail, word: Word): TriedMailJson {
  const { from, subject, isClaimed, kind, lines, bookings, missing, reasons } = tried;
  const said = { bookings: bookings.map(toTriedBooking), missing, reasons: reasons.map(word) };
  return { file, from, subject, isClaimed, kind, lines, ...said };
}

function toTriedBooking(said: IncomingBooking): TriedMailJson['bookings'][number] {
  const { className, startsAt, zone, durationMinutes, status, location, instructor, source, externalId } = said;
  const startsMs = Date.parse(startsAt);
  return {
    class: className,
    startsAt: formatInstant(startsMs, offsetAt(startsMs, zone)),
    zone,
    durationMinutes: durationMinutes === 0 ? null : durationMinutes,
    ...{ status, location, instructor, source, externalBookingId: externalId },
  };
}
