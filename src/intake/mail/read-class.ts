import { foldCase } from '../../fold-case.ts';
import { classBlocks } from './class-blocks.ts';
import { fillFromStrong, fillFromSubject, partAtLine, splitTeacher } from './class-in-sentence.ts';
import { type FoundMoment, findMoments, withoutOffers } from './class-times.ts';
import { fillFromLines } from './fill-from-lines.ts';
import { type LabelledValue, labelledValues } from './labelled-lines.ts';
import {
  type ClassFacts,
  cleanClassName,
  cleanInstructor,
  cleanPlace,
  durationInName,
  noFacts,
  readDuration,
} from './mail-facts.ts';
import type { MailFormat } from './mail-format.ts';
import type { MailLine, MailText } from './mail-lines.ts';
import type { MailMoment } from './mail-moments.ts';
import type { MailKind } from './mail-words.ts';
import { findOldTime } from './moved-from.ts';
import { LONGEST_TEXT } from './own-pattern.ts';
import type { DateReading } from './scan-dates.ts';
import { isOnlyTime, momentIn, timesOf } from './times-in-text.ts';
import { USUAL_SENTENCES } from './usual-sentences.ts';

/** One class, as a mail describes it. */
export interface MailClass extends MailMoment {
  /** Null where the mail does not name the class. Then it means a known booking at that time. */
  readonly className: string | null;
  readonly instructor: string | null;
  readonly location: string | null;
  readonly id: string | null;
  /** For a change: the former start; null where it is not certain. */
  readonly movedFrom: MailMoment | null;
}

export interface ClassSearch {
  readonly text: MailText;
  readonly kind: MailKind;
  readonly format: MailFormat;
  /** The groups that were found in the subject. */
  readonly said: Readonly<Record<string, string | undefined>>;
  readonly subject: string;
  readonly senderName: string;
  readonly reading: DateReading;
}

/** The classes in a mail of a known kind, or the reason why there are none: the end of a sentence. */
export function readClasses(search: ClassSearch): readonly MailClass[] | string {
  const { text, kind, subject, reading } = search;
  const offered = withoutOffers(text.lines);
  const blocks = classBlocks(subject, offered, kind, reading);
  if (blocks.length === 0) return readBlock(search, offered);
  // With several classes, it is not known which one the subject means.
  const each = blocks.map((lines) =>
    readBlock({ ...search, said: {}, subject: '', text: { lines, links: [] } }, lines),
  );
  const classes = each.flatMap((found) => (typeof found === 'string' ? [] : found));
  return classes.length === blocks.length && classes.every(({ className }) => className !== null)
    ? classes
    : 'it names several classes, and not each of them for certain';
}

function readBlock(search: ClassSearch, all: readonly MailLine[]): readonly MailClass[] | string {
  const { kind, format, reading, said } = search;
  const lines = all.filter(({ isStruck }) => !isStruck || kind.includes('cancel'));
  const facts = noFacts();
  const patterned = applyPatterns(search, lines, facts);
  const labels = labelledValues(lines);
  const named = labels.flatMap(({ field, value }) => (field === 'class' ? [value] : []));
  take(facts, partAtLine(said, lines, named));
  for (const { field, value } of labels)
    if (field !== 'class' || !isOnlyTime(value, reading)) takeLabel(facts, field, value);
  fillFromTermin(labels, facts, reading);
  const sentence = patterned ?? momentIn(said['when'] ?? '', reading);
  const found: readonly FoundMoment[] | string =
    sentence === null ? findMoments({ lines, labels, kind, reading }) : [{ moment: sentence, from: -1, to: -1 }];
  if (typeof found === 'string') return found;
  const [first] = found;
  if (first && first.from >= 0) {
    const taken = new Set(labels.flatMap(({ from, to }) => [from, to]));
    fillFromLines(search, lines, first, taken, facts);
  }
  fillFromStrong(search, lines, facts);
  fillFromSubject(search, lines, facts);
  splitTeacher(facts);
  if (format.senderTeaches && foldCase(search.senderName) !== foldCase(format.name))
    facts.instructor ??= cleanInstructor(search.senderName);
  facts.id ??= findId(format, search.text);
  if (facts.className === null && kind !== 'cancelled' && kind !== 'late_cancel') return 'it names no class';
  const { className, instructor, id } = facts;
  return found.map(({ moment }) => ({
    ...moment,
    ...{ className, instructor, id },
    location: facts.location ?? facts.address ?? facts.room ?? ownPlace(search, lines),
    durationMinutes: moment.durationMinutes ?? facts.durationMinutes ?? minutesUntil(labels, moment, reading),
    movedFrom: kind === 'changed' ? findOldTime({ lines: all, labels, reading }, moment) : null,
  }));
}

/** The length, where a label says the end. */
function minutesUntil(labels: readonly LabelledValue[], { local }: MailMoment, reading: DateReading): number | null {
  const label = labels.find(({ field }) => field === 'end');
  const { date, time, isUnclear } = timesOf(label?.value ?? '', reading);
  if (isUnclear || !time?.time) return null;
  const minutes = (Date.parse(`${date ?? local.slice(0, 10)}T${time.time}:00Z`) - Date.parse(`${local}Z`)) / 60_000;
  return minutes > 0 && minutes <= 1440 ? minutes : null;
}

