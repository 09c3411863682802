import type { CommandSpec } from '../command.ts';

export const backup: CommandSpec = {
  name: 'backup',
  group: 'The program',
  summary: 'a checked copy of the database in one file',
  description:
    'It can be made at any time, even while a daemon runs. An existing file is never overwritten. Of a database on PostgreSQL it is a file of SQLite with everything in it, as db move makes one.',
  arguments: [{ name: 'file', doc: 'where to (the state folder, by date and time)' }],
  examples: [
    { line: 'numina backup', doc: 'says where it is' },
    { line: 'numina backup yoga-backup.db', doc: 'where you like' },
  ],
  load: () => import('../actions/backup.ts'),
};

export const restore: CommandSpec = {
  name: 'restore',
  group: 'The program',
  summary: 'a backup in the place of the database',
  description:
    'Checks the backup first, and keeps the old database beside the new one. Refused while a daemon runs. On PostgreSQL it replaces every row of every account at once, and keeps what was there in a file of the state folder.',
  arguments: [{ name: 'file', doc: 'what numina backup wrote, or any copy of a database', isRequired: true }],
  options: [{ flags: '-y, --yes', doc: 'do not ask' }],
  isOfMachine: true,
  examples: [{ line: 'numina restore yoga-backup.db --yes', doc: 'back to what was then' }],
  load: () => import('../actions/restore.ts'),
};
