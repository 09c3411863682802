import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { FailureError } from '../../errors.ts';
import { type DecodedText, decodeText } from '../decode-text.ts';
import { countParts, MAX_PARTS } from './mail-bounds.ts';
import { charsetsOf, partKey } from './mail-charsets.ts';

export interface FoundCalendar {
  readonly text: string;
  /** What had to be guessed, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * The calendar in a mail (RFC 6047), in its attachments and in the mails it forwards: what confirms a booking, moves
 * or cancels it. Throws FailureError where the mail holds none, is none, or is nested without end.
 */
export async function findCalendar(mail: Uint8Array): Promise<FoundCalendar> {
  const { parts, subject } = await parseMail(mail);
  const isShown = ({ mimeType }: Part) => mimeType === 'text/calendar';
  const shown = parts.filter(isShown).map(decodePart);
  // The same calendar often comes twice, to be shown by the mail program and to be saved as a file.
  const essences = new Set(shown.map(({ text }) => essenceOf(text)));
  const saved = parts
    .filter((part) => !isShown(part) && isSaved(part))
    .map(decodePart)
    .filter(({ text }) => !essences.has(essenceOf(text)));
  // Of two versions that nothing else tells apart the last counts: the one that is shown.
  const found = [...saved, ...shown];
  const texts = new Set(found.map(({ text }) => text));
  const notes = new Set(found.flatMap(({ note }) => note ?? []));
  if (texts.size > 0) return { text: [...texts].join('\r\n'), notes: [...notes] };
  throw new FailureError(
    'no_calendar',
    subject ? `The mail “${subject}” holds no calendar.` : 'The mail holds no calendar.',
    'Record the class by hand: numina book. Some studios attach a calendar to their mails when asked to.',
  );
}

const CALENDAR_TYPE = /^(?:application\/(?:x-)?(?:ics|ical|calendar)|text\/(?:x-)?vcalendar)$/;

function isSaved({ mimeType, filename }: Part): boolean {
  return CALENDAR_TYPE.test(mimeType) || /\.(?:ics|ical|icalendar|vcs)$/i.test(filename ?? '');
}

/** What a calendar says of its events, however its lines are folded and whatever is to be done with it. */
function essenceOf(text: string): string {
  return text.replace(/\n[ \t]/g, '').replace(/^(?:METHOD|PRODID|VERSION|CALSCALE|X-WR-CAL[A-Z]+)[;:].*\n/gim, '');
}

/** Mails that a mail forwards are looked into, so many and so deep: all that is below is read at each level. */
const MAX_MAILS = 50;
const MAX_DEPTH = 5;

interface Part extends Attachment {
  /** As its head names it; null where it names none. */
  readonly charset: string | null;
}

interface ParsedMail extends Pick<Email, 'subject'> {
  readonly parts: readonly Part[];
}

/** What a mail holds, and what those that it forwards hold. */
async function parseMail(mail: Uint8Array): Promise<ParsedMail> {
  const parts: Part[] = [];
  let mails = 0;
  const collect = async (octets: Uint8Array, depth: number): Promise<Email> => {
    mails += 1;
    if (mails > MAX_MAILS || depth > MAX_DEPTH) throw badMail();
    const email = await parseParts(octets);
    const charsets = charsetsOf(octets);
    for (const part of email.attachments) {
      const charset = charsets.get(partKey(part.mimeType, part.filename)) ?? null;
      if (part.mimeType === 'message/rfc822') await collect(octetsOf(part), depth + 1);
      else parts.push({ ...part, charset });
    }
    return email;
  };
  const { subject } = await collect(mail, 0);
  return { subject, parts };
}

async function parseParts(mail: Uint8Array): Promise<Email> {
  if (countParts(mail) > MAX_PARTS) throw badMail();
  try {
    // Mails in it are counted before they are read.
    return await PostalMime.parse(mail, { maxRfc822NestingDepth: 0 });
  } catch (error) {
    throw badMail(error);
  }
}

function badMail(cause?: unknown): FailureError {
  return new FailureError(
    'bad_mail',
    'The mail cannot be read: it has too many parts, is nested too deeply, or its head is too long.',
    'Save its calendar part as an .ics file, then import that.',
    cause,
  );
}

function octetsOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

/** What the library takes for a calendar it has decoded already, by the charset that the part names. */
function decodePart(part: Part): DecodedText {
  const isDecoded = part.mimeType === 'text/calendar' || part.mimeType === 'application/ics';
  const { text, note } = decodeText(octetsOf(part), isDecoded ? null : part.charset);
  const isLost = note === null && text.includes('\ufffd');
  return {
    text: text.replace(/\r\n?/g, '\n').trim(),
    note: isLost
      ? 'The calendar in the mail has letters that cannot be read: it names no charset, or a wrong one.'
      : note,
  };
}
