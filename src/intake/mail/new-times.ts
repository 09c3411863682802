import { type LineTimes, type MailMoment, momentOf } from './mail-moments.ts';
import { kindOfWords, type MailKind } from './mail-words.ts';
import type { DateReading } from './scan-dates.ts';
import { timesOf } from './times-in-text.ts';

const TO = /\s(?:to|auf|au|à|al|a|alle|naar|para(?: as| às| o)?|now|neu|→|->)\s+(?=\S)/giu;
/**
 * A verb of moving before "from". Then "from 6:15 PM to 7:15 PM" are the old and the new time, and not start and end.
 */
const MOVED_FROM =
  /(?:moved|changed|rescheduled|shifted|postponed|brought forward|verschoben|verlegt|geändert|déplacée?|décalée?|reportée?|modifiée?|avancée?|cambiad[ao]|movid[ao]|reprogramad[ao]|pospuest[ao]|spostat[ao]|modificat[ao]|verplaatst|verzet|gewijzigd|alterad[ao]|remarcad[ao]|reagendad[ao])[^.!?;:\d]{0,60}?\s(?:from|von|vom|de|du|del|desde|dal|dalle|van|das|da)\s/iu;

/** The new time in a text. Where a change tells of an old and a new time, those after "to". */
export function newTimesOf(text: string, kind: MailKind, reading: DateReading): LineTimes {
  const times = timesOf(text, reading);
  if (kind !== 'changed') return times;
  const moved = movedInSentence(text, reading);
  if (moved !== null) return moved.now;
  const last = times.isUnclear ? [...text.matchAll(TO)].at(-1) : undefined;
  return last ? timesOf(text.slice(last.index + last[0].length), reading) : times;
}

/** Old and new time of a sentence that says from when to when a class was moved; null for other texts. */
export function movedInSentence(
  text: string,
  reading: DateReading,
): { readonly old: MailMoment; readonly now: LineTimes } | null {
  const verb = MOVED_FROM.exec(text);
  if (!verb || kindOfWords(text) !== 'changed') return null;
  const from = verb.index + verb[0].length;
  for (const { index, 0: word } of text.slice(from).matchAll(TO)) {
    const [before, after] = [text.slice(from, from + index), text.slice(from + index + word.length)].map((part) =>
      timesOf(part, reading),
    );
    if (!before || !after || before.isUnclear || after.isUnclear || !before.time || !after.time) continue;
    // The day may stand once, before or after both times.
    const day = before.date ?? after.date ?? timesOf(text.slice(0, from), reading).date;
    const old = momentOf(day, before.time, before.zone);
    if (old !== null) return { old, now: { ...after, date: after.date ?? day } };
  }
  return null;
}
