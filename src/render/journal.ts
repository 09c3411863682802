import { describeBookings } from '../bookings/describe-change.ts';
import type { ReversedStep } from '../journal/journal-service.ts';
import type { JournalEntry } from '../journal/journal-store.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatMoment, formatTime } from './format.ts';
import { renderNothing } from './hints.ts';
import { printable, singleLine } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'STEP' },
  { head: 'WHEN', keep: 1 },
  { head: 'WHAT', min: 24, most: 90 },
  { head: 'STATE', keep: 0 },
];

/** The last steps, latest first. Each has the command that undoes or redoes everything up to it. */
export function renderJournal(entries: readonly JournalEntry[], wallTimeAt: WallTimeAt, style: Style): string {
  if (entries.length === 0) return renderNothing('No steps', style);
  const commands = commandsOf(entries);
  return renderTable(
    COLUMNS,
    entries.map(({ id, at, what, undoneAt }) => {
      const isUndone = undoneAt !== null;
      const cells = [
        commands.get(id) ?? '',
        formatMoment(wallTimeAt(new Date(at), style.homeZone), style),
        formatWhat(what, style),
        isUndone ? 'undone' : '',
      ];
      return cells.map((text) => ({ text, ...(isUndone && { paint: style.paint.dim }) }));
    }),
    style,
  );
}

/** The commands by step id: `undo`, `undo 2`, `redo`, `undo --sync studio`. Earlier runs of a feed have none. */
function commandsOf(entries: readonly JournalEntry[]): ReadonlyMap<string, string> {
  const undone = entries.filter(({ undoneAt }) => undoneAt !== null);
  // The step that was undone last is redone first. Steps undone by one command have the same time: then the last in the
  // list was undone last.
  const toRedo = undone.reverse().sort((a, b) => (b.undoneAt ?? '').localeCompare(a.undoneAt ?? ''));
  const standing = entries.filter(({ undoneAt }) => undoneAt === null);
  const toUndo = standing.filter(({ isAutomatic }) => !isAutomatic);
  const commands = [
    ...toRedo.map(({ id }, index) => [id, nth('redo', index)] as const),
    ...toUndo.map(({ id }, index) => [id, nth('undo', index)] as const),
  ];
  const seen = new Set<string>();
  for (const { id, feed, isAutomatic } of standing) {
    if (feed === null || seen.has(feed)) continue;
    seen.add(feed);
    if (isAutomatic) commands.push([id, `undo --sync ${printable(feed)}`]);
  }
  return new Map(commands);
}

function nth(verb: string, index: number): string {
  return index === 0 ? verb : `${verb} ${index + 1}`;
}

/** Reports an undo or redo: `Undone: booked 12 × Spin 45, Tue 07:00`, wrapped, for each step. */
export function renderReversed(entries: readonly JournalEntry[], verb: string, style: Style): string {
  return entries.flatMap(({ what }) => wrapText(`${verb}: ${formatWhat(what, style)}`, style.width)).join('\n');
}

const MOST_NAMED = 10;

/** The bookings of reversed steps that have several: up to ten, one line each, then the number of the others. */
export function listReversed(steps: readonly ReversedStep[], style: Style): string[] {
  const all = steps.flatMap(({ bookings }) => (bookings.length > 1 ? bookings : []));
  const named = all
    .slice(0, MOST_NAMED)
    .flatMap((booking) => wrapText(formatWhat(describeBookings([booking], style.now), style), style.width - 2));
  const more = all.length > MOST_NAMED ? [`and ${(all.length - MOST_NAMED).toLocaleString('en')} more`] : [];
  return [...named, ...more].map((line) => `  ${line}`);
}

/** The columns of `--plain`: id, instant, state, words. */
export function journalRow({ id, at, what, undoneAt }: JournalEntry): string[] {
  return [id, at, undoneAt === null ? 'done' : 'undone', singleLine(what)];
}

/** A time after a day or at the end: `Tue 24 Nov 18:00`, `12 × Spin 45, 07:00`. */
const TIME = /((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: \d{1,2} [A-Z][a-z]{2}(?: \d{4})?)? |, )(\d\d:\d\d)(?![\d:])/g;

/** The text of a step. The journal has 24-hour times; they are rewritten for a person with a 12-hour clock. */
function formatWhat(what: string, style: Style): string {
  const text = style.unicode ? printable(what) : printable(what).replaceAll(' × ', ' x ');
  if (style.clock === '24') return text;
  return text.replace(
    TIME,
    (_, before: string, time: string) => before + formatTime(`2000-01-01T${time}:00`, style.clock),
  );
}
