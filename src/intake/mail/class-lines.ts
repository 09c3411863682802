import { foldCase } from '../../fold-case.ts';
import { type ClassFacts, cleanClassName, cleanInstructor, cleanPlace } from './mail-facts.ts';
import type { Slot } from './mail-format.ts';
import type { MailLine } from './mail-lines.ts';
import { isStatement } from './mail-words.ts';

const GREETING =
  /^(?:hi|hello|hey|dear|hallo|liebe|lieber|guten (?:tag|morgen|abend)|servus|bonjour|bonsoir|salut|cher|chère|hola|buenos|estimad|ciao|gentile|buongiorno|beste|hoi|olá|oi|bom dia|boa|caro|cara|see you|bis (?:bald|dann|morgen|gleich)|à (?:bientôt|demain|tout)|hasta (?:pronto|mañana)|nos vemos|a presto|a domani|ci vediamo|tot (?:snel|morgen|dan|ziens)|até (?:já|breve|logo|amanhã))(?!\p{L})/iu;
const BUTTON =
  /^(?:view|manage|see|cancel|open|add to|book|get|claim|change|need|sent|powered|unsubscribe|click|check in|download|directions|map|join|contact|reschedule|edit|questions|things|what to|how to|note|please|if you|thank|this|buchung|meine|termin|jetzt|stornieren|zum|zur|absagen|in kalender|kalender|bitte|falls|voir|gérer|annuler|ajouter|ver|gestionar|cancelar|añadir|vedi|gestisci|annulla|aggiungi|bekijk|beheer|annuleer|toevoegen|gerenciar|adicionar)\b/iu;
const TEACHER =
  /^(?:(?:with|w\/|mit|avec|con|com|met|taught by|led by|by|coach|trainer|instructor|teacher)\s*:?\s+\p{Lu}|(?:With|Mit|Avec|Con|Com|Met|Coach|Trainer(?:in)?|Instructor|Teacher)\s+\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}$)/u;
