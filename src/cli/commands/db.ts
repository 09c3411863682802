import type { CommandSpec } from '../command.ts';

export const dbStatus: CommandSpec = {
  name: 'db status',
  group: 'The program',
  summary: 'engine, version, size and speed of the database',
  description: 'Changes nothing: an old schema stays as it is, and a missing file is not made.',
  isOfMachine: true,
  examples: [{ line: 'numina db status', doc: 'SQLite or PostgreSQL, and how far away' }],
  load: async () => ({ action: (await import('../actions/db-status.ts')).action }),
};

export const dbMove: CommandSpec = {
  name: 'db move',
  group: 'The program',
  summary: 'copy everything to another database, of either engine',
  description: [
    'TO is a new file, or an empty database of PostgreSQL that numina db init has prepared, such as postgres://db.example/numina. Every account is copied with all that belongs to it, whole or not at all; what arrives is read again and compared, table by table. The database from which it is copied stays as it was. Refused while a daemon runs.',
    'A password never stands in the address: it comes from ~/.pgpass, or from the setting database.password_command.',
  ].join('\n\n'),
  arguments: [{ name: 'to', doc: 'a file, or postgres://HOST/DATABASE', isRequired: true }],
  isOfMachine: true,
  examples: [{ line: 'numina db move moved.db', doc: 'to a file; from PostgreSQL back to one too' }],
  load: async () => ({ action: (await import('../actions/db-move.ts')).action }),
};

export const dbInit: CommandSpec = {
  name: 'db init',
  group: 'The program',
  summary: 'make the tables in an empty database',
  description: [
    'For PostgreSQL: makes the tables and the rules that let each account see its own rows alone, all or nothing, and gives a role of less power what it needs to use them: to read and write rows, no more. That role is made where you may make roles. A file needs no such step; the first command makes it.',
    'Give the role a password in psql, with \\password, and use it in the address: postgres://numina@db.example/numina.',
  ].join('\n\n'),
  options: [{ flags: '--role <name>', doc: 'a role to use the tables with; numina, where you may make it' }],
  isOfMachine: true,
  examples: [{ line: 'numina db init', doc: 'the tables; says where they are there already' }],
  load: async () => ({ action: (await import('../actions/db-init.ts')).action }),
};

export const dbMigrate: CommandSpec = {
  name: 'db migrate',
  group: 'The program',
  summary: 'bring the tables up to this version',
  description:
    'On PostgreSQL no other command does so: one upgraded machine must not lock out the others. Upgrade numina everywhere, then run it once, as the owner of the tables. A file is brought up to date by the first command that opens it, which keeps a copy.',
  isOfMachine: true,
  examples: [{ line: 'numina db migrate', doc: 'says what it did' }],
  load: async () => ({ action: (await import('../actions/db-migrate.ts')).action }),
};
