import { type Kysely, sql } from 'kysely';

/** Mailboxes as feeds: where reading has come to, and the mails that wait for the person's word. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The table is made anew for the new kinds: SQLite cannot change a check.
  await db.schema.alterTable('feeds').renameTo('feeds_before_mailboxes').execute();
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 64`))
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('calendar', 'mindbody', 'maildir', 'imap')`),
    )
    // JSON: the address and how it is read. Never a secret, only where one is found.
    .addColumn('definition', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('feeds_by_name', ['user_id', 'name'])
    .execute();
  await sql`insert into feeds (id, user_id, name, kind, definition, created_at)
    select id, user_id, name, kind, definition, created_at from feeds_before_mailboxes`.execute(db);
  await db.schema.dropTable('feeds_before_mailboxes').execute();

  // What the runs of a mailbox leave behind. No foreign key to the feed: a removal that is undone finds it again.
  await db.schema
    .createTable('mailboxes')
    .addColumn('feed_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // Where reading has come to, in the words of its kind; null for the beginning.
    .addColumn('cursor', 'text')
    // With which rules and formats it was read so far: with others it is read again.
    .addColumn('read_with', 'text')
    // Whose Authentication-Results the mails were last seen to bear: a proposal, believed only in the definition.
    .addColumn('auth_server', 'text')
    // How many mails were read in all, and how far the last run has come.
    .addColumn('mails', 'integer', (column) => column.notNull().check(sql`mails >= 0`))
    .addColumn('done', 'integer', (column) => column.notNull().check(sql`done >= 0`))
    .addColumn('total', 'integer', (column) => column.notNull().check(sql`total >= 0`))
    .execute();

  // Mails that say something of a class and are not sure to come from their sender.
  await db.schema
    .createTable('waiting_mails')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('feed_id', 'text', (column) => column.notNull())
    // By which it is known when it is read again, here or as a copy in another mailbox: made of what it says.
    .addColumn('mail_key', 'text', (column) => column.notNull())
    // The format that knows its sender; null for none. So many of each may wait.
    .addColumn('provider', 'text')
    .addColumn('from_address', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.check(isInstant('received_at')))
    // confirmed, changed, cancelled …, as its format says it.
    .addColumn('kind', 'text', (column) => column.notNull())
    // Why it waits: a sentence.
    .addColumn('why', 'text', (column) => column.notNull())
    // JSON: what was read of it. That is what is shown and taken; the mail itself is not kept.
    .addColumn('content', 'text', (column) => column.notNull())
    // What the person said of it stays known, so that reading the mailbox anew does not ask again.
    .addColumn('state', 'text', (column) =>
      column.notNull().defaultTo('waiting').check(sql`state in ('waiting', 'accepted', 'refused')`),
    )
    .addUniqueConstraint('waiting_mails_by_mail', ['user_id', 'mail_key'])
    .execute();
  await db.schema
    .createIndex('waiting_mails_by_state')
    .on('waiting_mails')
    .columns(['user_id', 'state', 'received_at'])
    .execute();

  await db.schema
    .createTable('blocked_senders')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // An address or a domain, in small letters.
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull().check(isInstant('created_at')))
    .addPrimaryKeyConstraint('blocked_senders_key', ['user_id', 'sender'])
    .execute();
}

function isInstant(column: string) {
  const ref = sql.ref(column);
  return sql<boolean>`${ref} like '____-__-__T__:__:__.___Z' and length(${ref}) = 24`;
}
