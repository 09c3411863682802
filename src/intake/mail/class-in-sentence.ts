import { foldCase } from '../../fold-case.ts';
import { isSentence } from './class-lines.ts';
import { isOnlyTime } from './class-times.ts';
import { type ClassFacts, cleanClassName, cleanPlace } from './mail-facts.ts';
import type { MailLine } from './mail-lines.ts';
import type { DateReading } from './scan-dates.ts';

/** In a sentence, the bold words may be the class: "You're registered for **Aerial Hoop**." */
export function fillFromStrong(
  { reading, senderName }: { readonly reading: DateReading; readonly senderName: string },
  lines: readonly MailLine[],
  facts: ClassFacts,
): void {
  if (facts.className !== null) return;
  const names = ({ text, strong }: MailLine): boolean => {
    if (strong === null || strong === text || !isSentence(text) || !/\p{Lu}/u.test(strong)) return false;
    if (strong.length > 80 || foldCase(strong) === foldCase(senderName) || isOnlyTime(strong, reading)) return false;
    return BEFORE_NAME.test(text.slice(0, text.indexOf(strong)));
  };
  const line = lines.find(names);
  if (!line?.strong) return;
  facts.className = cleanClassName(line.strong);
  const rest = line.text.slice(line.text.indexOf(line.strong) + line.strong.length);
  facts.location ??= cleanPlace(PLACE_BEHIND.exec(rest)?.[1] ?? '');
}

/** A place after the name of the class, up to the end: "for **Barre Burn** at Northgate Barre." */
const PLACE_BEHIND = /^["”“»]?\s+(?:at|in|bei|im|chez|en|à|presso|bij|em|no|na)\s+(\p{Lu}[^.!?,;:\d]{2,80})[.!]?$/u;

const BEFORE_NAME =
  /\b(?:for|in|into|of|class|booked|session|für|zu|kurs|zum|zur|bei|à|pour|cours|séance|para|en|clase|per|a|lezione|corso|voor|les|aula)\s*:?\s*["“„«]?$/iu;

/** The class after a colon in the subject, where it is also a whole line: "Time change: Aerial Hoop". */
export function fillFromSubject(subject: string, lines: readonly MailLine[], facts: ClassFacts): void {
  const name = cleanClassName(/:\s+(\p{Lu}.{3,80})$/u.exec(subject)?.[1] ?? '');
  if (facts.className !== null || name === null) return;
  if (lines.some(({ text }) => foldCase(text) === foldCase(name))) facts.className = name;
}

/** Splits `Private Reformer with Ewa Zielinska`, unless another teacher is known. */
export function splitTeacher(facts: ClassFacts): void {
  const [, name, teacher = ''] =
    /^(.{3,}?) (?:with|mit|avec|con|met|com) (\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3})$/u.exec(
      facts.className ?? '',
    ) ?? [];
  if (name === undefined || (facts.instructor !== null && facts.instructor !== teacher)) return;
  facts.className = name;
  facts.instructor = teacher;
}
