import { type Kysely, sql } from 'kysely';

/**
 * The newest migration that the tables below hold already. PostgreSQL begins here; later migrations are those of both
 * engines.
 */
export const BASELINE = '0012-leases';

// Every text is ordered by code point, as in SQLite: `text` below is the whole type.
const text = 'text collate "C"';
const id = `${text} not null`;
const user = `user_id ${text} not null references users (id)`;
const instant = (column: string) =>
  `${column} ${text} check (${column} like '____-__-__T__:__:__.___Z' and length(${column}) = 24)`;
const date = (column: string) =>
  `${column} ${text} not null check (${column} like '____-__-__' and length(${column}) = 10)`;
const flag = (column: string, otherwise: 0 | 1) =>
  `${column} integer not null default ${otherwise} check (${column} in (0, 1))`;
const amount = (column: string) => `${column} bigint check (${column} >= 0)`;
const count = (column: string) => `${column} integer not null check (${column} >= 0)`;
const oneOf = (column: string, ...values: readonly string[]) =>
  `${column} ${text} not null check (${column} in (${values.map((value) => `'${value}'`).join(', ')}))`;

const BOOKINGS = `create table fitness_classes (
  id ${id}, ${user}, name ${text} not null check (length(name) between 1 and 1000), type ${text}, location ${text},
  instructor ${text}, duration_minutes integer not null check (duration_minutes between 1 and 10080),
  zone ${text} not null, source ${text} not null, ${amount('price')}, currency ${text}, ${amount('late_fee')},
  cancel_by integer check (cancel_by >= 0), url ${text}, created_at ${text} not null, updated_at ${text} not null,
  identity ${text} not null, primary key (user_id, id), constraint fitness_classes_by_identity unique (user_id, identity));
create table bookings (
  id ${id}, ${user}, class_id ${text} not null, class_name ${text} not null check (length(class_name) between 1 and 1000),
  class_type ${text}, location ${text}, instructor ${text},
  class_local ${text} not null check (class_local like '____-__-__T__:__:__' and length(class_local) = 19),
  class_date ${text} not null check (class_date = substr(class_local, 1, 10)),
  class_time ${text} not null check (class_time = substr(class_local, 12, 5)),
  zone ${text} not null, ${instant('class_datetime')} not null,
  duration_minutes integer not null check (duration_minutes between 1 and 10080),
  ${oneOf('status', 'booked', 'attended', 'cancelled', 'no_show', 'waitlisted')},
  booking_source ${text} not null check (length(booking_source) > 0), external_booking_id ${text},
  booked_at ${text} not null, attended_at ${text}, cancelled_at ${text}, cancellation_reason ${text}, cancel_by ${text},
  cancel_by_minutes integer check (cancel_by_minutes >= 0), ${flag('is_late_cancel', 0)}, ${amount('price')},
  currency ${text}, ${amount('late_fee')}, ${amount('fee_paid')}, url ${text}, notes ${text},
  sequence integer not null default 0 check (sequence >= 0), ${flag('reminder_sent_24h', 0)},
  ${flag('reminder_sent_1h', 0)}, created_at ${text} not null, updated_at ${text} not null, search_key ${text} not null,
  constraint attended_has_its_time check ((status = 'attended') = (attended_at is not null)),
  constraint cancelled_has_its_time check ((status = 'cancelled') = (cancelled_at is not null)),
  constraint only_cancelled_has_a_reason check (status = 'cancelled' or cancellation_reason is null),
  constraint only_cancelled_is_late check (status = 'cancelled' or is_late_cancel = 0),
  primary key (user_id, id), foreign key (user_id, class_id) references fitness_classes (user_id, id));
create index bookings_by_start on bookings (user_id, class_datetime);
create index bookings_by_date on bookings (user_id, class_date, class_datetime);
create index bookings_by_class on bookings (user_id, class_id, class_datetime);
create index bookings_by_external_id on bookings (user_id, booking_source, external_booking_id)
  where external_booking_id is not null;
create index bookings_by_status on bookings (user_id, status, class_datetime);
create index bookings_by_status_and_date on bookings (user_id, status, class_date, class_datetime);
create table reviews (
  ${user}, class_id ${text} not null, booking_id ${text} not null, rating integer not null check (rating between 1 and 5),
  "text" ${text}, created_at ${text} not null, updated_at ${text} not null,
  constraint reviews_key primary key (user_id, class_id),
  foreign key (user_id, class_id) references fitness_classes (user_id, id));
create index reviews_by_booking on reviews (user_id, booking_id)`;

