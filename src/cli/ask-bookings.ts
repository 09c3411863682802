import type { Session } from '../app.ts';
import type { Booking } from '../bookings/booking.ts';
import { describeBooking, type ReferenceScope, splitReferences } from '../bookings/booking-reference.ts';
import { listCandidates } from '../bookings/list-service.ts';
import { findBookings } from '../bookings/mark-service.ts';
import { AmbiguousBookingError } from '../bookings/reference-errors.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { printable } from '../render/printable.ts';
import type { Prompter } from './command.ts';

/** How to ask for a booking that the command line does not name. */
export interface BookingQuestion {
  readonly scope: ReferenceScope;
  /** An example for the usage error, where nobody can be asked. */
  readonly example: string;
}

/**
 * The references in the words of a command. Where there are none, a person chooses from the bookings that the command
 * can act on; likewise where a reference matches several. Throws UsageError where nobody can answer, and NotFoundError
 * where there is nothing to choose.
 */
export async function askBookings(
  session: Session,
  words: readonly string[],
  { scope, example }: BookingQuestion,
  prompter: Prompter | null,
): Promise<readonly string[]> {
  if (words.every((word) => word.trim() === '')) {
    if (!prompter) throw new UsageError('argument_missing', 'Which booking?', `For example: ${example}`);
    const candidates = await listCandidates(await session.bookings(), scope);
    if (candidates.length === 0) {
      throw new NotFoundError('booking_not_found', 'There is no booking for that.', 'numina list shows all bookings.');
    }
    return [await chooseBooking(session, prompter, candidates)];
  }
  const context = await session.bookings();
  const references = await splitReferences(context.store, words);
  if (!prompter) return references;
  const chosen: string[] = [];
  for (const reference of references) {
    try {
      const [booking] = await findBookings(context, [reference], scope);
      chosen.push(booking?.id ?? reference);
    } catch (error) {
      if (!(error instanceof AmbiguousBookingError)) throw error;
      prompter.tell([`“${printable(reference)}” names ${error.candidates.length} bookings.`]);
      chosen.push(await chooseBooking(session, prompter, error.candidates));
    }
  }
  return chosen;
}

/** As {@link askBookings}, for a command that takes one booking. Throws UsageError where several are named. */
export async function askBooking(
  session: Session,
  words: readonly string[],
  question: BookingQuestion,
  prompter: Prompter | null,
): Promise<string> {
  const [reference = '', ...others] = await askBookings(session, words, question, prompter);
  if (others.length === 0) return reference;
  const hint = `For example: ${question.example}`;
  throw new UsageError('one_booking', `This takes one booking, and ${others.length + 1} are named.`, hint);
}

/** Lets a person choose a booking; returns its id. */
export function chooseBooking(
  { habits }: Session,
  prompter: Prompter,
  candidates: readonly Booking[],
): Promise<string> {
  const label = (booking: Booking) => printable(describeBooking(booking, habits.clock));
  const choices = candidates.map((booking) => ({ value: booking.id, label: label(booking) }));
  return prompter.choose('Which booking?', choices);
}
