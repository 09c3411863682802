import { createHash } from 'node:crypto';
import { NuminaError } from '../../errors.ts';
import type { Words } from '../../words.ts';
import type { IncomingBooking, Skip } from '../incoming.ts';
import type { IntakeDocument, MailMark } from '../intake-document.ts';
import { type MailSourceReading, readOpenedMail } from '../mail/mail-source.ts';
import { openMail } from '../mail/open-mail.ts';
import { type MailReading, readMail } from '../mail/read-mail.ts';
import { applyTitleRules, type TitleRules } from '../title-rules.ts';

/** One of many mails, read. */
export interface MailDocument extends IntakeDocument {
  readonly mail: MailMark;
  /** Null where it cannot be read. */
  readonly reading: MailReading | null;
  /** Whether it says nothing about a class. */
  readonly isEmpty: boolean;
  /** Why it says nothing, as the end of a sentence. */
  readonly reason: string | null;
  /** Whole sentences that the person should read. */
  readonly notes: readonly Words[];
}

export interface MailDocumentReading {
  readonly reading: MailSourceReading;
  readonly rules: TitleRules;
}

/** The source for a calendar in a mail from an unknown sender. It is that of any other calendar. */
export const MAIL_SOURCE = 'ics';

/**
 * Reads one of many mails. `number` is its position among them, and `octets` is null where it is too large. A mail that
 * is not a booking, or cannot be read, is skipped with a reason. Mails of the same kind have the same reason.
 */
export async function readMailDocument(
  octets: Uint8Array | null,
  number: number,
  { reading: options, rules }: MailDocumentReading,
  receivedAt: Date | null = null,
): Promise<MailDocument> {
  const receivedMs = receivedAt?.getTime() ?? null;
  const digest = octets === null ? `number ${number}` : createHash('sha256').update(octets).digest('base64');
  const mark = (writtenAt: Date | null): MailMark => ({ digest, writtenAt: writtenAt?.getTime() ?? receivedMs });
  if (octets === null) return unread(number, mark(null), 'it is larger than 20 MiB');
  try {
    const opened = await openMail(octets);
    const reading = readMail(opened.mail, options.formats);
    const read = applyTitleRules(atPlace(readOpenedMail(opened, reading, options), number), rules);
    const { bookings, listings, cancellations, notes } = read;
    const isEmpty = bookings.length + (listings?.length ?? 0) + (cancellations?.length ?? 0) === 0;
    const isNone = opened.calendar === null && reading.reason !== null;
    // Their addresses would make a reason of its own of each.
    const isStranger = reading.reason?.startsWith('no format knows') === true;
    const reason = isStranger ? 'no format knows its sender' : reading.reason;
    return {
      said: { bookings, ...(listings && { listings }), ...(cancellations && { cancellations }) },
      skipped: isNone ? [...read.skipped, noBooking(number, reason ?? '')] : read.skipped,
      defaultSource: MAIL_SOURCE,
      mail: mark(reading.writtenAt ?? opened.mail.head.writtenAt),
      ...{ reading, isEmpty, reason, notes },
    };
  } catch (error) {
    return unread(number, mark(null), reasonAgainst(error));
  }
}

function unread(number: number, mail: MailMark, reason: string): MailDocument {
  return {
    said: { bookings: [] },
    skipped: [noBooking(number, reason)],
    defaultSource: MAIL_SOURCE,
    ...{ mail, reading: null, isEmpty: true, reason, notes: [] },
  };
}

function noBooking(line: number, reason: string): Skip {
  return { uid: null, line, reason: `No booking: ${reason}.` };
}

/** A bad mail, or a defect in our code, must not stop the other mails. */
function reasonAgainst(error: unknown): string {
  if (error instanceof NuminaError) return error.message.replace(/\.$/, '');
  return `numina cannot read it (${error instanceof Error ? error.name : String(error)}); please report this`;
}

type Read = ReturnType<typeof readOpenedMail>;

/** Replaces the line within a mail by the position of the mail. */
function atPlace(read: Read, line: number): Read {
  const at = (said: IncomingBooking) => ({ ...said, line });
  return {
    ...read,
    bookings: read.bookings.map(at),
    skipped: read.skipped.map((skip) => ({ ...skip, line })),
    cancellations: read.cancellations?.map((each) => ({ ...each, line, said: each.said && at(each.said) })) ?? [],
  };
}
