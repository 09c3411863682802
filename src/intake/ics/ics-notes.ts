import { command, field, type Words, words } from '../../words.ts';
import { oneOrMany } from '../incoming.ts';
import type { Remark } from './ics-content.ts';
import type { Reach } from './ics-recurrence.ts';

/** What a note is about. Each is reported once, with the number of events. */
export type Tallied = Remark | 'bad-rule' | 'begins-earlier' | 'lone-range';

/** One note, as a sentence. */
export function noteOf(what: Tallied, count: number, reach: Reach): Words {
  return NOTES[what](oneOrMany(count, 'event', 'events'), reach);
}

const NOTES: Readonly<Record<Tallied, (events: string, reach: Reach) => Words>> = {
  'no-title': (events) => `${events} without a title: “Untitled class”.`,
  'no-end': (events) => `${events} without an end: taken as 60 minutes.`,
  'bad-end': (events) => `${events} with an end that cannot be right: taken as 60 minutes.`,
  'bad-date': (events) => `${events} with a further date that cannot be read: left out.`,
  'long-notes': (events) => `${events} with a description of more than 20,000 characters: cut.`,
  'text-lines': (events) =>
    `${events} with line breaks in the description: what stands there like “Status: …” is read as text.`,
  'cancelled-title': (events) =>
    words`${events} that only the title calls cancelled, not the status: taken as the status says. To cancel: ${command('cancel')}.`,
  'bad-rule': (events) => `${events} with a repetition rule that cannot be followed: only the first date is taken.`,
  'lone-range': (events) =>
    `${events} with a change of all later classes too, but without their series: only the first of them is changed. The whole calendar of the studio has all.`,
  'begins-earlier': (events, { since }) =>
    words`${events} repeating since before ${since}: earlier classes are left out (${field('since')} takes them).`,
};
