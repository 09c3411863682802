import { type Kysely, sql } from 'kysely';

/** People in one database: each has a name, and settings that may be kept with the record. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The table is rebuilt, because SQLite cannot add a column that must have a value. References to it stay as they are.
  await db.schema
    .createTable('users_with_names')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    // As the person wrote it.
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 64`))
    // Without case: names that differ only in that are one name.
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('email', 'text')
    // Where the settings of the person are: in config.toml of this machine, or in user_settings.
    .addColumn('settings_in', 'text', (column) => column.notNull().check(sql`settings_in in ('config', 'database')`))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('users_by_name', ['name_key'])
    .execute();
  // The record that is there belongs to the first account. Only programs could have added more people before.
  await sql`insert into users_with_names (id, name, name_key, email, settings_in, created_at)
    select id, name, name, null, settings_in, created_at from (
      select id, created_at,
        case place when 1 then 'local' else 'account-' || place end as name,
        case place when 1 then 'config' else 'database' end as settings_in
      from (
        select id, created_at,
          row_number() over (order by case id when 'local' then 0 else 1 end, created_at, id) as place
        from users
      )
    )`.execute(db);
  await db.schema.dropTable('users').execute();
  await db.schema.alterTable('users_with_names').renameTo('users').execute();

  await db.schema
    .createTable('user_settings')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    // JSON.
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('user_settings_key', ['user_id', 'key'])
    .execute();
}