const REMINDERS = `create table booking_reminders (
  id ${id}, ${user}, ${flag('enabled', 1)}, ${flag('reminder_1h', 1)}, ${flag('reminder_24h', 1)},
  ${flag('email_reminders', 0)}, ${flag('push_reminders', 1)}, updated_at ${text} not null,
  ${flag('webhook_reminders', 0)}, other_offsets ${text} not null default '',
  cancel_by_offsets ${text} not null default '60', quiet_hours ${text}, primary key (user_id, id), unique (user_id));
create table reminder_overrides (
  ${user}, class_type ${text} not null, enabled integer check (enabled in (0, 1)), offsets ${text}, channels ${text},
  cancel_by_offsets ${text}, quiet_hours ${text}, updated_at ${text} not null,
  constraint reminder_overrides_key primary key (user_id, class_type));
create table reminder_ledger (
  message_id ${id}, ${user}, booking_id ${text} not null, ${oneOf('kind', 'class', 'cancel_by', 'moved', 'cancelled')},
  ${count('offset_minutes')}, ${oneOf('channel', 'desktop', 'email', 'webhook')},
  ${instant('class_datetime')} not null,
  ${oneOf('state', 'pending', 'sending', 'sent', 'superseded', 'skipped', 'missed', 'failed', 'unknown')},
  ${instant('due_at')} not null, claimed_at ${text}, sent_at ${text},
  attempts integer not null default 0 check (attempts >= 0), next_attempt_at ${text}, ${flag('may_have_arrived', 0)},
  error ${text}, updated_at ${text} not null, machine ${text} not null default '',
  constraint sent_has_its_time check ((state = 'sent') = (sent_at is not null)),
  constraint sending_is_claimed check (state <> 'sending' or claimed_at is not null),
  primary key (user_id, message_id));
create unique index reminder_ledger_key on reminder_ledger
  (user_id, booking_id, kind, offset_minutes, channel, machine, class_datetime);
create index reminder_ledger_by_start on reminder_ledger (user_id, class_datetime);
create index reminder_ledger_by_update on reminder_ledger (user_id, updated_at);
create index reminder_ledger_unsettled on reminder_ledger (user_id, state) where state in ('pending', 'sending')`;

const ATTENDANCE = `create table attendance_stats (
  ${user} primary key, total_booked integer not null default 0, total_attended integer not null default 0,
  total_cancelled integer not null default 0, current_streak integer not null default 0,
  longest_streak integer not null default 0, last_attended_date ${text}, updated_at ${text} not null,
  current_week_streak integer not null default 0, longest_week_streak integer not null default 0,
  computed_on ${text} not null default '', rules ${text} not null default '', told_achievements ${text} not null default '');
create table attendance_past (
  ${user} primary key, ${date('through_date')}, edition integer not null, rules ${text} not null,
  standing ${text} not null, tallies ${text} not null);
create table assumed_attendance (
  booking_id ${text} not null, ${user}, assumed_at ${text} not null, primary key (user_id, booking_id));
create table pauses (
  id ${id}, ${user}, ${date('from_date')}, ${date('to_date')}, reason ${text}, created_at ${text} not null,
  constraint pause_in_order check (from_date <= to_date), primary key (user_id, id));
create index pauses_by_date on pauses (user_id, from_date);
create table weekly_targets (
  ${user}, type ${text} not null, ${date('from_date')}, target integer not null check (target between 1 and 7),
  constraint weekly_targets_key primary key (user_id, type, from_date));
create table journal_entries (
  id ${id}, ${user}, position integer not null check (position > 0), ${instant('at')} not null, what ${text} not null,
  undone_at ${text}, feed ${text}, ${flag('is_automatic', 0)}, changes ${text} not null, primary key (user_id, id),
  constraint journal_entries_by_position unique (user_id, position))`;

