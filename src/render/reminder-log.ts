import type { Booking } from '../bookings/booking.ts';
import type { LedgerEntry, ReminderState } from '../reminders/ledger-entry.ts';
import { formatMoment, type WallTimeAt } from './booking-text.ts';
import { formatRelative } from './format.ts';
import { printable } from './printable.ts';
import type { Paint, Style } from './style.ts';
import { renderTable } from './table.ts';
import { wrapText } from './width.ts';

/** An entry of the ledger and the booking it is of. */
export interface LoggedReminder {
  readonly reminder: LedgerEntry;
  readonly booking: Booking | null;
}

const PAINTS: Readonly<Record<ReminderState, keyof Paint>> = {
  pending: 'warn',
  sending: 'accent',
  sent: 'good',
  superseded: 'dim',
  skipped: 'dim',
  missed: 'bad',
  failed: 'bad',
  unknown: 'warn',
};

/** What was sent, and what was not and why, the newest first. */
export function renderReminderLog(log: readonly LoggedReminder[], wallTimeAt: WallTimeAt, style: Style): string {
  if (log.length === 0) return style.paint.dim('No reminder has come due yet.');
  const momentOf = (at: string): string => formatMoment(wallTimeAt(new Date(at), style.homeZone), style);
  const table = renderTable(
    [
      { head: 'DUE' },
      { head: 'STATE' },
      { head: 'REMINDER', min: 12 },
      { head: 'BY', keep: 1 },
      { head: 'SENT', keep: 0 },
    ],
    log.map(({ reminder, booking }) => [
      momentOf(reminder.dueAt),
      { text: reminder.state, paint: style.paint[PAINTS[reminder.state]] },
      `${booking === null ? reminder.bookingId.slice(0, 8) : printable(booking.className)}, ${what(reminder)}`,
      reminder.channel,
      reminder.sentAt === null ? '' : momentOf(reminder.sentAt),
    ]),
    style,
  ).split('\n');
  const head = table.splice(0, table.length - log.length);
  const lines = table.flatMap((line, index) => [line, ...reasonOf(log[index]?.reminder, style)]);
  return [...head, ...lines].join('\n');
}

const INDENT = '  ';

/** Why it did not go out, below its row: whole, whatever the width. */
function reasonOf(entry: LedgerEntry | undefined, style: Style): string[] {
  if (!entry || entry.state === 'sent' || entry.reason === null) return [];
  return wrapText(printable(entry.reason), style.width - INDENT.length).map((text) => style.paint.dim(INDENT + text));
}

function what({ kind, offsetMinutes }: LedgerEntry): string {
  if (kind === 'class') return `${formatRelative(offsetMinutes)} before`;
  return kind === 'cancel_by' ? `${formatRelative(offsetMinutes)} before the limit` : kind;
}
