import { type ClassFacts, cleanClassName, cleanInstructor, cleanPlace } from './mail-facts.ts';
import type { Slot } from './mail-format.ts';
import type { MailLine } from './mail-lines.ts';

const GREETING =
  /^(?:hi|hello|hey|dear|hallo|liebe|lieber|guten (?:tag|morgen|abend)|servus|bonjour|bonsoir|salut|cher|chère|hola|buenos|estimad|ciao|gentile|buongiorno|beste|hoi|olá|oi|bom dia|boa|caro|cara)\b/iu;
const BUTTON =
  /^(?:view|manage|see|cancel|open|add to|book|get|claim|change|need|sent|powered|unsubscribe|click|check in|download|directions|map|join|contact|reschedule|edit|questions|things|what to|how to|note|please|if you|thank|this|buchung|meine|termin|jetzt|stornieren|zum|zur|absagen|in kalender|kalender|bitte|falls|voir|gérer|annuler|ajouter|ver|gestionar|cancelar|añadir|vedi|gestisci|annulla|aggiungi|bekijk|beheer|annuleer|toevoegen|gerenciar|adicionar)\b/iu;
const TEACHER =
  /^(?:with|w\/|mit|avec|con|com|met|taught by|led by|by|coach|trainer|instructor|teacher)\s*:?\s+\p{Lu}/u;
const OTHER_LABEL = /^[^:]{2,30}:\s+\S/u;
/** More lines than these around a time are not about it. */
const AROUND = 5;

export interface LinesAround {
  /** From the nearest on, upwards. */
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly teacher: string | null;
}

/** The lines around the time of a class that may name something: no sentences, greetings or buttons. */
export function linesAround(
  lines: readonly MailLine[],
  from: number,
  to: number,
  isTaken: (index: number) => boolean,
): LinesAround {
  const above: string[] = [];
  const below: string[] = [];
  let teacher: string | null = null;
  for (let at = from - 1; at >= 0 && above.length < AROUND; at -= 1) {
    const { text = '' } = lines[at] ?? {};
    if (isTaken(at)) continue;
    if (isTeacher(text)) teacher ??= text;
    else if (isSentence(text)) break;
    else above.push(text);
  }
  for (let at = to + 1; at < lines.length && below.length < AROUND; at += 1) {
    const { text = '' } = lines[at] ?? {};
    if (isTaken(at)) continue;
    if (isTeacher(text)) teacher ??= text;
    else if (isSentence(text) || BUTTON.test(text)) break;
    else if (!OTHER_LABEL.test(text)) below.push(text);
  }
  return { above, below, teacher };
}

/** Fills what an order of lines says, where the lines are as many as it needs; null where they are not. */
export function fillSlots(slots: readonly Slot[], { above, below, teacher }: LinesAround): Partial<ClassFacts> | null {
  const when = slots.findIndex(({ field }) => field === 'when');
  const upper = assign(slots.slice(0, when), above, teacher !== null, true);
  const lower = assign(slots.slice(when + 1), below, teacher !== null, false);
  if (upper === null || lower === null) return null;
  const facts: Partial<ClassFacts> = {};
  for (const [field, text] of [...upper, ...lower]) {
    if (field === 'class') facts.className = cleanClassName(text);
    else if (field === 'instructor') facts.instructor = cleanInstructor(text);
    else if (field === 'location') facts.location = cleanPlace(text);
    else facts.address = cleanPlace(text);
  }
  if (teacher !== null) facts.instructor = cleanInstructor(teacher);
  return facts.className === null ? null : facts;
}

type Filled = [Slot['field'], string];

/**
 * Lines to slots. Above the time the nearest lines count, below it the first ones; optional slots are left out where
 * there are too few lines.
 */
function assign(
  slots: readonly Slot[],
  nearest: readonly string[],
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
  return kept.map(({ field }, index): Filled => [field, lines[index] ?? '']);
}

export function isSentence(text: string): boolean {
  if (GREETING.test(text)) return true;
  if (/[.!?:…]["”»)]?$/.test(text)) return text.length > 12 || /[?:]$/.test(text);
  return text.length > 110 || /[.!?]\s+\p{Lu}.*\s\p{Ll}+\s.*\p{Ll}{2,}$/u.test(text);
}

function isTeacher(text: string): boolean {
  return text.length <= 80 && TEACHER.test(text);
}
