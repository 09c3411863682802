import { createHash } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';

/**
 * Every key begins with the person, so that ids are hers alone and one index serves all her rows. A class is unique by
 * a digest of its name and place, since PostgreSQL has no room for long texts in an index. `class_time` and `search_key`
 * are written by the program, since engines fold and compute differently. SQLite cannot change keys, so the tables are
 * rebuilt; the caller has turned foreign keys off.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await rebuildClasses(db);
  await rebuild(db, 'bookings', BOOKINGS, { class_time: sql`substr(class_local, 12, 5)`, search_key: SEARCH_KEY });
  for (const [name, definition] of Object.entries(OTHER_TABLES)) await rebuild(db, name, definition);
  await sql`drop index intake_identities_by_booking`.execute(db);
  // Not a constraint of the table: it can be changed without rebuilding the table again.
  await sql`create unique index reminder_ledger_key on reminder_ledger
    (user_id, booking_id, kind, offset_minutes, channel, class_datetime)`.execute(db);
  for (const [name, columns] of Object.entries(INDEXES))
    await sql.raw(`create index ${name} on ${columns}`).execute(db);
}

const PERSON = sql`user_id text not null references users (id)`;

const CLASSES = sql`id text not null, ${PERSON},
  name text not null check (length(name) between 1 and 1000),
  type text, location text, instructor text,
  duration_minutes integer not null check (duration_minutes between 1 and 10080),
  zone text not null, source text not null,
  price integer check (price >= 0), currency text,
  late_fee integer check (late_fee >= 0), cancel_by integer check (cancel_by >= 0),
  url text, created_at text not null, updated_at text not null,
  identity text not null,
  primary key (user_id, id),
  constraint fitness_classes_by_identity unique (user_id, identity)`;

const BOOKINGS = sql`id text not null, ${PERSON}, class_id text not null,
  class_name text not null check (length(class_name) between 1 and 1000),
  class_type text, location text, instructor text,
  class_local text not null check (class_local like '____-__-__T__:__:__' and length(class_local) = 19),
  class_date text not null check (class_date = substr(class_local, 1, 10)),
  class_time text not null check (class_time = substr(class_local, 12, 5)),
  zone text not null,
  class_datetime text not null check (${isInstant('class_datetime')}),
  duration_minutes integer not null check (duration_minutes between 1 and 10080),
  status text not null check (status in ('booked', 'attended', 'cancelled', 'no_show', 'waitlisted')),
  booking_source text not null check (length(booking_source) > 0), external_booking_id text,
  booked_at text not null, attended_at text, cancelled_at text, cancellation_reason text,
  cancel_by text, cancel_by_minutes integer check (cancel_by_minutes >= 0),
  is_late_cancel integer not null default 0 check (is_late_cancel in (0, 1)),
  price integer check (price >= 0), currency text,
  late_fee integer check (late_fee >= 0), fee_paid integer check (fee_paid >= 0),
  url text, notes text,
  sequence integer not null default 0 check (sequence >= 0),
  reminder_sent_24h integer not null default 0 check (reminder_sent_24h in (0, 1)),
  reminder_sent_1h integer not null default 0 check (reminder_sent_1h in (0, 1)),
  created_at text not null, updated_at text not null,
  search_key text not null,
  primary key (user_id, id),
  foreign key (user_id, class_id) references fitness_classes (user_id, id),
  constraint attended_has_its_time check ((status = 'attended') = (attended_at is not null)),
  constraint cancelled_has_its_time check ((status = 'cancelled') = (cancelled_at is not null)),
  constraint only_cancelled_has_a_reason check (status = 'cancelled' or cancellation_reason is null),
  constraint only_cancelled_is_late check (status = 'cancelled' or is_late_cancel = 0)`;

// What a person can search or filter by: each part between two marks. The program has replaced
// SQLite's `lower` by a function that folds all of Unicode.
const SEARCH_KEY = sql`lower(char(1) || class_name || char(31)
  || coalesce(char(2) || class_type || char(31), '') || coalesce(char(3) || location || char(31), '')
  || coalesce(char(4) || instructor || char(31), '') || char(5) || booking_source || char(31)
  || coalesce(char(6) || notes || char(31), ''))`;

const OTHER_TABLES: Readonly<Record<string, RawBuilder<unknown>>> = {
  booking_reminders: sql`id text not null, ${PERSON}, ${flag('enabled', 1)}, ${flag('reminder_1h', 1)}, ${flag('reminder_24h', 1)},
    ${flag('email_reminders', 0)}, ${flag('push_reminders', 1)}, updated_at text not null,
    ${flag('webhook_reminders', 0)},
    other_offsets text not null default '', cancel_by_offsets text not null default '60', quiet_hours text,
    primary key (user_id, id), unique (user_id)`,
  reminder_ledger: sql`message_id text not null, ${PERSON}, booking_id text not null,
    kind text not null check (kind in ('class', 'cancel_by', 'moved', 'cancelled')),
    offset_minutes integer not null check (offset_minutes >= 0),
    channel text not null check (channel in ('desktop', 'email', 'webhook')),
    class_datetime text not null check (${isInstant('class_datetime')}),
    state text not null check (state in
      ('pending', 'sending', 'sent', 'superseded', 'skipped', 'missed', 'failed', 'unknown')),
    due_at text not null check (${isInstant('due_at')}),
    claimed_at text, sent_at text,
    attempts integer not null default 0 check (attempts >= 0), next_attempt_at text,
    ${flag('may_have_arrived', 0)}, error text, updated_at text not null,
    primary key (user_id, message_id),
    constraint sent_has_its_time check ((state = 'sent') = (sent_at is not null)),
    constraint sending_is_claimed check (state <> 'sending' or claimed_at is not null)`,
  assumed_attendance: sql`booking_id text not null, ${PERSON}, assumed_at text not null, primary key (user_id, booking_id)`,
  pauses: sql`id text not null, ${PERSON},
    from_date text not null check (${isDate('from_date')}), to_date text not null check (${isDate('to_date')}),
    reason text, created_at text not null,
    primary key (user_id, id), constraint pause_in_order check (from_date <= to_date)`,
  reviews: sql`${PERSON}, class_id text not null, booking_id text not null,
    rating integer not null check (rating between 1 and 5), text text,
    created_at text not null, updated_at text not null,
    constraint reviews_key primary key (user_id, class_id),
    foreign key (user_id, class_id) references fitness_classes (user_id, id)`,
  feeds: sql`id text not null, ${PERSON}, name text not null check (length(name) between 1 and 64),
    kind text not null check (kind in ('calendar', 'mindbody', 'maildir', 'imap')),
    definition text not null, created_at text not null,
    primary key (user_id, id), constraint feeds_by_name unique (user_id, name)`,
  feed_states: sql`feed_id text not null, ${PERSON},
    tried_at text not null check (${isInstant('tried_at')}),
    synced_at text check (${isInstant('synced_at')}), read_at text check (${isInstant('read_at')}),
    read_with text, etag text, last_modified text, result text not null,
    has_failed integer not null check (has_failed in (0, 1)),
    failures integer not null check (failures >= 0),
    next_at text not null check (${isInstant('next_at')}),
    primary key (user_id, feed_id)`,
  feed_events: sql`feed_id text not null, ${PERSON}, source text not null, uid text not null, recurrence_id text not null,
    starts_at text not null check (${isInstant('starts_at')}),
    constraint feed_events_key primary key (user_id, feed_id, source, uid, recurrence_id)`,
  mailboxes: sql`feed_id text not null, ${PERSON}, cursor text, read_with text, auth_server text,
    mails integer not null check (mails >= 0), done integer not null check (done >= 0),
    total integer not null check (total >= 0), primary key (user_id, feed_id)`,
  waiting_mails: sql`id text not null, ${PERSON}, feed_id text not null, mail_key text not null, provider text,
    from_address text not null, subject text not null, received_at text check (${isInstant('received_at')}),
    kind text not null, why text not null, content text not null,
    state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
    primary key (user_id, id), constraint waiting_mails_by_mail unique (user_id, mail_key)`,
  journal_entries: sql`id text not null, ${PERSON},
    position integer not null check (position > 0),
    at text not null check (${isInstant('at')}),
    what text not null, undone_at text, feed text,
    is_automatic integer not null default 0 check (is_automatic in (0, 1)),
    changes text not null,
    primary key (user_id, id),
    constraint journal_entries_by_position unique (user_id, position)`,
};

const INDEXES: Readonly<Record<string, string>> = {
  bookings_by_date: 'bookings (user_id, class_date, class_datetime)',
  bookings_by_start: 'bookings (user_id, class_datetime)',
  bookings_by_class: 'bookings (user_id, class_id, class_datetime)',
  // The wide ones answer a query without a look at the table.
  bookings_by_status: 'bookings (user_id, status, class_datetime, class_local, class_type, location)',
  bookings_by_status_and_date: 'bookings (user_id, status, class_date, class_datetime)',
  bookings_by_facets: 'bookings (user_id, status, class_type, location, booking_source, instructor)',
  bookings_by_external_id: `bookings (user_id, booking_source, external_booking_id)
    where external_booking_id is not null`,
  bookings_with_prices: `bookings (user_id, currency, status, is_late_cancel, price, late_fee, fee_paid)
    where price is not null or late_fee is not null or fee_paid is not null`,
  reminder_ledger_by_start: 'reminder_ledger (user_id, class_datetime)',
  reminder_ledger_by_update: 'reminder_ledger (user_id, updated_at)',
  reminder_ledger_unsettled: "reminder_ledger (user_id, state) where state in ('pending', 'sending')",
  pauses_by_date: 'pauses (user_id, from_date)',
  reviews_by_booking: 'reviews (user_id, booking_id)',
  waiting_mails_by_state: 'waiting_mails (user_id, state, received_at)',
  intake_identities_by_booking: 'intake_identities (user_id, booking_id)',
};

async function rebuildClasses(db: Kysely<unknown>): Promise<void> {
  // The id stands in for the identity, because it is unique.
  await rebuild(db, 'fitness_classes', CLASSES, { identity: sql`id` });
  const classes = await sql<{ id: string; user_id: string; name: string; location: string | null }>`
    select id, user_id, name, location from fitness_classes`.execute(db);
  for (const { id, user_id, name, location } of classes.rows) {
    const identity = createHash('sha256')
      .update(`${name}\n${location ?? ''}`)
      .digest('hex')
      .slice(0, 32);
    await sql`update fitness_classes set identity = ${identity} where user_id = ${user_id} and id = ${id}`.execute(db);
  }
}

/**
 * Makes a table anew with these columns and constraints, and moves its rows in their order. `computed` gives the values
 * of new columns. The old indexes go first, so that the new table takes their place in the file.
 */
