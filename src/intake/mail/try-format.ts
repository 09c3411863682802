import type { Words } from '../../words.ts';
import type { IncomingBooking } from '../incoming.ts';
import { isSentBy, type MailFormat } from './mail-format.ts';
import { findKind } from './mail-kind.ts';
import { type MailSourceReading, readMailSource } from './mail-source.ts';
import type { MailKind } from './mail-words.ts';
import { openMail } from './open-mail.ts';
import { findSaid } from './read-mail.ts';
import type { TriedLine } from './tried-line.ts';
import { tryLines } from './try-lines.ts';

/** What a format reads from a mail, and how. */
export interface TriedMail {
  readonly from: string;
  readonly subject: string;
  /** Whether the format names its sender. */
  readonly isClaimed: boolean;
  /** Null where it does not say what it is. */
  readonly kind: MailKind | null;
  readonly lines: readonly TriedLine[];
  /** The bookings, cancelled ones too. */
  readonly bookings: readonly IncomingBooking[];
  /** The fields that the first booking lacks. */
  readonly missing: readonly MissingField[];
  /** Why there are none, in whole sentences. */
  readonly reasons: readonly Words[];
  /** Whether the format itself says that such a mail is not a booking. */
  readonly isNoneByFormat: boolean;
}

export type MissingField = 'class' | 'instructor' | 'location' | 'duration' | 'id';

/** Reads a mail by one format alone and tells what each of its lines has matched. Throws FailureError where it is not a mail. */
export async function tryFormat(
  format: MailFormat,
  octets: Uint8Array,
  options: Omit<MailSourceReading, 'formats'>,
): Promise<TriedMail> {
  const { mail, calendar } = await openMail(octets);
  const { head, text, subject } = findSaid(mail);
  const isClaimed = isSentBy(format, head.address, head.name);
  const { kind } = findKind({ subject, text, format, isBulk: mail.isBulk });
  const own = format.subjects.find(({ pattern }) => pattern.test(subject));
  const reading = { writtenOn: head.writtenAt?.toISOString().slice(0, 10) ?? null, order: format.dateOrder };
  const { bookings, cancellations = [], skipped } = await readMailSource(octets, { ...options, formats: [format] });
  const found = [...bookings, ...cancellations.flatMap(({ said }) => said ?? [])];
  return {
    ...{ from: head.address, subject, isClaimed, kind },
    lines: [
      {
        part: 'sender',
        said: format.senders.join(', '),
        matched: isClaimed ? head.address : null,
        fields: {},
      },
      ...(calendar === null ? [] : [notByFormat('calendar')]),
      ...(mail.marked.length === 0 ? [] : [notByFormat('markup')]),
      ...tryLines({ format, subject, senderName: head.name, text, kind: kind ?? 'confirmed', reading }),
    ],
    bookings: found,
    missing: missingOf(found),
    reasons: skipped.map(({ reason }) => reason),
    isNoneByFormat: own?.kind === 'none',
  };
}

/** A part that is read before the lines of the format. */
function notByFormat(part: 'calendar' | 'markup'): TriedLine {
  const said = part === 'calendar' ? 'a calendar in the mail' : 'schema.org markup';
  return { part, said, matched: said, fields: {} };
}

function missingOf([first]: readonly IncomingBooking[]): readonly MissingField[] {
  if (!first) return [];
  const { className, instructor, location, durationMinutes, externalId } = first;
  const has = { class: className, instructor, location, duration: durationMinutes, id: externalId };
  return (Object.keys(has) as MissingField[]).filter((field) => !has[field]);
}
