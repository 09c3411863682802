import type { Kysely } from 'kysely';

/** The version of each series of an outside source, to tell a newer version from an older one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // DTSTAMP of the version that was imported last.
  await db.schema.alterTable('intake_identities').addColumn('stamp', 'text').execute();

  await db.schema
    .createTable('intake_series')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('uid', 'text', (column) => column.notNull())
    // The SEQUENCE of the version that last listed the whole series; null where none did.
    .addColumn('sequence', 'integer')
    .addColumn('last_modified', 'text')
    .addColumn('stamp', 'text')
    // JSON: the cancellation messages that are newer than that version.
    .addColumn('cancellations', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('intake_series_key', ['user_id', 'source', 'uid'])
    .execute();
}
