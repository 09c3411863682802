import { readInbox } from '../../attendance/inbox-session.ts';
import type { Booking } from '../../bookings/booking.ts';
import { labelBookings } from '../../bookings/list-service.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { countWaiting } from '../../intake/mail-trust/count-waiting.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { renderBookingTable } from '../../render/booking-table.ts';
import { formatCount } from '../../render/format.ts';
import type { Style } from '../../render/style.ts';
import { renderLines, type Template } from '../../render/template.ts';
import { wrapText } from '../../render/width.ts';
import { defineAction, type Prompter } from '../command.ts';
import { settleInbox } from '../settle-inbox.ts';
import { templateOption } from '../template-option.ts';

interface Input {
  readonly isScreen: boolean;
  readonly template: Template<Booking> | null;
  /** How to ask the person; null where nobody is asked. */
  readonly person: { readonly prompter: Prompter; readonly style: Style } | null;
}

interface Inbox extends Pick<Input, 'template'> {
  /** How many mails wait for the person's word. */
  readonly waiting: number;
  /** How many classes the person settled; null where nobody was asked. Then the rest is listed. */
  readonly settled: number | null;
  readonly bookings: readonly Booking[];
  readonly labels: ReadonlyMap<string, string>;
}

export const action = defineAction<Input, Inbox>({
  parse: (raw, { isScreen }) => ({ isScreen, template: templateOption(raw), person: null }),

  async prepare(_app, input, prompter, style) {
    // With a template, the person wants lines and no questions.
    const isAsked = input.isScreen && input.template === null;
    return isAsked && prompter ? { ...input, person: { prompter, style } } : input;
  },

  async run(session, { template, person }) {
    const context = await session.bookings();
    const settled = person && (await settleInbox(session, person.prompter, person.style));
    const bookings = await readInbox(context);
    const waiting = await countWaiting(context.store);
    return {
      template,
      settled,
      waiting,
      bookings,
      labels: await labelBookings(context, settled === null ? bookings : []),
    };
  },

  toText({ bookings, labels, settled, template, waiting }, style) {
    if (settled !== null) return '';
    if (template) return renderLines(bookings, template, style);
    const list = bookings.length === 0 ? NOTHING_TO_SETTLE : renderBookingTable(bookings, { idLabels: labels }, style);
    return [list, ...describeWaiting(waiting).flatMap((line) => wrapText(line, style.width))].join('\n');
  },
  toJson: ({ bookings }) => toBookingsJson(bookings),
  toPlain: ({ bookings }) => bookings.map(bookingRow),
  toNotes({ bookings, settled, waiting }) {
    if (settled === null) return [];
    return [describeSettled(settled, bookings.length), ...describeWaiting(waiting)];
  },
});

const NOTHING_TO_SETTLE = 'Nothing to settle: every past class is marked.';

function describeSettled(settled: number, left: number): string {
  if (left > 0) return `${settled} settled, ${left} left: numina inbox`;
  return settled === 0 ? NOTHING_TO_SETTLE : `${formatCount(settled, 'class', 'classes')} settled, none left.`;
}

function describeWaiting(waiting: number): string[] {
  return waiting === 0
    ? []
    : [`${formatCount(waiting, 'mail waits', 'mails wait')} for your decision: numina mail waiting`];
}
