import { type Kysely, sql } from 'kysely';

/** Outside systems that are asked again and again, and what in the journal was done without the person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What the person said of a feed. What its runs leave behind is apart, for it is no step of anybody.
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 64`))
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('calendar', 'mindbody')`))
    // JSON: the address and how it is read. Never a secret, only where one is found.
    .addColumn('definition', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('feeds_by_name', ['user_id', 'name'])
    .execute();

  // No foreign key to the feed: a removal that is undone finds its state again.
  await db.schema
    .createTable('feed_states')
    .addColumn('feed_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('tried_at', 'text', (column) => column.notNull().check(isInstant('tried_at')))
    .addColumn('synced_at', 'text', (column) => column.check(isInstant('synced_at')))
    // When the whole document was last read, and what it was read with; until when its validators are of use.
    .addColumn('read_at', 'text', (column) => column.check(isInstant('read_at')))
    .addColumn('read_with', 'text')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    // In words, of the last run.
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('has_failed', 'integer', (column) => column.notNull().check(sql`has_failed in (0, 1)`))
    .addColumn('failures', 'integer', (column) => column.notNull().check(sql`failures >= 0`))
    .addColumn('next_at', 'text', (column) => column.notNull().check(isInstant('next_at')))
    .execute();

  // What a feed held when it was last read, so that it is known what has gone from it.
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

  // The feed that made the booking, if one did: with the feed it may go.
  await db.schema.alterTable('intake_identities').addColumn('brought_by', 'text').execute();

  // The feed whose run a step was, and whether it ran by itself: such a step is undone only by its name. The table is
  // made anew, so that `changes` stays last: a list of steps reads none of the pages that a large one fills.
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
