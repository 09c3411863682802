import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { changeWithLabels } from '../bookings/list-service.ts';
import type { Marked } from '../bookings/mark-service.ts';
import { toBookingsJson } from '../contract/booking-json.ts';
import { renderRecorded } from '../render/booking-card.ts';
import { bookingRow } from '../render/booking-rows.ts';
import type { IdLabels } from '../render/booking-text.ts';
import { formatSpan } from '../render/format.ts';
import { printable } from '../render/printable.ts';
import { wordOf } from '../render/status-symbol.ts';
import { askBookings, type BookingQuestion, chooseBooking } from './ask-bookings.ts';
import { type CommandAction, defineAction, type RawInput } from './command.ts';

interface MarkAction<Input> {
  readonly parse: (raw: RawInput) => Input;
  readonly question: BookingQuestion;
  /** The bookings that are meant where none is named. A person chooses where there are several. */
  readonly candidates?: (context: BookingContext) => Promise<readonly Booking[]>;
  readonly mark: (context: BookingContext, input: Input) => Promise<Marked>;
  /** As in {@link CommandAction}, for a command that reads a time. */
  readonly settle?: (input: Input, said: string, meant: string) => Input | null;
}

interface Result extends Marked {
  readonly labels: IdLabels;
}

/** Defines attend, cancel or no-show, which differ in their verb. */
export function defineMarkAction<Input extends { readonly references: readonly string[] }>(
  verb: string,
  { parse, question, candidates, mark, settle }: MarkAction<Input>,
): CommandAction {
  return defineAction<Input, Result>({
    parse,
    ...(settle && { settle }),
    async prepare(session, input, prompter) {
      if (!candidates || input.references.length > 0) {
        return { ...input, references: await askBookings(session, input.references, question, prompter) };
      }
      if (!prompter) return input;
      const meant = await candidates(await session.bookings());
      return meant.length > 1 ? { ...input, references: [await chooseBooking(session, prompter, meant)] } : input;
    },
    async run(session, input) {
      return changeWithLabels(
        await session.bookings(),
        (context) => mark(context, input),
        ({ changed }) => changed,
      );
    },
    toText: ({ changed, labels }, style) => renderRecorded(changed, { verb, idLabels: labels }, style),
    toJson: ({ changed }) => toBookingsJson(changed),
    toPlain: ({ changed }) => changed.map(bookingRow),
    toNotes: ({ unchanged }, style) =>
      unchanged.map(({ className, startsLocal, durationMinutes, status }) => {
        const span = formatSpan(startsLocal, durationMinutes, style);
        return `${printable(className)}, ${span}, is ${wordOf(status)} already; nothing changed.`;
      }),
  });
}
