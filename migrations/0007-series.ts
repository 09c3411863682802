import type { Kysely } from 'kysely';

/** What is known of a series as a whole, so that a newer version of it is told from an older one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // DTSTAMP of the version that was taken in last.
  await db.schema.alterTable('intake_identities').addColumn('stamp', 'text').execute();

  await db.schema
    .createTable('intake_series')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('uid', 'text', (column) => column.notNull())
    // Of the version that last listed the whole series; null where none did.
    .addColumn('sequence', 'integer')
    .addColumn('last_modified', 'text')
    .addColumn('stamp', 'text')
    // JSON: the messages of cancellation that are newer than that version.
    .addColumn('cancellations', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('intake_series_key', ['user_id', 'source', 'uid'])
    .execute();
}
