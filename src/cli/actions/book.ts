import type { Session } from '../../app.ts';
import { type BookRequest, checkBookOptions } from '../../bookings/book-request.ts';
import { type Booked, bookClass } from '../../bookings/book-service.ts';
import { findNearClass, plainClassAndWhen, readClassAndWhen, whyNoTime } from '../../bookings/book-words.ts';
import { changeWithLabels } from '../../bookings/list-service.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction, type Prompter, type RawInput } from '../command.ts';
import { conflictNotes } from '../conflict-notes.ts';
import { newNameNote } from '../new-name-note.ts';
import { argumentWords, bookingFields, daysOf, hasFlag, textOption } from '../raw-options.ts';
import { waitlistNote } from '../waitlist-note.ts';

interface Recorded extends Booked {
  readonly labels: ReadonlyMap<string, string>;
  readonly isSeries: boolean;
}

/** The words as typed. They are split into class and time later, when the known classes can be read. */
interface Draft {
  readonly words: readonly string[];
  /** The time of `--at`. */
  readonly at: string | undefined;
  readonly options: Omit<BookRequest, 'name' | 'when'>;
}

export const action = defineAction<BookRequest, Recorded, Draft>({
  async parse(raw, _surroundings, session) {
    if (hasFlag(raw, 'waitlisted') && hasFlag(raw, 'attended')) {
      throw new UsageError('two_statuses', 'A booking is --waitlisted or --attended, not both.', 'Choose one.');
    }
    const options = optionsOf(raw);
    await checkBookOptions(options, daysOf(session));
    return { words: [...argumentWords(raw, 0), ...argumentWords(raw, 1)], at: textOption(raw, 'at'), options };
  },

  async prepare(session, { words, at, options }, prompter) {
    const { isNewClass = false } = options;
    const plain = plainClassAndWhen(words, at);
    const said = plain ?? (await readClassAndWhen(await session.bookings(), words, { at, isNewClass }));
    const name = said.name ?? (await prompter?.ask('Which class?', checkName));
    if (!name?.trim()) {
      throw new UsageError('class_missing', 'The class is missing.', 'For example: numina book Yoga tomorrow 18:00');
    }
    const when =
      said.when ?? (await prompter?.ask('When? (such as tomorrow 18:00)', (text) => checkWhen(session, text)));
    if (!when?.trim()) {
      throw new UsageError(
        'when_missing',
        `When is ${name}?`,
        `For example: numina book ${/\s/.test(name) ? `"${name}"` : name} tomorrow 18:00, or --at 2026-11-24T18:00`,
      );
    }
    const request = { ...options, name, when };
    return prompter === null || isNewClass
      ? request
      : { ...request, name: await askNearName(session, request, prompter) };
  },

  async run(session, request) {
    const recorded = await changeWithLabels(
      await session.bookings(),
      (context) => bookClass(context, request),
      ({ bookings, overlaps }) => [...bookings, ...overlaps],
    );
    return { ...recorded, isSeries: request.repeat?.rule !== undefined };
  },

  settle(request, said, meant) {
    if (request.when === said) return { ...request, when: meant };
    return request.cancelBy === said ? { ...request, cancelBy: meant } : null;
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
    return [...confirmed, ...notes.map(wordForTerminal), ...near, ...conflictNotes(overlaps, labels, style)];
  },
});

function optionsOf(raw: RawInput): Draft['options'] {
  const [rule, count, until] = ['repeat', 'count', 'until'].map((name) => textOption(raw, name));
  return {
    fields: bookingFields(raw),
    cancelBy: textOption(raw, 'cancelBy'),
    status: hasFlag(raw, 'waitlisted') ? 'waitlisted' : hasFlag(raw, 'attended') ? 'attended' : 'booked',
    repeat: { rule, count, until },
    isNewClass: hasFlag(raw, 'new'),
    isForced: hasFlag(raw, 'force'),
  };
}

async function checkName(text: string): Promise<string | null> {
  return text.trim() === '' ? 'Give it a name; Ctrl-C ends.' : null;
}

async function checkWhen(session: Session, text: string): Promise<string | null> {
  return whyNoTime(await session.bookings(), text);
}

/** Asks whether a new name that is nearly a known one is a typing mistake. */
async function askNearName(session: Session, request: BookRequest, prompter: Prompter): Promise<string> {
  const near = await findNearClass(await session.bookings(), request);
  if (near === null) return request.name;
  const isMeant = await prompter.confirm(`Do you mean “${near}”, which you have booked before?`, true);
  return isMeant ? near : request.name;
}
