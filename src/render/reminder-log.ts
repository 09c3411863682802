import type { Booking } from '../bookings/booking.ts';
import type { LedgerEntry, ReminderState } from '../reminders/ledger-entry.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatMoment } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { CHANNEL_WORDS, formatOffset, NARROWEST_TABLE, nameOf } from './reminders.ts';
import type { Paint, Style } from './style.ts';
import { renderTable } from './table.ts';
import { wrapParts, wrapText } from './width.ts';

/** A ledger entry with its booking. */
export interface LoggedReminder {
  readonly reminder: LedgerEntry;
  readonly booking: Pick<Booking, 'className'> | null;
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

/** The log of reminders, newest first: what was sent, and what was not and why. */
export function renderReminderLog(log: readonly LoggedReminder[], wallTimeAt: WallTimeAt, style: Style): string {
  if (log.length === 0) return style.paint.dim('No reminder has come due yet.');
  return (style.width < NARROWEST_TABLE ? renderNarrow : renderWide)(log, wallTimeAt, style);
}

function renderWide(log: readonly LoggedReminder[], wallTimeAt: WallTimeAt, style: Style): string {
  const table = renderTable(
    [
      { head: 'DUE' },
      { head: 'STATE' },
      { head: 'CLASS', min: 12 },
      { head: 'REMINDER' },
      { head: 'BY' },
      { head: 'SENT', keep: 0 },
    ],
    log.map(({ reminder, booking }) => [
      momentOf(reminder.dueAt, wallTimeAt, style),
      { text: reminder.state, paint: style.paint[PAINTS[reminder.state]] },
      nameOf(booking),
      what(reminder),
      CHANNEL_WORDS[reminder.channel],
      reminder.sentAt === null ? '' : momentOf(reminder.sentAt, wallTimeAt, style),
    ]),
    style,
  ).split('\n');
  const head = table.splice(0, table.length - log.length);
  const lines = table.flatMap((line, index) => [line, ...reasonOf(log[index]?.reminder, style)]);
  return [...head, ...lines].join('\n');
}

function renderNarrow(log: readonly LoggedReminder[], wallTimeAt: WallTimeAt, style: Style): string {
  const lines = log.flatMap(({ reminder, booking }) => {
    const dueAt = momentOf(reminder.dueAt, wallTimeAt, style);
    const sentAt = reminder.sentAt === null ? dueAt : momentOf(reminder.sentAt, wallTimeAt, style);
    const state = sentAt === dueAt ? reminder.state : `${reminder.state} ${sentAt}`;
    const parts = [dueAt, style.paint[PAINTS[reminder.state]](state), CHANNEL_WORDS[reminder.channel]];
    return [
      ...wrapParts(parts, ` ${glyphsOf(style).dot} `, style.width),
      ...indented(`${nameOf(booking)}, ${what(reminder)}`, style),
      ...reasonOf(reminder, style),
    ];
  });
  return lines.join('\n');
}

function momentOf(at: string, wallTimeAt: WallTimeAt, style: Style): string {
  return formatMoment(wallTimeAt(new Date(at), style.homeZone), style);
}

const INDENT = '  ';

/** Why it was not sent, on lines below its row. It is never cut. */
function reasonOf(entry: LedgerEntry | undefined, style: Style): string[] {
  if (!entry || entry.state === 'sent' || entry.reason === null) return [];
  return indented(printable(entry.reason), style).map(style.paint.dim);
}

function indented(text: string, style: Style): string[] {
  return wrapText(text, style.width - INDENT.length).map((line) => INDENT + line);
}

function what({ kind, offsetMinutes }: LedgerEntry): string {
  if (kind === 'class') return `${formatOffset(offsetMinutes)} before`;
  return kind === 'cancel_by' ? `${formatOffset(offsetMinutes)} before limit` : kind;
}
