import type { Session } from '../../app.ts';
import { type Booked, type BookRequest, bookClass } from '../../bookings/book-service.ts';
import { splitClassAndWhen } from '../../bookings/class-and-when.ts';
import { findClassToBook } from '../../bookings/class-catalogue.ts';
import { listClasses } from '../../bookings/class-store.ts';
import type { Repeat } from '../../bookings/repeat.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { parseDate } from '../../time/parse-date.ts';
import { parseWhen, UncertainTimeError } from '../../time/parse-when.ts';
import { isTimeWord, timeKindOf } from '../../time/time-words.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction, type Prompter, type RawInput } from '../command.ts';
import { conflictNotes } from '../conflict-notes.ts';
import { labelsOf } from '../id-labels.ts';
import { newNameNote } from '../new-name-note.ts';
import {
  argumentWords,
  bookingFields,
  hasFlag,
  textOption,
  timeGivenTwice,
  wholeNumberOption,
} from '../raw-options.ts';
import { waitlistNote } from '../waitlist-note.ts';

interface Recorded extends Booked {
  readonly labels: ReadonlyMap<string, string>;
  readonly isSeries: boolean;
}

/** The words as typed become a name and a time when the known classes are looked at. */
type Input = Partial<BookRequest> & { readonly words: readonly string[] };

export const action = defineAction<Input, Recorded>({
  async parse(raw, _surroundings, app) {
    const at = textOption(raw, 'at');
    if (hasFlag(raw, 'waitlisted') && hasFlag(raw, 'attended')) {
      throw new UsageError('two_statuses', 'A booking is --waitlisted or --attended, not both.', 'Choose one.');
    }
    return {
      words: [...argumentWords(raw, 0), ...argumentWords(raw, 1)],
      ...(at === undefined ? {} : { when: at }),
      fields: bookingFields(raw),
      cancelBy: textOption(raw, 'cancelBy') === '' ? null : textOption(raw, 'cancelBy'),
      status: hasFlag(raw, 'waitlisted') ? 'waitlisted' : hasFlag(raw, 'attended') ? 'attended' : 'booked',
      repeat: await parseRepeat(raw, app),
      isNewClass: hasFlag(raw, 'new'),
      isForced: hasFlag(raw, 'force'),
    };
  },

  async prepare(app, { words, ...input }, prompter) {
    const said = await readClassAndWhen(app, words, input);
    const name = said.name ?? (await prompter?.ask('Which class?', checkName));
    if (!name?.trim()) {
      throw new UsageError('class_missing', 'The class is missing.', 'For example: numina book Yoga tomorrow 18:00');
    }
    const when = said.when ?? (await prompter?.ask('When? (such as tomorrow 18:00)', (text) => checkWhen(app, text)));
    if (!when?.trim()) {
      throw new UsageError(
        'when_missing',
        `When is ${name}?`,
        `For example: numina book ${/\s/.test(name) ? `"${name}"` : name} tomorrow 18:00, or --at 2026-11-24T18:00`,
      );
    }
    const chosen = prompter === null ? name : await askNearName(app, { ...input, name }, prompter);
    return { ...input, words: [], name: chosen, when };
  },

  async run(app, input) {
    const context = await app.bookings();
    const booked = await bookClass(context, input as BookRequest);
    const labels = await labelsOf(context, [...booked.bookings, ...booked.overlaps]);
    return { ...booked, labels, isSeries: input.repeat !== null };
  },

  settle(input, said, meant) {
    if (input.when === said) return { ...input, when: meant };
    return input.cancelBy === said ? { ...input, cancelBy: meant } : null;
  },

  toText: ({ bookings, confirmedCount, labels }, style) =>
    renderRecorded(
      bookings,
      {
        verb: confirmedCount === bookings.length ? 'Confirmed' : 'Recorded',
        idLabels: labels,
        wallTimeAt,
        isNew: true,
        namesZone: true,
      },
      style,
    ),
  toJson: ({ bookings, isSeries }) => (isSeries ? toBookingsJson(bookings) : toBookingsJson(bookings)[0]),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
  toNotes({ bookings, confirmedCount, notes, overlaps, nearName, labels }, style) {
    const confirmed = waitlistNote(confirmedCount, bookings.length);
    const near = nearName === null ? [] : [newNameNote(bookings[0]?.className ?? '', nearName)];
    return [...confirmed, ...notes, ...near, ...conflictNotes(overlaps, labels, style)];
  },
});

async function parseRepeat(raw: RawInput, { nowLocal, locale }: Session): Promise<Repeat | null> {
  const rule = textOption(raw, 'repeat');
  const count = wholeNumberOption(raw, 'count', 1, 500) ?? null;
  const until = textOption(raw, 'until');
  if (rule === undefined) {
    if (count === null && until === undefined) return null;
    throw new UsageError('repeat_missing', '--count and --until belong to a series.', 'Add --repeat weekly.');
  }
  return {
    rule,
    count,
    until: until === undefined ? null : await parseDate(until, nowLocal.slice(0, 10), 'until', locale),
  };
}

/**
 * CLASS and WHEN in the words of the line, and `--at`. Throws UsageError where the time is given twice, or two known
 * classes fit.
 */
async function readClassAndWhen(app: Session, words: readonly string[], { when, isNewClass }: Partial<BookRequest>) {
  const said = words.filter((word) => word.trim() !== '');
  if (words[0]?.trim() === '') return { name: undefined, when: when ?? said.join(' ') };
  if (said.length === 0 || (said.length === 1 && (when !== undefined || !/\s/.test(said[0]?.trim() ?? '')))) {
    return { name: said[0], when };
  }
  const { store } = await app.bookings();
  const classes = isNewClass ? [] : await listClasses(store);
  const { nowLocal, habits, clock } = app;
  const reference = { now: clock.now(), nowLocal, habits };
  const split = await splitClassAndWhen(said, classes, (text) => timeKindOf(text, reference), isTimeWord);
  if (when === undefined || split.when === undefined) return { ...split, when: when ?? split.when };
  throw timeGivenTwice(split.when, when);
}

async function checkName(text: string): Promise<string | null> {
  return text.trim() === '' ? 'Give it a name; Ctrl-C ends.' : null;
}

/** Whether a time is understood at all; its zone and the usual time of the class come later. */
async function checkWhen({ clock, nowLocal, habits }: Session, text: string): Promise<string | null> {
  try {
    await parseWhen(text, { now: clock.now(), nowLocal, habits });
    return null;
  } catch (error) {
    // What has several meanings is asked about next.
    if (error instanceof UncertainTimeError && error.meanings.length > 1) return null;
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** A new name that is nearly a known one may be a slip: the person says which is meant. */
async function askNearName(
  app: Session,
  input: Partial<BookRequest> & { name: string },
  prompter: Prompter,
): Promise<string> {
  if (input.isNewClass) return input.name;
  const { store } = await app.bookings();
  const classes = await listClasses(store);
  const { near } = findClassToBook(classes, input.name.trim(), input.fields?.location, false);
  if (near === null) return input.name;
  const isMeant = await prompter.confirm(`Do you mean “${near}”, which you have booked before?`, true);
  return isMeant ? near : input.name;
}
