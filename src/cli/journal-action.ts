import type { BookingContext } from '../bookings/booking-context.ts';
import { findFeedRow } from '../intake/feeds/feed-store.ts';
import { reverseSteps } from '../journal/journal-service.ts';
import { type Direction, type JournalEntry, listEntries } from '../journal/journal-store.ts';
import { journalRow, renderJournal, renderReversed } from '../render/journal.ts';
import { printable } from '../render/printable.ts';
import { offsetBetween, wallTimeAt } from '../time/zones.ts';
import { type CommandAction, defineAction } from './command.ts';
import { argumentWords, hasFlag, parseWholeNumber, textOption } from './raw-options.ts';

interface Input {
  readonly isList: boolean;
  /** How many steps to reverse, or to list. */
  readonly count: number;
  /** Only steps of this feed; null for the person's own. */
  readonly feed: string | null;
}

interface Result extends Input {
  readonly entries: readonly JournalEntry[];
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
      return { isList, count, feed: textOption(raw, 'sync') ?? null };
    },

    async run(app, input) {
      const { isList, count } = input;
      const context = await app.bookings();
      const { kysely, userId } = context.database;
      const feed = input.feed === null ? null : await findStepsOf(context, input.feed);
      const entries = isList
        ? await listEntries(kysely, userId, count, feed)
        : await reverseSteps(context, direction, count, feed);
      return { ...input, feed, entries, homeZone: context.homeZone };
    },

    toText: ({ isList, entries }, style) =>
      isList ? renderJournal(entries, wallTimeAt, style) : renderReversed(entries, verb, style),
    toJson: ({ isList, entries, homeZone }) => ({
      done: entries.map(({ id, at, what, undoneAt, feed, isAutomatic }) => ({
        id,
        at: inZone(at, homeZone),
        what,
        ...(isList && {
          state: undoneAt === null ? 'done' : 'undone',
          undoneAt: undoneAt && inZone(undoneAt, homeZone),
          feed,
          isAutomatic,
        }),
      })),
    }),
    toPlain: ({ entries }) => entries.map(journalRow),
    toNotes({ isList, count, feed, entries }) {
      if (isList || entries.length === count) return [];
      const steps = entries.length === 1 ? 'was only 1 step' : `were only ${entries.length} steps`;
      const what = `to ${direction}${feed === null ? '' : ` of ${printable(feed)}`}.`;
      return [entries.length === 0 ? `There is nothing ${what}` : `There ${steps} ${what}`];
    },
  });
}

/** The name by which the journal knows a feed, which may be there no more. Throws NotFoundError. */
async function findStepsOf({ database }: BookingContext, name: string): Promise<string> {
  const { kysely, userId } = database;
  const isKnown = (await listEntries(kysely, userId, 1, name)).length > 0;
  return isKnown ? name : (await findFeedRow(kysely, userId, name)).name;
}

/** An instant with the offset of the home zone: `2026-11-24T09:12:00.000-05:00`. */
function inZone(instant: string, zone: string): string {
  const at = new Date(instant);
  const local = wallTimeAt(at, zone);
  return `${local}${instant.slice(19, 23)}${offsetBetween(local, at)}`;
}
