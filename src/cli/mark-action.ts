import type { App } from '../app.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { toBookingJson } from '../bookings/booking-json.ts';
import type { Marked } from '../bookings/mark-service.ts';
import { renderRecorded } from '../render/booking-card.ts';
import { bookingRow } from '../render/booking-rows.ts';
import type { IdLabels } from '../render/booking-text.ts';
import { formatSpan } from '../render/format.ts';
import { printable } from '../render/printable.ts';
import { wordOf } from '../render/status-symbol.ts';
import { type CommandAction, defineAction, type RawInput } from './command.ts';
import { labelsOf } from './id-labels.ts';

interface MarkAction<Input> {
  readonly parse: (raw: RawInput) => Input;
  readonly mark: (context: BookingContext, input: Input, app: App) => Promise<Marked>;
}

interface Result extends Marked {
  readonly labels: IdLabels;
}

/** What attend, cancel and no-show share: the same result, told with another verb. */
export function defineMarkAction<Input>(verb: string, { parse, mark }: MarkAction<Input>): CommandAction {
  return defineAction<Input, Result>({
    parse,
    async run(app, input) {
      const context = await app.bookings();
      const marked = await mark(context, input, app);
      return { ...marked, labels: await labelsOf(context, marked.changed) };
    },
    toText: ({ changed, labels }, style) => renderRecorded(changed, { verb, idLabels: labels }, style),
    toJson: ({ changed }) => changed.map((booking) => toBookingJson(booking)),
    toPlain: ({ changed }) => changed.map(bookingRow),
    toNotes: ({ unchanged }, style) =>
      unchanged.map(({ className, startsLocal, durationMinutes, status }) => {
        const span = formatSpan(startsLocal, durationMinutes, style);
        return `${printable(className)}, ${span}, is ${wordOf(status)} already; nothing changed.`;
      }),
  });
}
