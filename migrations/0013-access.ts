import { type Kysely, type RawBuilder, sql } from 'kysely';

/**
 * What `numina serve` keeps: what may reach an account, what was asked before, and which rows changed. Of a secret there
 * is its SHA-256 alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, definition] of Object.entries(TABLES)) {
    await sql`create table ${sql.table(name)} (${definition})`.execute(db);
  }
  await sql`create index rate_limits_by_end on rate_limits (until)`.execute(db);
}

const PERSON = sql`user_id text not null references users (id)`;
const HASH = sql`secret_hash text not null check (length(secret_hash) = 43)`;

function instant(column: string): RawBuilder<unknown> {
  const name = sql.ref(column);
  return sql`${name} text check (${name} like '____-__-__T__:__:__.___Z' and length(${name}) = 24)`;
}

const TABLES: Readonly<Record<string, RawBuilder<unknown>>> = {
  access_tokens: sql`id text not null, ${PERSON}, ${HASH},
    label text not null check (length(label) between 1 and 100),
    scope text not null check (scope in ('read', 'write')),
    ${instant('created_at')} not null, ${instant('last_used_at')},
    primary key (user_id, id), constraint access_tokens_by_secret unique (user_id, secret_hash)`,
  // A link that was used is gone.
  sign_in_links: sql`${PERSON}, ${HASH}, ${instant('created_at')} not null, ${instant('expires_at')} not null,
    constraint sign_in_links_key primary key (user_id, secret_hash)`,
  // The token that opened it, if one did.
  browser_sessions: sql`id text not null, ${PERSON}, ${HASH},
    label text not null check (length(label) between 1 and 100),
    scope text not null check (scope in ('read', 'write')), token_id text,
    ${instant('created_at')} not null, ${instant('last_used_at')} not null, ${instant('expires_at')} not null,
    primary key (user_id, id), constraint browser_sessions_by_secret unique (user_id, secret_hash)`,
  // The filter is JSON, as it was said: days in words move along with the calendar.
  shared_calendars: sql`id text not null, ${PERSON}, ${HASH},
    name text not null check (length(name) between 1 and 100), name_key text not null, filter text not null,
    ${instant('created_at')} not null,
    primary key (user_id, id), constraint shared_calendars_by_name unique (user_id, name_key),
    constraint shared_calendars_by_secret unique (user_id, secret_hash)`,
  // An address may be longer than an index takes.
  push_devices: sql`id text not null, ${PERSON}, endpoint text not null,
    endpoint_hash text not null check (length(endpoint_hash) = 43),
    public_key text not null, auth_secret text not null, label text not null check (length(label) between 1 and 100),
    ${instant('created_at')} not null,
    primary key (user_id, id), constraint push_devices_by_endpoint unique (user_id, endpoint_hash)`,
  // Without a status, the request is at work since it was claimed.
  idempotency_keys: sql`${PERSON}, key text not null check (length(key) between 1 and 255),
    request_hash text not null check (length(request_hash) = 43), claim text not null,
    ${instant('claimed_at')} not null, status integer check (status between 100 and 599), answer text,
    constraint idempotency_keys_key primary key (user_id, key)`,
  // An empty key stands for many rows of the table.
  changes: sql`${PERSON}, revision integer not null check (revision > 0), table_name text not null, key text not null,
    constraint changes_key primary key (user_id, revision, table_name, key)`,
  // These two belong to nobody.
  rate_limits: sql`bucket text primary key not null, count integer not null check (count > 0),
    ${instant('until')} not null`,
  server_facts: sql`name text primary key not null, value text not null`,
};
