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

/** The primary keys without `user_id`. */
const KEYS: Readonly<Record<(typeof USER_TABLES)[number], readonly string[]>> = {
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
};

/** What one import of a hundred thousand bookings did is one entry, and a mail may have 20 MiB. */
const LONG: Readonly<Record<string, string>> = { journal_entries: 'changes', waiting_mails: 'content' };

/** Every table with rows of people, and the people. Tables stand before those that refer to them. */
export const TABLES: readonly CopiedTable[] = [
  { name: 'users', owner: 'id', key: [], long: null },
  ...USER_TABLES.map((name): CopiedTable => ({ name, owner: 'user_id', key: KEYS[name], long: LONG[name] ?? null })),
];
