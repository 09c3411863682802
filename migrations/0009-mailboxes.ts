import { type Kysely, sql } from 'kysely';

/** Mailboxes as feeds: how far each was read, and the mails that wait for the decision of the person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The table is rebuilt for the new kinds, because SQLite cannot change a CHECK.
  await db.schema.alterTable('feeds').renameTo('feeds_before_mailboxes').execute();
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 64`))
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('calendar', 'mindbody', 'maildir', 'imap')`),
    )
    // JSON: the address, and how to read it. Never a secret, only where to find one.
    .addColumn('definition', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('feeds_by_name', ['user_id', 'name'])
    .execute();
  await sql`insert into feeds (id, user_id, name, kind, definition, created_at)
    select id, user_id, name, kind, definition, created_at from feeds_before_mailboxes`.execute(db);
  await db.schema.dropTable('feeds_before_mailboxes').execute();

  // The state of the runs of a mailbox. No foreign key to the feed: it must still be there after an undo of its
  // removal.
  await db.schema
    .createTable('mailboxes')
    .addColumn('feed_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // How far the mailbox was read, in a form that depends on its kind; null before the first run.
    .addColumn('cursor', 'text')
    // The rules and formats with which it was read; when they change, it is read again.
    .addColumn('read_with', 'text')
    // The server named in the Authentication-Results of the latest mails: a proposal. Only a server in the definition
    // of the feed is trusted.
    .addColumn('auth_server', 'text')
    // How many mails were read in all, and the progress of the last run.
    .addColumn('mails', 'integer', (column) => column.notNull().check(sql`mails >= 0`))
    .addColumn('done', 'integer', (column) => column.notNull().check(sql`done >= 0`))
    .addColumn('total', 'integer', (column) => column.notNull().check(sql`total >= 0`))
    .execute();

  // Mails about classes whose sender is not proven.
  await db.schema
    .createTable('waiting_mails')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('feed_id', 'text', (column) => column.notNull())
    // A key made from the content of the mail, so that a copy in another mailbox is recognised.
    .addColumn('mail_key', 'text', (column) => column.notNull())
    // The format that knows the sender; null for none. The number of waiting mails per format is limited.
    .addColumn('provider', 'text')
    .addColumn('from_address', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.check(isInstant('received_at')))
    // What the mail reports, by its format: confirmed, changed, cancelled …
    .addColumn('kind', 'text', (column) => column.notNull())
    // Why it waits, as a sentence.
    .addColumn('why', 'text', (column) => column.notNull())
    // JSON: the data read from the mail, to show it and to take it in later. The mail itself is not stored.
    .addColumn('content', 'text', (column) => column.notNull())
    // The decision of the person is kept, so that a mail is not asked about again when the mailbox is read again.
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
    // An address or a domain, in lower case.
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull().check(isInstant('created_at')))
    .addPrimaryKeyConstraint('blocked_senders_key', ['user_id', 'sender'])
    .execute();
}

function isInstant(column: string) {
  const ref = sql.ref(column);
  return sql<boolean>`${ref} like '____-__-__T__:__:__.___Z' and length(${ref}) = 24`;
}
