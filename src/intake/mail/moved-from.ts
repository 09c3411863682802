import { isAboutOtherTime } from './class-times.ts';
import type { LabelledValue } from './labelled-lines.ts';
import type { MailLine } from './mail-lines.ts';
import { type MailMoment, momentOf } from './mail-moments.ts';
import { movedInSentence } from './new-times.ts';
import type { DateReading } from './scan-dates.ts';
import { timesOf } from './times-in-text.ts';

export interface OldTimeSearch {
  /** Including crossed-out lines. */
  readonly lines: readonly MailLine[];
  readonly labels: readonly LabelledValue[];
  readonly reading: DateReading;
}

/** Words before the old time in a sentence. */
const OF_OLD =
  /\b(?:from|previously(?: scheduled)?(?: (?:for|on|at))?|originally(?: scheduled)?(?: (?:for|on|at))?|instead of|rather than|was|vom|von|bisher|ursprünglich(?: am)?|statt|anstelle von|du|initialement(?: prévue?)?|au lieu du?|del|antes|en lugar del?|previsto|dal|invece di|anziché|van|in plaats van|oorspronkelijk|de|em vez de)\s+(?=\S)/giu;
/** Words between the old and the new time. */
const TO_NEW = /\s(?:to|auf|zum|au|à|al|a|alle|naar|para|now|neu|→|->)\s+(?=\S)/iu;

const SENTENCE_END = /(?<=\p{L}{3}[.!?])\s+(?=\p{Lu})/u;

/**
 * The former start of a moved class: crossed out, after a label, or in a sentence. Null where the mail does not say it,
 * or says several.
 */
export function findOldTime({ lines, labels, reading }: OldTimeSearch, now: MailMoment): MailMoment | null {
  const read = (text: string): MailMoment | null => {
    const { date, time, isUnclear, zone } = timesOf(text, reading);
    return isUnclear ? null : momentOf(date ?? (time ? now.local.slice(0, 10) : null), time, zone);
  };
  const readWhole = (text: string): MailMoment | null => (timesOf(text, reading).date === null ? null : read(text));
  const struck = lines.flatMap((line) => readWhole(line.isStruck ? line.text : (line.struck ?? '')) ?? []);
  const labelled = labels.flatMap(({ field, value }) => (field === 'old' ? (read(value) ?? []) : []));
  const said = lines
    .flatMap(({ text }) => text.split(SENTENCE_END))
    .flatMap((sentence) => (isAboutOtherTime(sentence, reading) ? [] : inSentence(sentence, reading)));
  const certain = [...struck, ...labelled, ...said].filter(({ local }) => local !== now.local);
  const [first, ...others] = new Map(certain.map((each) => [each.local, each])).values();
  return first !== undefined && others.length === 0 ? first : null;
}

/** A complete day and time after "from", up to "to" or the end. */
function inSentence(text: string, reading: DateReading): MailMoment[] {
  if (!/\d/.test(text)) return [];
  const found: MailMoment[] = [];
  const moved = movedInSentence(text, reading);
  if (moved !== null) found.push(moved.old);
  for (const { index, 0: word } of text.matchAll(OF_OLD)) {
    const [old = ''] = text.slice(index + word.length).split(TO_NEW, 1);
    const { date, time, isUnclear, zone } = timesOf(old, reading);
    const moment = isUnclear ? null : momentOf(date, time, zone);
    if (moment !== null) found.push(moment);
  }
  return found;
}