const OTHER_LABEL = /^[^:]{2,30}:\s+\S/u;
/** A person's name has at least two words. A class may look like one too. */
const PERSON = /^\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|d[aeiu]|del|della|van|von|le|la)){1,3}$/u;
/** A price, or the number of a place in the room. */
const AMOUNT =
  /^(?:[€£$]\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?(?:€|£|eur|usd|credits?|points?|punkte|crédits?|créditos?|crediti|spots?)|(?:bike|spot|seat|mat|reformer|rower|treadmill|station|platz|rad|matte|vélo|plaza|posto|plek)\s*#?\d+\p{L}?)$/iu;
/** Lines that are further away from a time do not describe its class. */
const AROUND = 5;

export interface LinesAround {
  /** The nearest line first. */
  readonly above: readonly MailLine[];
  readonly below: readonly MailLine[];
  readonly teacher: string | null;
}

/** The lines around the time of a class that may name something: no sentences, greetings or buttons. */
export function linesAround(
  lines: readonly MailLine[],
  from: number,
  to: number,
  isTaken: (index: number) => boolean,
): LinesAround {
  const above: MailLine[] = [];
  const below: MailLine[] = [];
  let teacher: string | null = null;
  for (let at = from - 1; at >= 0 && above.length < AROUND; at -= 1) {
    const line = lines[at];
    if (!line || isTaken(at) || AMOUNT.test(line.text)) continue;
    if (isTeacher(line.text)) teacher ??= line.text;
    else if (isSentence(line.text)) break;
    else above.push(line);
  }
  for (let at = to + 1; at < lines.length && below.length < AROUND; at += 1) {
    const line = lines[at];
    if (!line || isTaken(at) || AMOUNT.test(line.text)) continue;
    if (isTeacher(line.text)) teacher ??= line.text;
    else if (isSentence(line.text) || BUTTON.test(line.text)) break;
    else if (!OTHER_LABEL.test(line.text)) below.push(line);
  }
  return { above, below, teacher };
}

/** Assigns lines to the slots of an order; null where there are too few lines. */
export function fillSlots(
  slots: readonly Slot[],
  { above, below, teacher }: LinesAround,
  subject: string,
): Partial<ClassFacts> | null {
  const when = slots.findIndex(({ field }) => field === 'when');
  const hasTeacher = teacher !== null;
  const upper = assignAbove(slots.slice(0, when), above, hasTeacher, subject);
  const lower = assign(slots.slice(when + 1), below, hasTeacher, false);
  if (upper === null || lower === null) return null;
  const facts: Partial<ClassFacts> = {};
  for (const [field, { text }] of [...upper, ...lower]) {
    if (field === 'class') facts.className = cleanClassName(text);
    else if (field === 'instructor') facts.instructor = cleanInstructor(text);
    else if (field === 'location') facts.location = cleanPlace(text);
    else facts.address = cleanPlace(text);
  }
  if (teacher !== null) facts.instructor = cleanInstructor(teacher);
  return facts.className === null ? null : facts;
}

type Filled = [Slot['field'], MailLine];

/**
 * Assigns the lines above the time. The nearest ones count, unless another line is certainly the class: in bold, or in
 * the subject.
 */
function assignAbove(
  slots: readonly Slot[],
  above: readonly MailLine[],
  hasTeacher: boolean,
  subject: string,
): Filled[] | null {
  const sure = surelyClass(above, subject);
  const isNamed = slots.some(({ field }) => field === 'class');
  if (!isNamed || sure === null) {
    const assigned = assign(slots, above, hasTeacher, true);
    const [first, second] = assigned ?? [];
    // Without a sign that two lines are a class and its teacher, the nearer one is the class.
    if (first?.[0] === 'class' && second?.[0] === 'instructor' && !isPair(first[1], second[1]))
      return assign(slots, above.slice(0, 1), true, true);
    return assigned;
  }
  const [name, between] = [above[sure], above[sure - 1]];
  if (!name) return null;
  const filled: Filled[] = [['class', name]];
  const takesTeacher = !hasTeacher && slots.some(({ field }) => field === 'instructor');
  if (sure === 1 && between && takesTeacher && !/\d/.test(between.text)) filled.push(['instructor', between]);
  return filled;
}

/**
 * The index of the line that is certainly the class: the one that the subject names, or the nearest bold line where
 * others are not bold.
 */
function surelyClass(above: readonly MailLine[], subject: string): number | null {
  const title = foldCase(subject);
  const named = above.findIndex(
    ({ text }) => text.length >= 4 && title.includes(foldCase(cleanClassName(text) ?? text)),
  );
  if (named >= 0) return named;
  const [first, second] = above.map(isBold);
  if (first) return second ? null : 0;
  const bold = above.findIndex(isBold);
  return bold < 0 ? null : bold;
}

function isBold({ text, strong }: MailLine): boolean {
  return strong === text;
}

function isPair(name: MailLine, teacher: MailLine): boolean {
  if (isBold(name) && !isBold(teacher)) return true;
  return !teacher.isFirst || PERSON.test(teacher.text);
}

/** Assigns lines to slots, nearest first. Optional slots are left out where there are too few lines. */
function assign(
  slots: readonly Slot[],
  nearest: readonly MailLine[],
  hasTeacher: boolean,
  isAbove: boolean,
): Filled[] | null {
  const wanted = hasTeacher ? slots.filter(({ field }) => field !== 'instructor') : slots;
  const needed = wanted.filter(({ isOptional }) => !isOptional).length;
  if (nearest.length < needed) return null;
  let spare = Math.min(nearest.length, wanted.length) - needed;
  const kept = wanted.filter(({ isOptional }) => !isOptional || spare-- > 0);
  const lines = nearest.slice(0, kept.length);
  if (isAbove) lines.reverse();
  return kept.flatMap(({ field }, index): Filled[] => {
    const line = lines[index];
    return line ? [[field, line]] : [];
  });
}

export function isSentence(text: string): boolean {
  if (GREETING.test(text) || isStatement(text)) return true;
  if (/[.!?:…]["”»)]?$/.test(text)) return text.length > 12 || /[?:]$/.test(text);
  return text.length > 110 || /[.!?]\s+\p{Lu}.*\s\p{Ll}+\s.*\p{Ll}{2,}$/u.test(text);
}

function isTeacher(text: string): boolean {
  return text.length <= 80 && TEACHER.test(text);
}