const INTAKE = `create table intake_identities (
  ${user}, source ${text} not null, uid ${text} not null, recurrence_id ${text} not null default '',
  booking_id ${text} not null, sequence integer not null default 0, last_modified ${text}, content ${text} not null,
  cancelled_at ${text}, created_at ${text} not null, updated_at ${text} not null, brought_by ${text}, stamp ${text},
  constraint intake_identities_key primary key (user_id, source, uid, recurrence_id));
create index intake_identities_by_booking on intake_identities (user_id, booking_id);
create table intake_series (
  ${user}, source ${text} not null, uid ${text} not null, sequence integer, last_modified ${text}, stamp ${text},
  cancellations ${text} not null, constraint intake_series_key primary key (user_id, source, uid));
create table feeds (
  id ${id}, ${user}, name ${text} not null check (length(name) between 1 and 64),
  ${oneOf('kind', 'calendar', 'mindbody', 'maildir', 'imap')}, definition ${text} not null, created_at ${text} not null,
  primary key (user_id, id), constraint feeds_by_name unique (user_id, name));
create table feed_states (
  feed_id ${text} not null, ${user}, ${instant('tried_at')} not null, ${instant('synced_at')}, ${instant('read_at')},
  read_with ${text}, etag ${text}, last_modified ${text}, result ${text} not null,
  has_failed integer not null check (has_failed in (0, 1)), ${count('failures')}, ${instant('next_at')} not null,
  primary key (user_id, feed_id));
create table feed_events (
  feed_id ${text} not null, ${user}, source ${text} not null, uid ${text} not null, recurrence_id ${text} not null,
  ${instant('starts_at')} not null,
  constraint feed_events_key primary key (user_id, feed_id, source, uid, recurrence_id));
create table mailboxes (
  feed_id ${text} not null, ${user}, cursor ${text}, read_with ${text}, auth_server ${text}, ${count('mails')},
  ${count('done')}, ${count('total')}, primary key (user_id, feed_id));
create table waiting_mails (
  id ${id}, ${user}, feed_id ${text} not null, mail_key ${text} not null, provider ${text},
  from_address ${text} not null, subject ${text} not null, ${instant('received_at')}, kind ${text} not null,
  why ${text} not null, content ${text} not null,
  state ${text} not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
  primary key (user_id, id), constraint waiting_mails_by_mail unique (user_id, mail_key));
create index waiting_mails_by_state on waiting_mails (user_id, state, received_at);
create table blocked_senders (
  ${user}, sender ${text} not null, ${instant('created_at')} not null,
  constraint blocked_senders_key primary key (user_id, sender))`;

// Of nobody: the daemons serve all people.
const LEASES = `create table leases (
  name ${text} primary key, holder ${text} not null, fence integer not null check (fence >= 1),
  ${instant('until')} not null)`;

// Of this engine alone: which migrations it has, and how often each record was changed.
const OWN = `create table kysely_migration (name ${text} primary key, "timestamp" ${text} not null);
create table kysely_migration_lock (id ${text} primary key, is_locked integer not null default 0);
create table revisions (
  user_id ${text} primary key references users (id) on delete cascade, revision bigint not null)`;

const USERS = `create table users (
  id ${text} primary key, name ${text} not null check (length(name) between 1 and 64), name_key ${text} not null,
  email ${text}, ${oneOf('settings_in', 'config', 'database')}, created_at ${text} not null,
  constraint users_by_name unique (name_key));
create table user_settings (
  ${user}, key ${text} not null, value ${text} not null, constraint user_settings_key primary key (user_id, key))`;

/** Makes the tables in an empty schema. */
export async function makeTables(db: Kysely<unknown>): Promise<void> {
  for (const part of [USERS, BOOKINGS, REMINDERS, ATTENDANCE, INTAKE, LEASES, OWN]) {
    for (const statement of part.split(/;\n/)) await sql.raw(statement).execute(db);
  }
}
