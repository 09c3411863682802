import type { App } from '../app.ts';
import { AskedDays } from '../attendance/asked-days.ts';
import { readAttendedDates } from '../attendance/attendance-store.ts';
import { type Booking, type BookingStatus, localDateOf } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { queryUnmarked } from '../bookings/booking-query.ts';
import { SCOPES } from '../bookings/booking-reference.ts';
import { markBookings } from '../bookings/mark-service.ts';
import { NuminaError } from '../errors.ts';
import { reverseSteps } from '../journal/journal-service.ts';
import { listEntries } from '../journal/journal-store.ts';
import { renderInboxClass, renderSettled, type WeekStanding } from '../render/inbox.ts';
import type { Style } from '../render/style.ts';
import { addDays, startOfWeek, toDayNumber } from '../time/civil.ts';
import type { Prompter } from './command.ts';
import { judgementOf } from './judgement.ts';

const QUESTION = '[a]ttended [n]o-show [c]ancelled [s]kip [A]ll [u]ndo [q]uit › ';
const STATUS_OF: Readonly<Record<string, BookingStatus>> = {
  a: 'attended',
  n: 'no_show',
  c: 'cancelled',
  A: 'attended',
};

/** A keystroke that can be taken back: where it was pressed, and the step of the journal that it made, if any. */
interface Keystroke {
  readonly index: number;
  readonly settled: number;
  readonly stepId: string | null;
}

/** Asks about each past class that nobody has marked; every answer is on disk before the next question. Gives how many were settled. */
export async function settleInbox(app: App, prompter: Prompter, style: Style): Promise<number> {
  const context = await app.bookings();
  const { kysely, userId } = context.database;
  const unmarked = await queryUnmarked(kysely, userId, app.clock.now());
  const question = style.unicode ? QUESTION : QUESTION.replace('›', '>');
  const past: Keystroke[] = [];
  let settled = 0;
  for (let index = 0; index < unmarked.length; ) {
    const booking = unmarked[index];
    if (!booking) break;
    prompter.tell([renderInboxClass(booking, index + 1, unmarked.length, style)]);
    const key = await prompter.key(question, 'ancsAuq');
    if (key === 'q') break;
    if (key === 'u') {
      const last = past.pop();
      const told = last ? await takeBack(context, last) : 'Nothing to undo here; numina undo takes back earlier steps.';
      if (told !== null) prompter.tell([told]);
      else if (last) [index, settled] = [last.index, settled - last.settled];
      continue;
    }
    const status = STATUS_OF[key];
    const chosen = status === undefined ? [] : key === 'A' ? unmarked.slice(index) : [booking];
    try {
      const stepId = status === undefined ? null : await mark(context, chosen, status);
      if (status !== undefined) {
        prompter.tell([renderSettled(chosen, status, await standingOf(app, context, booking), style)]);
      }
      past.push({ index, settled: chosen.length, stepId });
      settled += chosen.length;
    } catch (error) {
      // Somebody else may have changed it meanwhile; the others can be settled all the same.
      if (!(error instanceof NuminaError) || error.kind === 'storage') throw error;
      prompter.tell([error.message]);
    }
    index = key === 'A' ? unmarked.length : index + 1;
  }
  return settled;
}

/** The id of the step that the journal has made of it; null where they were so already. */
async function mark(context: BookingContext, bookings: readonly Booking[], to: BookingStatus): Promise<string | null> {
  const ids = bookings.map(({ id }) => id);
  const { changed } = await markBookings(context, ids, SCOPES.any, { to });
  return changed.length === 0 ? null : lastStep(context);
}

async function lastStep({ database }: BookingContext): Promise<string | null> {
  const [entry] = await listEntries(database.kysely, database.userId, 1);
  return entry?.id ?? null;
}

/** Null when the keystroke is taken back, else why not. */
async function takeBack(context: BookingContext, { stepId }: Keystroke): Promise<string | null> {
  if (stepId === null) return null;
  if ((await lastStep(context)) !== stepId) return 'Something else was changed since: numina undo --list';
  await reverseSteps(context, 'undo', 1);
  return null;
}

/** How the week of a class stands. */
async function standingOf(app: App, context: BookingContext, booking: Booking): Promise<WeekStanding> {
  const { now, rules } = await judgementOf(app, context);
  const from = startOfWeek(localDateOf(booking), rules.weekStart);
  const { kysely, userId } = context.database;
  const attended = await readAttendedDates(kysely, userId, { from, to: addDays(from, 6) }, now);
  return { attendedDays: attended.length, needed: new AskedDays(rules).daysNeeded(toDayNumber(from)) };
}
