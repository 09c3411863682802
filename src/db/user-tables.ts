import type { Schema } from './schema.ts';

/**
 * Every table with rows of a person, in an order in which they can be written: a table comes after those that it refers
 * to. Backwards it is an order in which they can be deleted. All of them refer to `users`.
 */
export const USER_TABLES = [
  'user_settings',
  'fitness_classes',
  'bookings',
  'booking_reminders',
  'reminder_overrides',
  'reminder_ledger',
  'attendance_stats',
  'attendance_past',
  'assumed_attendance',
  'pauses',
  'reviews',
  'weekly_targets',
  'journal_entries',
  'intake_identities',
  'intake_series',
  'feeds',
  'feed_states',
  'feed_events',
  'mailboxes',
  'waiting_mails',
  'blocked_senders',
  'access_tokens',
  'sign_in_links',
  'browser_sessions',
  'shared_calendars',
  'push_devices',
  'idempotency_keys',
  'changes',
] as const satisfies readonly Exclude<keyof Schema, 'users'>[];
