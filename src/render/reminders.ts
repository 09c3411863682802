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
import { truncate, wrapParts, wrapText } from './width.ts';

/** A reminder with its booking. */
export interface ShownReminder {
  readonly reminder: PlannedReminder;
  readonly booking: Pick<Booking, 'className'> | null;
}

/** The preferences to show: all those by type, and some or all of the general ones. */
interface ShownPreferences extends Pick<ReminderPreferences, 'byType'> {
  readonly general: Partial<ReminderSettings>;
}

/** Whether reminders can be sent: the daemon and the channels. */
export interface ReminderService {
  readonly isRunning: boolean;
  /** Channels that have settings. */
  readonly setUp: readonly ChannelName[];
  /** Why a channel cannot work on this machine: `no session bus`. */
  readonly problems?: Partial<Record<ChannelName, string>>;
}

/** The words for channels. Most people use a webhook to reach their telephone. */
export const CHANNEL_WORDS: Readonly<Record<ChannelName, string>> = {
  desktop: 'desktop',
  email: 'email',
  webhook: 'phone',
};
const SHOWN = 10;
/** On a narrower terminal, a reminder takes two lines. */
export const NARROWEST_TABLE = 64;
/** The width of a row without the name of the class. */
const BESIDE_NAME = 52;
const INDENT = '  ';

/** The state of daemon and channels in one line, then the preferences and the next reminders. */
export function renderReminders(
  preferences: ReminderPreferences,
  upcoming: readonly ShownReminder[],
  service: ReminderService,
  wallTimeAt: WallTimeAt,
  style: Style,
): string {
  const rows = together(upcoming);
  const more = rows.length - SHOWN;
  const { offsetsMinutes, cancelByOffsetsMinutes, isEnabled } = preferences.general;
  // The channels and the quiet hours are in the first line already.
  const general = isEnabled ? { offsetsMinutes, cancelByOffsetsMinutes } : { isEnabled };
  const lines = [renderService(preferences, service, style), renderPreferences({ ...preferences, general }, style)];
  if (rows.length === 0) lines.push('', style.paint.dim('No reminder is to be sent.'));
  else lines.push('', renderRows(rows.slice(0, SHOWN), wallTimeAt, style));
  if (more > 0) lines.push(style.paint.dim(`and ${more} more`));
  return lines.join('\n');
}

/** When reminders are sent, in general and for types that differ. */
export function renderPreferences({ general, byType }: ShownPreferences, style: Style): string {
  const lines = [...renderSettings('', general, style)];
  for (const [type, own] of byType) lines.push(...renderSettings(`${printable(type)}: `, own, style));
  return lines.join('\n');
}

function renderSettings(before: string, settings: Partial<ReminderSettings>, style: Style): string[] {
  const [first = '', ...others] = describeSettings(settings, style);
  return wrapParts([before + first, ...others], ` ${glyphsOf(style).dot} `, style.width);
}

/** `Spin 45 in 1 h`, `Vinyasa: 1 h to cancel free`. */
export function describePlanned({ reminder, booking }: ShownReminder, style: Style): string {
  // The end of the text matters most, so the name is cut.
  const room = style.width < NARROWEST_TABLE ? Number.POSITIVE_INFINITY : style.width - BESIDE_NAME;
  const name = truncate(nameOf(booking), room, glyphsOf(style).ellipsis);
  const length = formatOffset(reminder.offsetMinutes);
  if (reminder.kind === 'class') return `${name} in ${length}`;
  if (reminder.kind === 'cancel_by') return `${name}: ${length} to cancel free`;
  return reminder.kind === 'moved' ? `${name} was moved` : `${name} is cancelled`;
}

export function nameOf(booking: Pick<Booking, 'className'> | null): string {
  return booking === null ? 'a deleted booking' : printable(booking.className);
}

/** A duration as in the message itself: a day is `24 h`. */
export function formatOffset(minutes: number): string {
  return minutes === 1440 ? '24 h' : formatRelative(minutes);
}

function renderService({ general }: ReminderPreferences, service: ReminderService, style: Style): string {
  const { isRunning, setUp, problems = {} } = service;
  const [yes, no] = style.unicode ? ['✓', '✗'] : ['yes', 'no'];
  const { good, bad } = style.paint;
  const parts = [`daemon ${isRunning ? good(yes) : bad(no)}`];
  for (const [name, word] of Object.entries(CHANNEL_WORDS) as [ChannelName, string][]) {
    if (!general.channels.includes(name)) parts.push(`${word} off`);
    else if (!setUp.includes(name)) parts.push(`${word} ${bad('not set up')}`);
    else if (problems[name] !== undefined)
      parts.push(`${word} ${bad(style.unicode ? `${no} ${problems[name]}` : `${problems[name]}`)}`);
    else parts.push(`${word} ${good(yes)}`);
  }
  if (general.quietHours !== null) parts.push(`quiet ${formatRange(general.quietHours, style)}`);
  return wrapParts(parts, ` ${glyphsOf(style).dot} `, style.width).join('\n');
}

/** `22–07`; with minutes where they are not 0. */
function formatRange({ from, to }: TimeRange, style: Style): string {
  const short = (time: string): string => (time.endsWith(':00') ? time.slice(0, 2) : time);
  return `${short(from)}${glyphsOf(style).dash}${short(to)}`;
}

function describeSettings(settings: Partial<ReminderSettings>, style: Style): string[] {
  if (settings.isEnabled === false) return ['no reminders'];
  const parts: string[] = settings.isEnabled === true && Object.keys(settings).length === 1 ? ['reminders on'] : [];
  const { offsetsMinutes, cancelByOffsetsMinutes, channels, quietHours } = settings;
  if (offsetsMinutes) parts.push(`${listOf(offsetsMinutes)} before a class`);
  if (cancelByOffsetsMinutes) parts.push(`${listOf(cancelByOffsetsMinutes)} before free cancellation ends`);
  if (channels) parts.push(`by ${channels.map((name) => CHANNEL_WORDS[name]).join(', ') || 'nothing'}`);
  if (quietHours !== undefined) {
    parts.push(quietHours === null ? 'no quiet hours' : `quiet ${formatRange(quietHours, style)}`);
  }
  return parts;
}

function listOf(offsetsMinutes: readonly number[]): string {
  if (offsetsMinutes.length === 0) return 'nothing';
  return offsetsMinutes.map(formatOffset).join(', ');
}

interface Shown extends ShownReminder {
  readonly channels: readonly string[];
}

/** Combines the same reminder on several channels into one row. */
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
  const cells = rows.map((shown) => {
    const local = wallTimeAt(new Date(shown.reminder.dueAt), style.homeZone);
    const date = local.slice(0, 10);
    const day = date === todayOf(style) ? 'Today' : formatDayColumn(date, todayOf(style));
    return { day, time: formatTime(local, style.clock), what: describePlanned(shown, style), by: shown.channels };
  });
  if (style.width >= NARROWEST_TABLE) {
    return renderTable(
      [{ head: '' }, { head: '' }, { head: '', min: 10 }, { head: '' }],
      cells.map(({ day, time, what, by }) => [day, time, what, { text: by.join(' '), paint: style.paint.dim }]),
      style,
      { frame: 'none' },
    );
  }
  const lines = cells.flatMap(({ day, time, what, by }) => [
    ...wrapParts([`${day} ${time}`, style.paint.dim(by.join(' '))], INDENT, style.width),
    ...wrapText(what, style.width - INDENT.length).map((text) => INDENT + text),
  ]);
  return lines.join('\n');
}