/** "Termin: Rückenfit" names a class where other labels say its day. */
function fillFromTermin(labels: readonly LabelledValue[], facts: ClassFacts, reading: DateReading): void {
  const isDated = labels.some(
    ({ field, value }) => (field === 'date' || field === 'when') && timesOf(value, reading).date !== null,
  );
  const named = labels.find(({ field, value }) => field === 'when' && !/\d|morgen|heute|tomorrow|today/iu.test(value));
  if (facts.className === null && isDated && named && !isOnlyTime(named.value, reading))
    facts.className = cleanClassName(named.value);
}

/** The texts that the line patterns of formats are matched with. */
export function textsForPatterns(lines: readonly MailLine[]): readonly string[] {
  return [...lines.map(({ text }) => text), ...paragraphsOf(lines)].map((text) => text.slice(0, LONGEST_TEXT));
}

/** The texts that the id patterns of formats are matched with. */
export function textsForIds({ links, lines }: MailText): readonly string[] {
  return [...links.map(decoded), ...lines.map((line) => line.text)].map((text) => text.slice(0, LONGEST_LINK));
}

/** Applies the line patterns of the format. Returns the time if one of them has it. */
function applyPatterns({ format, kind, reading }: ClassSearch, lines: readonly MailLine[], facts: ClassFacts) {
  let moment: MailMoment | null = null;
  const texts = textsForPatterns(lines);
  for (const { kinds, pattern } of format.lines) {
    if (kinds.length > 0 && !kinds.includes(kind)) continue;
    const groups = texts.map((text) => pattern.exec(text)?.groups).find(Boolean);
    // A name with a whole day and time is more than a name.
    if (!groups || momentIn(groups['class'] ?? '', reading) !== null) continue;
    take(facts, groups);
    const when =
      groups['when'] ?? (groups['date'] && groups['time'] ? `${groups['date']} ${groups['time']}` : undefined);
    if (when !== undefined) moment ??= momentIn(when, reading);
  }
  return moment ?? applySentences(texts, facts, reading);
}

/** A sentence counts only as a whole: it has to give a certain time for the class that it names. */
function applySentences(texts: readonly string[], facts: ClassFacts, reading: DateReading): MailMoment | null {
  for (const pattern of facts.className === null ? USUAL_SENTENCES : []) {
    const groups = texts.map((text) => pattern.exec(text)?.groups).find(Boolean);
    const moment = momentIn(groups?.['when'] ?? '', reading);
    if (!groups || moment === null) continue;
    take(facts, groups);
    return moment;
  }
  return null;
}

function paragraphsOf(lines: readonly MailLine[]): string[] {
  const paragraphs: string[][] = [];
  for (const { text, isFirst } of lines) {
    if (isFirst || paragraphs.length === 0) paragraphs.push([]);
    paragraphs.at(-1)?.push(text);
  }
  return paragraphs.filter(({ length }) => length > 1).map((each) => each.join(' '));
}

function take(facts: ClassFacts, groups: Readonly<Record<string, string | undefined>>): void {
  const { class: name, instructor, location, duration, id } = groups;
  if (name) facts.className ??= cleanClassName(name);
  if (name) facts.durationMinutes ??= durationInName(name);
  if (instructor) facts.instructor ??= cleanInstructor(instructor);
  if (location && !CLOCK.test(location)) facts.location ??= cleanPlace(location);
  if (duration) facts.durationMinutes ??= readDuration(duration);
  if (id) facts.id ??= id.trim().slice(0, LONGEST_ID);
}

/** A time where a place was expected: "at 10:00 AM in the Bike Room". */
const CLOCK = /^\d{1,2}(?:[:h.]\d\d|\s?[ap]\.?m\b|\s?uhr\b)/iu;
const LONGEST_ID = 200;
const LONGEST_LINK = 2000;

function takeLabel(facts: ClassFacts, field: string, value: string): void {
  if (field === 'class') take(facts, { class: value });
  else if (field === 'instructor') facts.instructor ??= cleanInstructor(value);
  else if (field === 'location') facts.location ??= cleanPlace(value);
  else if (field === 'address') facts.address ??= cleanPlace(value);
  else if (field === 'room') facts.room ??= cleanPlace(value);
  else if (field === 'duration') facts.durationMinutes ??= readDuration(value);
  else if (field === 'id' && /^[\w.#/-]{3,60}$/.test(value)) facts.id ??= value.replace(/^#/, '');
  else if (field === 'when' || field === 'time') facts.durationMinutes ??= durationInName(value);
}

/** The name of the studio, where it signs the mail and where nothing else says the place. */
function ownPlace({ format, senderName }: ClassSearch, lines: readonly MailLine[]): string | null {
  const name = foldCase(senderName);
  if (format.senderTeaches || /[@[]/.test(name) || name.includes(foldCase(format.name))) return null;
  return lines.some(({ text }) => foldCase(text) === name) ? cleanPlace(senderName) : null;
}

function findId({ ids }: MailFormat, mail: MailText): string | null {
  for (const pattern of ids) {
    for (const text of textsForIds(mail)) {
      const match = pattern.exec(text);
      const id = match?.groups?.['id'] ?? match?.[1];
      if (id) return id.slice(0, LONGEST_ID);
    }
  }
  return null;
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
