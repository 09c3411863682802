import type { MailFormat } from './mail-format.ts';
import type { MailText } from './mail-lines.ts';
import { isAboutElse, kindOfLine, kindOfWords, type MailKind, saysNoBooking, saysThatOneWaits } from './mail-words.ts';

export interface FoundKind {
  /** Null where the mail is not about a booking, or does not say what happened. */
  readonly kind: MailKind | null;
  /** The groups that the format's pattern found in the subject. */
  readonly said: Readonly<Record<string, string | undefined>>;
  /** Why there is no kind; the end of a sentence. */
  readonly reason: string;
}

export interface KindSearch {
  readonly subject: string;
  readonly text: MailText;
  readonly format: MailFormat;
  /** In a mass mail, the subject alone is not enough: its text has to say it. */
  readonly isBulk: boolean;
}

/** A mail says its purpose within this number of lines. */
const STATEMENT_WITHIN = 12;

/** Finds the kind: by the subjects of the format, then by common words in the subject, then by the text. */
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
 * Finds the kind again without the name of the class. A class may be called "No-Waitlist Flow" or "Special Friday", and
 * its name says nothing about the booking.
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
  // A question is not a statement.
  const bySubject = kindOfWords(subject.replace(/[^.!?]*\?/g, ' '));
  const stated = lines.slice(0, STATEMENT_WITHIN).filter(({ text }) => !isCondition(text));
  if (bySubject === 'confirmed' || bySubject === 'waitlisted') {
    // "Booking confirmation" and "Waitlist update" are also subjects of what the text says more exactly.
    const more = stated.map(({ text }) => moreExactly(text)).find((kind) => kind !== null);
    if (more) return { kind: more, said: {}, reason: '' };
  }
  if (bySubject !== null && !isBulk) return { kind: bySubject, said: {}, reason: '' };
  const statement = stated.map(({ text }) => kindOfLine(text)).find((kind) => kind !== null) ?? null;
  if (statement === null) return not('it does not say that a class is booked, changed or cancelled');
  return { kind: bySubject ?? statement, said: {}, reason: '' };
}

/** Conditions, such as how to cancel or when something will be booked, are not statements. */
const CONDITION =
  /\b(?:policy|until|before|at least|(?<!had |have )to cancel|can cancel|may cancel|cancel (?:in|by|at)|if you|once|as soon as|when (?:your|we|a)|will be|receiv(?:e|ing) (?:this|these)|(?:erhältst|erhalten|bekommst) .{0,30}(?:mail|nachricht)|recev(?:ez|ons|oir) ce|recib(?:es|e) este|ricev(?:i|e) quest|ontvang\p{L}* .{0,20}(?:mail|bericht)|receb(?:e|es|eu) este|appl(?:y|ies)|cancellations|late cancels|(?:are|is) charged|free cancell?ation|cancell?ation is|kannst|können|bis zu|sobald|werden berechnet|stornierungen|möglich|(?:kostenlose|kostenfreie|gebührenfreie) (?:stornierung|absage|abmeldung)|jusqu|dès que|possible|gratuite|hasta|en cuanto|gratuita|fino|entro|non appena|gratis|tot|zodra|até|assim que)(?!\p{L})/iu;

function isCondition(line: string): boolean {
  return CONDITION.test(line) || line.endsWith('?');
}

/** Words of how one may come off a waiting list. */
const HYPOTHETIC =
  /\b(?:if|can|may|would|want|yourself|falls|wenn|kannst|möchtest|wirst|si|pou(?:rrez|vez)|cuando|puedes|puoi|quando|als|kunt|kan|pode[sm]?)(?!\p{L})/iu;

function moreExactly(line: string): MailKind | null {
  if (kindOfWords(line) === 'promoted') return HYPOTHETIC.test(line) ? null : 'promoted';
  return saysThatOneWaits(line) ? 'waitlisted' : null;
}
