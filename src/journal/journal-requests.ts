import type { BookingContext } from '../bookings/booking-context.ts';
import { cleanTitle, foldTitle } from '../bookings/text-fields.ts';
import { UsageError } from '../errors.ts';
import { previewSteps, type ReversedStep, reverseSteps } from './journal-service.ts';
import { type Direction, type JournalEntry, listEntries, type StepsOf } from './journal-store.ts';
import { needsLeave } from './needs-leave.ts';

/** What the requests to the journal work with. */
export interface JournalContext extends BookingContext {
  /** The name of a feed as it was given, whatever its case here. Throws NotFoundError. Feeds are another feature's. */
  readonly findFeedName: (name: string) => Promise<string>;
}

/** What is asked of the journal, as said. */
export interface JournalRequest {
  /** How many steps at most. */
  readonly count: number;
  /** Only those of this feed; null for the person's own. */
  readonly feed: string | null;
}

/** The steps, and the feed by the name that the journal has for it. */
export interface JournalAnswer<T> {
  readonly feed: StepsOf;
  readonly steps: readonly T[];
}

export const MOST_STEPS = 1000;

/** The last steps, the latest first. Throws UsageError, NotFoundError. */
export async function listJournal(context: JournalContext, said: JournalRequest): Promise<JournalAnswer<JournalEntry>> {
  const { count, feed } = await check(context, said);
  return { feed, steps: await listEntries(context.store, count, feed) };
}

/** Takes back, or brings again, steps: see {@link reverseSteps}. Throws UsageError, NotFoundError, RefusedError. */
export async function reverseJournal(
  context: JournalContext,
  direction: Direction,
  said: JournalRequest,
): Promise<JournalAnswer<ReversedStep>> {
  const { count, feed } = await check(context, said);
  return { feed, steps: await reverseSteps(context, direction, count, feed) };
}

/** What {@link reverseJournal} would do, and whether a person should be asked before. Nothing is changed. Throws as it does. */
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

/** The feed may be there no more: what it did is. */
async function feedOf({ store, findFeedName }: JournalContext, said: string): Promise<string> {
  const name = foldTitle(said) === '' ? '' : cleanTitle(said, 'name of the feed');
  const isKnown = (await listEntries(store, 1, name)).length > 0;
  return isKnown ? name : findFeedName(name);
}
