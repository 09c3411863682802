import { foldCase } from '../../fold-case.ts';
import { isSentence } from './class-lines.ts';
import { type ClassFacts, cleanClassName, cleanPlace } from './mail-facts.ts';
import type { MailLine } from './mail-lines.ts';
import type { DateReading } from './scan-dates.ts';
import { isOnlyTime } from './times-in-text.ts';

export interface SentenceSearch {
  readonly reading: DateReading;
  readonly senderName: string;
  readonly subject: string;
}

/** In a sentence, the bold words may be the class: "You're registered for **Aerial Hoop**." */
export function fillFromStrong(
  { reading, senderName }: SentenceSearch,
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
  /\b(?:for|in|into|of|cancel|cancell?ed|class|booked|session|für|zu|kurs|zum|zur|bei|à|pour|cours|séance|para|en|clase|per|a|lezione|corso|voor|les|aula)\s*:?\s*["“„«]?$/iu;

/**
 * The class in the subject, where the text says it too, as a whole line or in a sentence: "Time change: Aerial Hoop",
 * "Reminder: Aerial Hoop tomorrow at 10:00am" with "you're registered for Aerial Hoop."
 */
export function fillFromSubject(
  { reading, senderName, subject }: SentenceSearch,
  lines: readonly MailLine[],
  facts: ClassFacts,
): void {
  const name = classInSubject(subject);
  if (facts.className !== null || name === null || isOnlyTime(name, reading)) return;
  const folded = foldCase(name);
  const isOwn = [senderName, facts.location ?? ''].some((own) => foldCase(own).includes(folded));
  const isSaid = ({ text, strong }: MailLine): boolean => {
    if (foldCase(text) === folded || foldCase(strong ?? '') === folded) return true;
    const at = text.indexOf(name);
    return at > 0 && !isOwn && BEFORE_NAME.test(text.slice(0, at)) && AFTER_NAME.test(text.slice(at + name.length));
  };
  if (lines.some(isSaid)) facts.className = name;
}

/** What may be the name of the class in a subject; null for none. */
export function classInSubject(subject: string): string | null {
  return cleanClassName(IN_SUBJECT.exec(subject)?.[1] ?? '');
}

/** Up to a word of time: "tomorrow", "on Friday", "at 10:00". */
const IN_SUBJECT =
  /(?::|\b(?:for|für|zu|pour|para|per|voor))\s+(\p{Lu}.{2,78}?)(?:,?\s+(?:is |ist |est |es |è )?(?:tomorrow|today|tonight|(?:on|at|am|um|le|à|el|a las|il|alle|op|om|em|às)\s+(?=\p{L}+day|\d|\p{Lu}).*|morgen|heute|demain|mañana|hoy|domani|oggi|vandaag|amanhã|hoje|starts .*)\b.*)?[.!]*$/u;
const AFTER_NAME =
  /^["”“»]?(?:[.!,]|$|\s+(?:with|at|on|tomorrow|today|mit|bei|am|morgen|avec|chez|con|met|bij|com)(?!\p{L}))/u;

/** The words between a class and its place in a subject. */
const AT = /\s(?:at|bei|chez|en|presso|bij|em)\s/gu;

/**
 * Class and place of a subject, parted where the text has the class as a whole line: of "Yoga at Dawn at The Boat House",
 * a pattern takes the shortest class.
 */
export function partAtLine(said: Groups, lines: readonly MailLine[], labelled: readonly string[]): Groups {
  const { class: name, location } = said;
  if (!name || !location) return said;
  const known = new Set([...lines.map(({ text }) => text), ...labelled].map(foldCase));
  if (known.has(foldCase(name))) return said;
  for (const { index, 0: word } of location.matchAll(AT)) {
    for (const between of ['at', 'bei']) {
      const longer = `${name} ${between} ${location.slice(0, index)}`;
      if (known.has(foldCase(longer))) return { ...said, class: longer, location: location.slice(index + word.length) };
    }
  }
  return said;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** Splits `Private Reformer with Ewa Zielinska`, unless another teacher is known. "Barre with Weights" is a class. */
export function splitTeacher(facts: ClassFacts): void {
  const [, name, teacher = ''] =
    /^(.{3,}?) (?:with|mit|avec|con|met|com) (\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3})$/u.exec(
      facts.className ?? '',
    ) ?? [];
  if (name === undefined || (facts.instructor === null ? !teacher.includes(' ') : facts.instructor !== teacher)) return;
  facts.className = name;
  facts.instructor = teacher;
}