async function rebuild(
  db: Kysely<unknown>,
  name: string,
  definition: RawBuilder<unknown>,
  computed: Readonly<Record<string, RawBuilder<unknown>>> = {},
): Promise<void> {
  const before = sql.table(`${name}_before_keys`);
  const indexes = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'index' and tbl_name = ${name} and sql is not null`.execute(db);
  for (const index of indexes.rows) await sql`drop index ${sql.ref(index.name)}`.execute(db);
  await sql`alter table ${sql.table(name)} rename to ${before}`.execute(db);
  await sql`create table ${sql.table(name)} (${definition})`.execute(db);
  // Without generated columns.
  const kept = await sql<{ name: string }>`select name from pragma_table_info(${`${name}_before_keys`})`.execute(db);
  const columns = [...kept.rows.map((column) => column.name), ...Object.keys(computed)];
  const values = [...kept.rows.map((column) => sql.ref(column.name)), ...Object.values(computed)];
  await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(values)} from ${before} order by rowid`.execute(db);
  await sql`drop table ${before}`.execute(db);
}

function flag(column: string, usual: 0 | 1) {
  return sql`${sql.ref(column)} integer not null default ${sql.lit(usual)} check (${sql.ref(column)} in (0, 1))`;
}

function isInstant(column: string) {
  return sql`${sql.ref(column)} like '____-__-__T__:__:__.___Z' and length(${sql.ref(column)}) = 24`;
}

function isDate(column: string) {
  return sql`${sql.ref(column)} like '____-__-__' and length(${sql.ref(column)}) = 10`;
}
