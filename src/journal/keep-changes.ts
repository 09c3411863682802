import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import { type ChangedRow, insertChanges } from './changes-store.ts';

/** Beyond this, a change set is told by the names of its tables alone: an import leaves one row, and not ten thousand. */
const MOST_ROWS = 50;

/** What programs show of a record, beside bookings and classes. The memory of imports is not among it. */
const SHOWN = [
  'pauses',
  'reviews',
  'booking_reminders',
  'reminder_overrides',
  'feeds',
  'waiting_mails',
  'blocked_senders',
];

/** A listener that notes which rows each change set changed, in its transaction. */
export function keepChanges(): ChangeListener {
  return async (store, changes) => {
    const rows = changedRows(changes);
    if (rows.length > 0) await insertChanges(store, rows);
  };
}

/** The rows that a change set changes, each once; where they are many, an empty key for each table. */
export function changedRows({ bookings, classes, rows = [] }: ChangeSet): readonly ChangedRow[] {
  const shown = rows.filter(({ table }) => SHOWN.includes(table));
  const isLong = bookings.length + classes.length + shown.length > MOST_ROWS;
  const found = new Map<string, ChangedRow>();
  const add = (table: string, key: string) => {
    const row = { table, key: isLong ? '' : key };
    found.set(`${row.table}\n${row.key}`, row);
  };
  for (const { before, after } of bookings) add('bookings', (after ?? before)?.id ?? '');
  for (const { before, after } of classes) add('fitness_classes', (after ?? before)?.id ?? '');
  for (const { table, key } of shown) {
    const parts = Object.entries(key).flatMap(([column, value]) => (column === 'user_id' ? [] : [String(value)]));
    add(table, parts.join(' '));
  }
  return [...found.values()];
}
