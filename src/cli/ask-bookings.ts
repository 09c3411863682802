import type { App } from '../app.ts';
import type { Booking } from '../bookings/booking.ts';
import { describeBooking, findActionable, type ReferenceScope } from '../bookings/booking-reference.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { printable } from '../render/printable.ts';
import type { Prompter } from './command.ts';

/** What a command without a booking needs to ask for one. */
export interface BookingQuestion {
  readonly scope: ReferenceScope;
  /** What to write instead, for where nobody can be asked. */
  readonly example: string;
}

const MAX_CHOICES = 50;

/**
 * The bookings that a command names, as they were named; where it names none, the one that a person picks
 * from those it can act on. Throws UsageError where nobody can answer, NotFoundError where there is no choice.
 */
export async function askBookings(
  app: App,
  references: readonly string[],
  { scope, example }: BookingQuestion,
  prompter: Prompter | null,
): Promise<readonly string[]> {
  const named = references.filter((reference) => reference.trim() !== '');
  if (named.length > 0) return named;
  if (!prompter) throw new UsageError('argument_missing', 'Which booking?', `For example: ${example}`);
  const candidates = await findCandidates(app, scope);
  if (candidates.length === 0) {
    throw new NotFoundError('booking_not_found', 'There is no booking for that.', 'numina list shows all bookings.');
  }
  return [await chooseBooking(prompter, candidates)];
}

/** The id of the one that a person picks. */
export function chooseBooking(prompter: Prompter, candidates: readonly Booking[]): Promise<string> {
  const choices = candidates.map((booking) => ({ value: booking.id, label: printable(describeBooking(booking)) }));
  return prompter.choose('Which booking?', choices);
}

/** The likeliest first: what comes next, or what was last. */
async function findCandidates(app: App, { tiers, looks }: ReferenceScope): Promise<readonly Booking[]> {
  const { database } = await app.bookings();
  const now = app.clock.now();
  const found = new Map<string, Booking>();
  for (const tier of tiers) {
    const byStart = await findActionable(database.kysely, database.userId, tier, now);
    const ahead = looks === 'back' ? [] : byStart.filter(({ startsAt }) => Date.parse(startsAt) >= now.getTime());
    for (const booking of [...ahead, ...byStart.toReversed()]) {
      if (!found.has(booking.id)) found.set(booking.id, booking);
    }
  }
  return [...found.values()].slice(0, MAX_CHOICES);
}
