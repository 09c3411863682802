import type { MailFormat } from './mail-format.ts';
import type { MailText } from './mail-lines.ts';
import { isAboutElse, kindOfWords, type MailKind, saysNoBooking } from './mail-words.ts';

export interface FoundKind {
  /** Null where the mail is none, or does not say what it is. */
  readonly kind: MailKind | null;
  /** What the format's pattern of the subject has found. */
  readonly said: Readonly<Record<string, string | undefined>>;
  /** Why there is no kind: the end of a sentence. */
  readonly reason: string;
}

export interface KindSearch {
  readonly subject: string;
  readonly text: MailText;
  readonly format: MailFormat;
  /** A mail that goes to many says what it is in its text, not in its subject alone. */
  readonly isBulk: boolean;
}

/** What a mail is for, it says at its beginning. */
const STATEMENT_WITHIN = 12;

/** By the format's own subjects, then by what subjects of such mails say, then by what the mail itself says. */
export function findKind({ subject, text, format, isBulk }: KindSearch): FoundKind {
  for (const { kind, pattern } of format.subjects) {
    const match = pattern.exec(subject);
    if (!match) continue;
    if (kind === 'none') return not('it is about something else');
    return { kind, said: match.groups ?? {}, reason: '' };
  }
  return findByWords(subject, text, isBulk);
}

/**
 * The same once the name of the class is known: a class may be called “No-Waitlist Flow” or “Special Friday”, and what a
 * name says is nothing about the booking.
 */
export function findKindWithout(name: string, search: KindSearch, found: FoundKind): FoundKind {
  const isBySubject = search.format.subjects.some(({ pattern }) => pattern.test(search.subject));
  if (isBySubject || (kindOfWords(name) === null && !isAboutElse(name) && !saysNoBooking(name))) return found;
  const without = (text: string) => text.replaceAll(name, ' ').trim();
  const lines = search.text.lines.map((line) => ({ ...line, text: without(line.text) }));
  return findByWords(without(search.subject), { ...search.text, lines }, search.isBulk);
}

function not(reason: string): FoundKind {
  return { kind: null, said: {}, reason };
}

function findByWords(subject: string, { lines }: MailText, isBulk: boolean): FoundKind {
  if (isAboutElse(subject)) return not('it is about something else');
  if (lines.some(({ text }) => saysNoBooking(text))) return not('it says that nothing is booked by it');
  // A question states nothing.
  const bySubject = kindOfWords(subject.replace(/[^.!?]*\?/g, ' '));
  if (bySubject !== null && !isBulk) return { kind: bySubject, said: {}, reason: '' };
  const statement =
    lines
      .slice(0, STATEMENT_WITHIN)
      .map(({ text }) => kindOfStatement(text))
      .find((kind) => kind !== null) ?? null;
  if (statement === null) return not('it does not say that a class is booked, changed or cancelled');
  return { kind: bySubject ?? statement, said: {}, reason: '' };
}

/** How a class may be cancelled, or when it will be booked, is no statement that it is. */
const CONDITION =
  /\b(?:policy|until|before|at least|to cancel|can cancel|may cancel|cancel (?:in|by|at)|if you|once|as soon as|when (?:your|we|a)|will be|kannst|können|bis zu|sobald|jusqu|dès que|hasta|en cuanto|fino|non appena|tot|zodra|até|assim que)(?!\p{L})/iu;

function kindOfStatement(line: string): MailKind | null {
  return CONDITION.test(line) || line.endsWith('?') ? null : kindOfWords(line);
}
