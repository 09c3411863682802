import type { Booking } from '../bookings/booking.ts';
import type { ChannelName } from '../reminders/channel.ts';
import type { PlannedReminder } from '../reminders/ledger-entry.ts';
import type { ReminderPreferences, ReminderSettings } from '../reminders/preferences.ts';
import type { TimeRange } from '../time/parse-time-range.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatDayColumn, formatRelative, formatTime } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { type Style, todayOf } from './style.ts';
import { renderTable } from './table.ts';

/** A reminder and the booking it is of, as screens see them. */
export interface ShownReminder {
  readonly reminder: PlannedReminder;
  readonly booking: Booking | null;
}

/** What stands behind the reminders. */
export interface ReminderService {
  readonly isRunning: boolean;
  /** Channels that the settings speak of. */
  readonly setUp: readonly ChannelName[];
}

/** What a webhook nearly always is. */
const CHANNEL_WORDS: Readonly<Record<ChannelName, string>> = { desktop: 'desktop', email: 'email', webhook: 'phone' };
const SHOWN = 10;

/** The state of everything in a line, then what will be sent next. */
export function renderReminders(
  preferences: ReminderPreferences,
  upcoming: readonly ShownReminder[],
  service: ReminderService,
  wallTimeAt: WallTimeAt,
  style: Style,
): string {
  const rows = together(upcoming);
  const more = rows.length - SHOWN;
  const lines = [renderService(preferences, service, style), renderPreferences(preferences, style)];
  if (rows.length === 0) lines.push('', style.paint.dim('No reminder is to be sent.'));
  else lines.push('', renderRows(rows.slice(0, SHOWN), wallTimeAt, style));
  if (more > 0) lines.push(style.paint.dim(`and ${more} more`));
  return lines.join('\n');
}

/** When reminders come, in general and where a type differs. */
export function renderPreferences({ general, byType }: ReminderPreferences, style: Style): string {
  const lines = [describeSettings(general, style)];
  for (const [type, own] of byType) lines.push(`${printable(type)}: ${describeSettings(own, style)}`);
  return lines.join('\n');
}

/** `Spin 45 in 1 h`, `Vinyasa: 1 h to cancel free`. */
export function describePlanned({ reminder, booking }: ShownReminder): string {
  const name = booking === null ? 'a deleted booking' : printable(booking.className);
  const length = formatRelative(reminder.offsetMinutes);
  if (reminder.kind === 'class') return `${name} in ${length}`;
  if (reminder.kind === 'cancel_by') return `${name}: ${length} to cancel free`;
  return reminder.kind === 'moved' ? `${name} was moved` : `${name} is cancelled`;
}

function renderService({ general }: ReminderPreferences, { isRunning, setUp }: ReminderService, style: Style): string {
  const [yes, no] = style.unicode ? ['✓', '✗'] : ['yes', 'no'];
  const { good, bad } = style.paint;
  const parts = [`daemon ${isRunning ? good(yes) : bad(no)}`];
  for (const [name, word] of Object.entries(CHANNEL_WORDS) as [ChannelName, string][]) {
    if (!general.channels.includes(name)) parts.push(`${word} off`);
    else parts.push(`${word} ${setUp.includes(name) ? good(yes) : bad('not set up')}`);
  }
  if (general.quietHours !== null) parts.push(`quiet ${formatRange(general.quietHours, style)}`);
  return parts.join(` ${glyphsOf(style).dot} `);
}

/** `22–07`; with minutes where there are some. */
function formatRange({ from, to }: TimeRange, style: Style): string {
  const short = (time: string): string => (time.endsWith(':00') ? time.slice(0, 2) : time);
  return `${short(from)}${glyphsOf(style).dash}${short(to)}`;
}

function describeSettings(settings: Partial<ReminderSettings>, style: Style): string {
  if (settings.isEnabled === false) return 'no reminders';
  const parts: string[] = settings.isEnabled === true && Object.keys(settings).length === 1 ? ['reminders on'] : [];
  const { offsetsMinutes, cancelByOffsetsMinutes, channels, quietHours } = settings;
  if (offsetsMinutes) parts.push(`${listOf(offsetsMinutes)} before a class`);
  if (cancelByOffsetsMinutes) parts.push(`${listOf(cancelByOffsetsMinutes)} before free cancellation ends`);
  if (channels) parts.push(`by ${channels.map((name) => CHANNEL_WORDS[name]).join(', ') || 'nothing'}`);
  if (quietHours !== undefined) {
    parts.push(quietHours === null ? 'no quiet hours' : `quiet ${formatRange(quietHours, style)}`);
  }
  return parts.join(` ${glyphsOf(style).dot} `);
}

function listOf(offsetsMinutes: readonly number[]): string {
  if (offsetsMinutes.length === 0) return 'nothing';
  return offsetsMinutes.map((minutes) => (minutes === 1440 ? '24 h' : formatRelative(minutes))).join(', ');
}

interface Shown extends ShownReminder {
  readonly channels: readonly string[];
}

/** The same reminder on several channels as one. */
function together(upcoming: readonly ShownReminder[]): Shown[] {
  const rows = new Map<string, Shown>();
  for (const shown of upcoming) {
    const { bookingId, kind, offsetMinutes, dueAt, channel } = shown.reminder;
    const key = [bookingId, kind, offsetMinutes, dueAt].join(' ');
    const channels = [...(rows.get(key)?.channels ?? []), CHANNEL_WORDS[channel]];
    rows.set(key, { ...shown, channels });
  }
  return [...rows.values()];
}

function renderRows(rows: readonly Shown[], wallTimeAt: WallTimeAt, style: Style): string {
  return renderTable(
    [{ head: '' }, { head: '' }, { head: '', min: 10 }, { head: '', min: 7, keep: 0 }],
    rows.map((shown) => {
      const local = wallTimeAt(new Date(shown.reminder.dueAt), style.homeZone);
      const date = local.slice(0, 10);
      const day = date === todayOf(style) ? 'Today' : formatDayColumn(date, todayOf(style));
      return [day, formatTime(local, style.clock), describePlanned(shown), shown.channels.join(' ')];
    }),
    style,
    { frame: 'none' },
  );
}
