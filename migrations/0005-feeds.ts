import { type Kysely, sql } from 'kysely';

/** Feeds: outside sources that are read again and again. And columns of the journal for steps that syncs make. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The definition of a feed by the person. The state of its runs is in another table, because it is not part of any
  // step.
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 64`))
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('calendar', 'mindbody')`))
    // JSON: the address, and how to read it. Never a secret, only where to find one.
    .addColumn('definition', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('feeds_by_name', ['user_id', 'name'])
    .execute();

  // No foreign key to the feed: the state must still be there after an undo of its removal.
  await db.schema
    .createTable('feed_states')
    .addColumn('feed_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('tried_at', 'text', (column) => column.notNull().check(isInstant('tried_at')))
    .addColumn('synced_at', 'text', (column) => column.check(isInstant('synced_at')))
    // When the whole document was last read, and with which definition; its validators are useful only for the same.
    .addColumn('read_at', 'text', (column) => column.check(isInstant('read_at')))
    .addColumn('read_with', 'text')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    // The result of the last run, in words.
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('has_failed', 'integer', (column) => column.notNull().check(sql`has_failed in (0, 1)`))
    .addColumn('failures', 'integer', (column) => column.notNull().check(sql`failures >= 0`))
    .addColumn('next_at', 'text', (column) => column.notNull().check(isInstant('next_at')))
    .execute();

  // The events of a feed when it was last read, to find those that are missing later.
  await db.schema
    .createTable('feed_events')
    .addColumn('feed_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('uid', 'text', (column) => column.notNull())
    .addColumn('recurrence_id', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'text', (column) => column.notNull().check(isInstant('starts_at')))
    .addPrimaryKeyConstraint('feed_events_key', ['feed_id', 'source', 'uid', 'recurrence_id'])
    .execute();

  // The feed that made the booking, if any: the booking may be removed together with the feed.
  await db.schema.alterTable('intake_identities').addColumn('brought_by', 'text').execute();

  // The feed whose sync made a step, and whether the daemon started the sync: only an undo with the name of the feed
  // undoes such a step. The table is rebuilt so that `changes` stays the last column (see 0002-journal.ts).
  await db.schema.alterTable('journal_entries').renameTo('journal_entries_before_feeds').execute();
  await db.schema
    .createTable('journal_entries')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('position', 'integer', (column) => column.notNull().check(sql`position > 0`))
    .addColumn('at', 'text', (column) => column.notNull().check(isInstant('at')))
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('undone_at', 'text')
    .addColumn('feed', 'text')
    .addColumn('is_automatic', 'integer', (column) => column.notNull().defaultTo(0).check(sql`is_automatic in (0, 1)`))
    .addColumn('changes', 'text', (column) => column.notNull())
    .addUniqueConstraint('journal_entries_by_position', ['user_id', 'position'])
    .execute();
  await sql`insert into journal_entries (id, user_id, position, at, what, undone_at, changes)
    select id, user_id, position, at, what, undone_at, changes from journal_entries_before_feeds`.execute(db);
  await db.schema.dropTable('journal_entries_before_feeds').execute();
}

function isInstant(column: string) {
  const ref = sql.ref(column);
  return sql<boolean>`${ref} like '____-__-__T__:__:__.___Z' and length(${ref}) = 24`;
}
