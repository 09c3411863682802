import type { BookingContext } from '../bookings/booking-context.ts';
import { toJournalJson } from '../contract/journal-json.ts';
import { findFeedRow } from '../intake/feeds/feed-store.ts';
import { previewSteps, type ReversedStep, reverseSteps } from '../journal/journal-service.ts';
import { type Direction, type JournalEntry, listEntries } from '../journal/journal-store.ts';
import { needsLeave } from '../journal/needs-leave.ts';
import { journalRow, listReversed, renderJournal, renderReversed } from '../render/journal.ts';
import { printable } from '../render/printable.ts';
import { wallTimeAt } from '../time/zones.ts';
import { type CommandAction, defineAction } from './command.ts';
import { argumentWords, hasFlag, parseWholeNumber, textOption } from './raw-options.ts';

interface Input {
  readonly isList: boolean;
  /** How many steps to reverse, or to list. */
  readonly count: number;
  /** Only steps of this feed; null for the person's own. */
  readonly feed: string | null;
  /** What is large or long ago is not asked about. */
  readonly isSure: boolean;
  /** A person was asked, and said no. */
  readonly isDeclined?: true;
}

interface Result extends Input {
  readonly entries: readonly JournalEntry[];
  /** With their bookings; none of a list. */
  readonly reversed: readonly ReversedStep[];
  readonly homeZone: string;
}

const LISTED = 20;
const MOST_STEPS = 1000;

/** What undo and redo share: the same work, in one direction or the other. */
export function defineJournalAction(direction: Direction): CommandAction {
  const verb = direction === 'undo' ? 'Undone' : 'Redone';
  return defineAction<Input, Result>({
    isLong: true,

    parse(raw) {
      const isList = hasFlag(raw, 'list');
      const [steps] = argumentWords(raw, 0);
      const count = steps === undefined ? (isList ? LISTED : 1) : parseWholeNumber(steps, 'STEPS', 1, MOST_STEPS);
      return { isList, count, feed: textOption(raw, 'sync') ?? null, isSure: hasFlag(raw, 'yes') };
    },

    async prepare(app, input, prompter, style) {
      // A script means what it says, and cannot be asked.
      if (input.isList || input.isSure || !prompter) return input;
      const context = await app.bookings();
      const feed = input.feed === null ? null : await findStepsOf(context, input.feed);
      const steps = await previewSteps(context, direction, input.count, feed);
      if (!needsLeave(steps, app.clock.now())) return input;
      prompter.tell([renderJournal(steps, wallTimeAt, style), ...listReversed(steps, style)]);
      const isMeant = await prompter.confirm(direction === 'undo' ? 'Take this back?' : 'Bring this back?');
      return isMeant ? input : { ...input, isDeclined: true as const };
    },

    async run(app, input) {
      const { isList, count } = input;
      const context = await app.bookings();
      const { store } = context;
      const feed = input.feed === null ? null : await findStepsOf(context, input.feed);
      const reversed = isList || input.isDeclined ? [] : await reverseSteps(context, direction, count, feed);
      const entries = isList ? await listEntries(store, count, feed) : reversed;
      return { ...input, feed, entries, reversed, homeZone: context.homeZone };
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

/** The name by which the journal knows a feed, which may be there no more. Throws NotFoundError. */
async function findStepsOf({ store }: BookingContext, name: string): Promise<string> {
  const isKnown = (await listEntries(store, 1, name)).length > 0;
  return isKnown ? name : (await findFeedRow(store, name)).name;
}
