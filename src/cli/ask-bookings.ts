import type { Session } from '../app.ts';
import type { Booking } from '../bookings/booking.ts';
import { describeBooking, type ReferenceScope, splitReferences } from '../bookings/booking-reference.ts';
import { listCandidates } from '../bookings/list-service.ts';
import { findBookings } from '../bookings/mark-service.ts';
import { AmbiguousBookingError } from '../bookings/reference-errors.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { printable } from '../render/printable.ts';
import type { Prompter } from './command.ts';

/** What a command without a booking needs to ask for one. */
export interface BookingQuestion {
  readonly scope: ReferenceScope;
  /** What to write instead, for where nobody can be asked. */
  readonly example: string;
}

/**
 * The references that the words of a command are; where there are none, the booking that a person picks from those it
 * can act on. Of several that one reference names a person picks too. Throws UsageError where nobody can answer,
 * NotFoundError where there is no choice.
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
    return [await chooseBooking(prompter, candidates)];
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
      chosen.push(await chooseBooking(prompter, error.candidates));
    }
  }
  return chosen;
}

/** {@link askBookings} for a command that takes one booking. Throws UsageError where several are named. */
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

/** The id of the one that a person picks. */
export function chooseBooking(prompter: Prompter, candidates: readonly Booking[]): Promise<string> {
  const choices = candidates.map((booking) => ({ value: booking.id, label: printable(describeBooking(booking)) }));
  return prompter.choose('Which booking?', choices);
}
