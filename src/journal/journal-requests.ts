import type { BookingContext } from '../bookings/booking-context.ts';
import { cleanTitle, foldTitle } from '../bookings/text-fields.ts';
import { UsageError } from '../errors.ts';
import { previewSteps, type ReversedStep, reverseSteps } from './journal-service.ts';
import { type Direction, type JournalEntry, listEntries, type StepsOf } from './journal-store.ts';
import { needsLeave } from './needs-leave.ts';

export type { Direction, JournalEntry } from './journal-store.ts';

/** What the requests to the journal need. */
export interface JournalContext extends BookingContext {
  /** The stored name of a feed; case makes no difference. Throws NotFoundError. Another feature owns the feeds. */
  readonly findFeedName: (name: string) => Promise<string>;
}

/** A request to the journal, not checked yet. */
export interface JournalRequest {
  /** The largest number of steps. */
  readonly count: number;
  /** Only the steps of this feed; null for the steps of the person. */
  readonly feed: string | null;
}

/** The steps, and the name of the feed in the journal. */
export interface JournalAnswer<T> {
  readonly feed: StepsOf;
  readonly steps: readonly T[];
}

/** The largest number of steps in one request. */
export const MOST_STEPS = 1000;

/** The last steps, the latest first. Throws UsageError, NotFoundError. */
export async function listJournal(context: JournalContext, said: JournalRequest): Promise<JournalAnswer<JournalEntry>> {
  const { count, feed } = await check(context, said);
  return { feed, steps: await listEntries(context.store, count, feed) };
}

/** Undoes or redoes steps, see {@link reverseSteps}. Throws UsageError, NotFoundError, RefusedError. */
export async function reverseJournal(
  context: JournalContext,
  direction: Direction,
  said: JournalRequest,
): Promise<JournalAnswer<ReversedStep>> {
  const { count, feed } = await check(context, said);
  return { feed, steps: await reverseSteps(context, direction, count, feed) };
}

/**
 * The steps that {@link reverseJournal} would reverse, and whether to ask the person first. Changes nothing. Throws
 * alike.
 */
export async function previewJournal(
  context: JournalContext,
  direction: Direction,
  said: JournalRequest,
): Promise<JournalAnswer<ReversedStep> & { readonly needsLeave: boolean }> {
  const { count, feed } = await check(context, said);
  const steps = await previewSteps(context, direction, count, feed);
  return { feed, steps, needsLeave: needsLeave(steps, context.clock.now()) };
}

async function check(context: JournalContext, { count, feed }: JournalRequest): Promise<JournalRequest> {
  if (!(Number.isInteger(count) && count >= 1 && count <= MOST_STEPS)) {
    const hint = `Give a whole number from 1 to ${MOST_STEPS.toLocaleString('en')}.`;
    throw new UsageError('bad_number', `The number of steps cannot be ${Number(count)}.`, hint);
  }
  return { count, feed: feed === null ? null : await feedOf(context, feed) };
}

/** A removed feed may still have steps in the journal, so the journal is searched first. */
async function feedOf({ store, findFeedName }: JournalContext, said: string): Promise<string> {
  const name = foldTitle(said) === '' ? '' : cleanTitle(said, 'name of the feed');
  const isKnown = (await listEntries(store, 1, name)).length > 0;
  return isKnown ? name : findFeedName(name);
}
