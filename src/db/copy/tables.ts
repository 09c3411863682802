import type { Schema } from '../schema.ts';
import { USER_TABLES } from '../user-tables.ts';

/** A table, in the order in which tables are copied. */
export interface CopiedTable {
  readonly name: keyof Schema;
  /** The column that names the owner of a row. */
  readonly owner: 'id' | 'user_id';
  /** What orders the rows of one owner. With the owner it is the primary key. */
  readonly key: readonly string[];
  /** A column whose values may have megabytes; null where there is none. */
  readonly long: string | null;
}

/**
 * Tables that no copy has: a link that was used, or a browser that was signed out, must not come back with an old copy.
 * People sign in again.
 */
export const NOT_COPIED = ['sign_in_links', 'browser_sessions'] as const;
type NotCopied = (typeof NOT_COPIED)[number];

/** The primary keys without `user_id`. */
const KEYS: Readonly<Record<Exclude<(typeof USER_TABLES)[number], NotCopied>, readonly string[]>> = {
  user_settings: ['key'],
  fitness_classes: ['id'],
  bookings: ['id'],
  booking_reminders: ['id'],
  reminder_overrides: ['class_type'],
  reminder_ledger: ['message_id'],
  attendance_stats: [],
  attendance_past: [],
  assumed_attendance: ['booking_id'],
  pauses: ['id'],
  reviews: ['class_id'],
  weekly_targets: ['type', 'from_date'],
  journal_entries: ['id'],
  intake_identities: ['source', 'uid', 'recurrence_id'],
  intake_series: ['source', 'uid'],
  feeds: ['id'],
  feed_states: ['feed_id'],
  feed_events: ['feed_id', 'source', 'uid', 'recurrence_id'],
  mailboxes: ['feed_id'],
  waiting_mails: ['id'],
  blocked_senders: ['sender'],
  access_tokens: ['id'],
  shared_calendars: ['id'],
  push_devices: ['id'],
  idempotency_keys: ['key'],
  changes: ['revision', 'table_name', 'key'],
};

/** What one import of a hundred thousand bookings did is one entry, and a mail may have 20 MiB. */
const LONG: Readonly<Record<string, string>> = { journal_entries: 'changes', waiting_mails: 'content' };

function isCopied(name: (typeof USER_TABLES)[number]): name is keyof typeof KEYS {
  return !(NOT_COPIED as readonly string[]).includes(name);
}

/** Every table with rows of people that are copied, and the people. Tables stand before those that refer to them. */
export const TABLES: readonly CopiedTable[] = [
  { name: 'users', owner: 'id', key: [], long: null },
  ...USER_TABLES.filter(isCopied).map(
    (name): CopiedTable => ({ name, owner: 'user_id', key: KEYS[name], long: LONG[name] ?? null }),
  ),
];
