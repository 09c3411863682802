import type { JournalEntry } from '../journal/journal-store.ts';
import { formatMoment, type WallTimeAt } from './booking-text.ts';
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

/** The last steps, the latest first, each with the command that goes back, or on again, as far as it. */
export function renderJournal(entries: readonly JournalEntry[], wallTimeAt: WallTimeAt, style: Style): string {
  if (entries.length === 0) return renderNothing('No steps', style);
  const undone = entries.filter(({ undoneAt }) => undoneAt !== null).length;
  return renderTable(
    COLUMNS,
    entries.map(({ at, what, undoneAt }, index) => {
      const isUndone = undoneAt !== null;
      const distance = isUndone ? undone - index : index - undone + 1;
      const cells = [
        `${isUndone ? 'redo' : 'undo'}${distance === 1 ? '' : ` ${distance}`}`,
        formatMoment(wallTimeAt(new Date(at), style.homeZone), style),
        formatWhat(what, style),
        isUndone ? 'undone' : '',
      ];
      return cells.map((text) => ({ text, ...(isUndone && { paint: style.paint.dim }) }));
    }),
    style,
  );
}

/** The echo of an undo or a redo: `Undone: booked 12 × Spin 45, Tue 07:00`, a line or more for each step. */
export function renderReversed(entries: readonly JournalEntry[], verb: string, style: Style): string {
  return entries.flatMap(({ what }) => wrapText(`${verb}: ${formatWhat(what, style)}`, style.width)).join('\n');
}

/** The columns of `--plain`: id, instant, state, words. */
export function journalRow({ id, at, what, undoneAt }: JournalEntry): string[] {
  return [id, at, undoneAt === null ? 'done' : 'undone', singleLine(what)];
}

function formatWhat(what: string, style: Style): string {
  return style.unicode ? printable(what) : printable(what).replaceAll(' × ', ' x ');
}
