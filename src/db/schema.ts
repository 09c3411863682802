import type { Generated } from 'kysely';
import type { BookingStatus } from '../bookings/booking.ts';
import type { Flag } from './flag.ts';
import type { AccessSchema } from './schema-access.ts';
import type {
  BlockedSendersTable,
  FeedEventsTable,
  FeedStatesTable,
  FeedsTable,
  IntakeIdentitiesTable,
  IntakeSeriesTable,
  MailboxesTable,
  WaitingMailsTable,
} from './schema-intake.ts';
import type { LeasesTable } from './schema-leases.ts';

export interface UsersTable {
  id: string;
  /** The name of the account, as the person wrote it. */
  name: string;
  /** The name without case; unique. */
  name_key: string;
  email: string | null;
  /** Where the settings of the person are: `config` for the config file, `database` for `user_settings`. */
  settings_in: string;
  created_at: string;
}

/** A setting of a person; `value` is JSON. */
export interface UserSettingsTable {
  user_id: string;
  key: string;
  value: string;
}

export interface FitnessClassesTable {
  id: string;
  user_id: string;
  name: string;
  type: string | null;
  location: string | null;
  instructor: string | null;
  duration_minutes: number;
  zone: string;
  source: string;
  price: number | null;
  currency: string | null;
  late_fee: number | null;
  cancel_by: number | null;
  url: string | null;
  created_at: string;
  updated_at: string;
  /** A digest of name and place; see `classIdentity`. */
  identity: string;
}

export interface BookingsTable {
  id: string;
  user_id: string;
  class_id: string;
  class_name: string;
  class_type: string | null;
  location: string | null;
  instructor: string | null;
  class_local: string;
  /** The date of `class_local`; a CHECK ensures it. */
  class_date: string;
  /** The time of `class_local`, `HH:MM`; a CHECK ensures it. */
  class_time: string;
  zone: string;
  class_datetime: string;
  duration_minutes: number;
  status: BookingStatus;
  booking_source: string;
  external_booking_id: string | null;
  booked_at: string;
  attended_at: string | null;
  cancelled_at: string | null;
  cancellation_reason: string | null;
  cancel_by: string | null;
  cancel_by_minutes: number | null;
  is_late_cancel: Flag;
  price: number | null;
  currency: string | null;
  late_fee: number | null;
  fee_paid: number | null;
  url: string | null;
  notes: string | null;
  sequence: number;
  reminder_sent_24h: Flag;
  reminder_sent_1h: Flag;
  created_at: string;
  updated_at: string;
  /** What a person can search or filter by, folded; see `searchKeyOf`. */
  search_key: string;
}

export interface BookingRemindersTable {
  id: string;
  user_id: string;
  enabled: Generated<Flag>;
  reminder_1h: Generated<Flag>;
  reminder_24h: Generated<Flag>;
  email_reminders: Generated<Flag>;
  push_reminders: Generated<Flag>;
  updated_at: string;
  webhook_reminders: Generated<Flag>;
  other_offsets: Generated<string>;
  cancel_by_offsets: Generated<string>;
  quiet_hours: string | null;
}

export interface ReminderOverridesTable {
  user_id: string;
  class_type: string;
  enabled: Flag | null;
  offsets: string | null;
  channels: string | null;
  cancel_by_offsets: string | null;
  quiet_hours: string | null;
  updated_at: string;
}

export interface ReminderLedgerTable {
  message_id: string;
  user_id: string;
  booking_id: string;
  /** A CHECK allows only known words here, and in `channel` and `state`. */
  kind: string;
  offset_minutes: number;
  channel: string;
  class_datetime: string;
  state: string;
  due_at: string;
  claimed_at: string | null;
  sent_at: string | null;
  attempts: Generated<number>;
  next_attempt_at: string | null;
  may_have_arrived: Generated<Flag>;
  error: string | null;
  updated_at: string;
  /** The id of the machine whose desktop shows it; empty for other channels, and for what holds on every desktop. */
  machine: Generated<string>;
}

export interface AttendanceStatsTable {
  user_id: string;
  total_booked: Generated<number>;
  total_attended: Generated<number>;
  total_cancelled: Generated<number>;
  current_streak: Generated<number>;
  longest_streak: Generated<number>;
  last_attended_date: string | null;
  updated_at: string;
  current_week_streak: Generated<number>;
  longest_week_streak: Generated<number>;
  /** The local date for which the streaks were computed, and the rules as JSON; both empty before the first time. */
  computed_on: Generated<string>;
  rules: Generated<string>;
  /** The ids of the achievements that the person has been told about, as a JSON array. */
  told_achievements: Generated<string>;
}

/**
 * Results of all bookings up to a date (see attendance-past.ts). `standing` is valid only for the same `rules`.
 * `rules`, `standing` and `tallies` are JSON.
 */
export interface AttendancePastTable {
  user_id: string;
  through_date: string;
  edition: number;
  rules: string;
  standing: string;
  tallies: string;
}

export interface PausesTable {
  id: string;
  user_id: string;
  from_date: string;
  to_date: string;
  reason: string | null;
  created_at: string;
}

/** A weekly target from a date on; `type` is empty for the target of all classes. */
export interface WeeklyTargetsTable {
  user_id: string;
  type: string;
  from_date: string;
  target: number;
}

export interface ReviewsTable {
  user_id: string;
  class_id: string;
  booking_id: string;
  rating: number;
  text: string | null;
  created_at: string;
  updated_at: string;
}

export interface AssumedAttendanceTable {
  booking_id: string;
  user_id: string;
  assumed_at: string;
}

export interface JournalEntriesTable {
  id: string;
  user_id: string;
  position: number;
  at: string;
  what: string;
  undone_at: string | null;
  feed: string | null;
  is_automatic: Generated<Flag>;
  changes: string;
}

/** The tables as the last migration leaves them; a test compares this file with a migrated database. */
export interface Schema extends AccessSchema {
  users: UsersTable;
  user_settings: UserSettingsTable;
  fitness_classes: FitnessClassesTable;
  bookings: BookingsTable;
  booking_reminders: BookingRemindersTable;
  attendance_stats: AttendanceStatsTable;
  intake_identities: IntakeIdentitiesTable;
  pauses: PausesTable;
  reviews: ReviewsTable;
  assumed_attendance: AssumedAttendanceTable;
  reminder_overrides: ReminderOverridesTable;
  reminder_ledger: ReminderLedgerTable;
  feed_states: FeedStatesTable;
  feed_events: FeedEventsTable;
  journal_entries: JournalEntriesTable;
  attendance_past: AttendancePastTable;
  intake_series: IntakeSeriesTable;
  weekly_targets: WeeklyTargetsTable;
  feeds: FeedsTable;
  mailboxes: MailboxesTable;
  waiting_mails: WaitingMailsTable;
  blocked_senders: BlockedSendersTable;
  leases: LeasesTable;
}
