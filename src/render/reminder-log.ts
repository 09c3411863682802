import type { Booking } from '../bookings/booking.ts';
import type { LedgerEntry, ReminderState } from '../reminders/ledger-entry.ts';
import { formatMoment, type WallTimeAt } from './booking-text.ts';
import { formatRelative } from './format.ts';
import { printable } from './printable.ts';
import type { Paint, Style } from './style.ts';
import { renderTable } from './table.ts';

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
  return renderTable(
    [
      { head: 'DUE' },
      { head: 'STATE' },
      { head: 'REMINDER', min: 12 },
      { head: 'BY', keep: 1 },
      { head: 'SENT', keep: 0 },
      { head: 'WHY', min: 12 },
    ],
    log.map(({ reminder, booking }) => [
      momentOf(reminder.dueAt),
      { text: reminder.state, paint: style.paint[PAINTS[reminder.state]] },
      `${booking === null ? reminder.bookingId.slice(0, 8) : printable(booking.className)}, ${what(reminder)}`,
      reminder.channel,
      reminder.sentAt === null ? '' : momentOf(reminder.sentAt),
      reminder.state === 'sent' ? '' : printable(reminder.reason ?? ''),
    ]),
    style,
  );
}

function what({ kind, offsetMinutes }: LedgerEntry): string {
  if (kind === 'class') return `${formatRelative(offsetMinutes)} before`;
  return kind === 'cancel_by' ? `${formatRelative(offsetMinutes)} before the limit` : kind;
}
