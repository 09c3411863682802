import { saidWholeNumber } from '../bookings/said-values.ts';
import { toJournalJson } from '../contract/journal-json.ts';
import {
  type Direction,
  type JournalEntry,
  listJournal,
  MOST_STEPS,
  previewJournal,
  reverseJournal,
} from '../journal/journal-requests.ts';
import type { ReversedStep } from '../journal/journal-service.ts';
import { journalRow, listReversed, renderJournal, renderReversed } from '../render/journal.ts';
import { printable } from '../render/printable.ts';
import { wallTimeAt } from '../time/zones.ts';
import { type CommandAction, defineAction } from './command.ts';
import { argumentWords, hasFlag, textOption } from './raw-options.ts';

interface Input {
  readonly isList: boolean;
  /** The number of steps to reverse or to list. */
  readonly count: number;
  /** Only steps of this feed; null for the steps of the person. */
  readonly feed: string | null;
  /** Whether to skip the question about a large or old step. */
  readonly isSure: boolean;
  /** The person was asked and said no. */
  readonly isDeclined?: true;
}

interface Result extends Input {
  readonly entries: readonly JournalEntry[];
  /** The reversed steps with their bookings; empty for a list. */
  readonly reversed: readonly ReversedStep[];
  readonly homeZone: string;
}

const LISTED = 20;

/** Defines undo or redo, which differ only in direction. */
export function defineJournalAction(direction: Direction): CommandAction {
  const verb = direction === 'undo' ? 'Undone' : 'Redone';
  return defineAction<Input, Result>({
    isLong: true,

    parse(raw) {
      const isList = hasFlag(raw, 'list');
      const [steps] = argumentWords(raw, 0);
      const count = steps === undefined ? (isList ? LISTED : 1) : saidWholeNumber(steps, 'STEPS', 1, MOST_STEPS);
      return { isList, count, feed: textOption(raw, 'sync') ?? null, isSure: hasFlag(raw, 'yes') };
    },

    async prepare(session, input, prompter, style) {
      // A script cannot be asked.
      if (input.isList || input.isSure || !prompter) return input;
      const { steps, needsLeave } = await previewJournal(await session.journal(), direction, input);
      if (!needsLeave) return input;
      prompter.tell([renderJournal(steps, wallTimeAt, style), ...listReversed(steps, style)]);
      const isMeant = await prompter.confirm(direction === 'undo' ? 'Take this back?' : 'Bring this back?');
      return isMeant ? input : { ...input, isDeclined: true as const };
    },

    async run(session, input) {
      const { isList, isDeclined, feed } = input;
      const context = await session.journal();
      const { homeZone } = context;
      if (isDeclined) return { ...input, feed, entries: [], reversed: [], homeZone };
      if (isList) {
        const { steps, ...answer } = await listJournal(context, input);
        return { ...input, ...answer, entries: steps, reversed: [], homeZone };
      }
      const { steps, ...answer } = await reverseJournal(context, direction, input);
      return { ...input, ...answer, entries: steps, reversed: steps, homeZone };
    },

    toText: ({ isList, entries }, style) =>
      isList ? renderJournal(entries, wallTimeAt, style) : renderReversed(entries, verb, style),
    toJson: ({ isList, entries, homeZone }) => toJournalJson(entries, isList, homeZone),
    toPlain: ({ entries }) => entries.map(journalRow),
    toNotes({ isList, isDeclined, count, feed, entries, reversed }, style) {
      if (isDeclined) return ['Nothing was changed.'];
      const named = listReversed(reversed, style);
      if (isList || entries.length === count) return named;
      const steps = entries.length === 1 ? 'was only 1 step' : `were only ${entries.length} steps`;
      const what = `to ${direction}${feed === null ? '' : ` of ${printable(feed)}`}.`;
      return [...named, entries.length === 0 ? `There is nothing ${what}` : `There ${steps} ${what}`];
    },
  });
}
