import type { DaemonEvent, LoggedEvent } from '../daemon/daemon-event.ts';
import type { DaemonReport } from '../daemon/daemon-report.ts';
import { type Field, renderFields } from '../render/fields.ts';
import { formatMoment, formatRelative } from '../render/format.ts';
import { glyphsOf } from '../render/glyphs.ts';
import { printable } from '../render/printable.ts';
import { describePlanned } from '../render/reminders.ts';
import type { Paint, Style } from '../render/style.ts';
import { wrapParts, wrapText } from '../render/width.ts';
import { wallTimeAt } from '../time/zones.ts';

export function formatDaemonStatus({ isRunning, status, next, log }: DaemonReport, style: Style): string {
  const { good, warn, bad, dim } = style.paint;
  const long = (label: string, text: string, paint?: Paint[keyof Paint]): Field => ({
    label,
    value: '',
    wrap: (width) => wrapText(printable(text), width).map(paint ?? ((line) => line)),
  });
  const fields: Field[] = [];
  if (next) fields.push(long('next', `${momentOf(next.reminder.dueAt, style)} ${describePlanned(next, style)}`));
  if (status) fields.push(long(isRunning ? 'awake' : 'ran to', momentOf(status.lastTickAt, style)));
  if (status?.lastError) fields.push(long('error', status.lastError, bad));
  fields.push(long('log', log, dim));
  const parts = ['starting'];
  if (!isRunning) parts[0] = next ? 'not running: nothing will be sent' : 'not running';
  else if (status) {
    parts[0] = `running since ${momentOf(status.startedAt, style)}`;
    parts.push(`pid ${status.pid}`, `numina ${status.version}`);
  }
  const head = wrapParts(parts, ` ${glyphsOf(style).dot} `, style.width).map(isRunning && status ? good : warn);
  const hint = isRunning ? [] : wrapText('numina daemon install keeps one running.', style.width).map(dim);
  return [...head, ...renderFields(fields, style), ...hint].join('\n');
}

function momentOf(at: string, style: Style): string {
  return formatMoment(wallTimeAt(new Date(at), style.homeZone), style);
}

/** One event as a line: `18:00:02 sent by desktop: Spin 45 in 1 h`. */
export function formatDaemonEvent(event: LoggedEvent, style: Style): string {
  const time = wallTimeAt(new Date(event.at), style.homeZone).slice(11);
  const whose = event.account === null ? '' : `${event.account}: `;
  return `${style.paint.dim(time)} ${printable(`${whose}${sentenceOf(event)}`)}`;
}

function sentenceOf(event: DaemonEvent): string {
  switch (event.event) {
    case 'started':
      return `started, pid ${event.pid}; Ctrl-C ends it`;
    case 'lost':
      return event.how === 'gone'
        ? `the database ${event.database} is gone: nothing is sent until it is back`
        : `the database ${event.database} was replaced by another file; the old one is let go`;
    case 'opened':
      return `opened the database ${event.database} again`;
    case 'away':
      return `${event.error} Nothing is sent until it answers again`;
    case 'back':
      return `the database ${event.database} answers again`;
    case 'duties':
      return event.duties.length === 0
        ? 'another daemon does what is for all'
        : `from now on does for all daemons: ${event.duties.join(', ')}`;
    case 'released':
      return `${event.claims} sent again, for it is not known what became of them`;
    case 'sent':
    case 'retry':
    case 'failed':
    case 'unknown':
    case 'dropped':
    case 'aborted':
      return `${VERBS[event.event]} by ${event.channel}${event.title === null ? '' : `: ${event.title}`}${detailOf(event)}`;
    case 'notice':
      return `shown: ${event.title}`;
    case 'day':
      return `the day is ${event.date}`;
    case 'synced':
      return `asked ${event.feed}: ${event.result}`;
    case 'configured':
      return 'settings read again';
    case 'error':
      return `error in ${event.doing}: ${event.error}`;
    case 'stopped':
      return 'stopped';
  }
}

const VERBS = {
  sent: 'sent',
  retry: 'not sent yet',
  failed: 'refused for good',
  unknown: 'sent, perhaps',
  dropped: 'not needed any more',
  aborted: 'left for the next start',
} as const;

/** Smaller delays are not worth mentioning. */
const LATE_MS = 60_000;

function detailOf({ error, lateMs }: { error: string | null; lateMs: number | null }): string {
  if (error !== null) return ` (${error})`;
  return lateMs !== null && lateMs >= LATE_MS ? ` (${formatRelative(lateMs / 60_000)} late)` : '';
}
