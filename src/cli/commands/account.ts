import type { CommandSpec } from '../command.ts';

const group = 'The program';
const NAME = { name: 'name', doc: '1 to 64 letters, digits, -, _ and .', isRequired: true } as const;

export const accountAdd: CommandSpec = {
  name: 'account add',
  group,
  summary: 'a record of its own for one more person',
  description:
    'Each account has its own classes, bookings, reminders, feeds and settings in the same database, and none reaches those of another. --account NAME before or after any command, or NUMINA_ACCOUNT, says whose record is meant; without them it is that of the first account, local.',
  arguments: [NAME],
  options: [
    { flags: '--email <address>', doc: 'where mail of reminders goes, unless its setting smtp.to says otherwise' },
    { flags: '--zone <zone>', doc: 'its home time zone, an IANA name (that of the system)' },
  ],
  isOfMachine: true,
  examples: [
    { line: 'numina account add ben --email ben@example.com --zone Europe/Berlin', doc: 'one more person' },
    { line: 'numina account list', doc: 'everybody' },
  ],
  load: async () => ({ action: (await import('../actions/account-add.ts')).action }),
};

export const accountList: CommandSpec = {
  name: 'account list',
  group,
  summary: 'every account of the database',
  isOfMachine: true,
  examples: [{ line: 'numina account list', doc: 'the first one, then the oldest' }],
  load: async () => ({ action: (await import('../actions/account-list.ts')).action }),
};

export const accountRename: CommandSpec = {
  name: 'account rename',
  group,
  summary: 'another name for an account',
  arguments: [
    { name: 'old', doc: 'its name', isRequired: true },
    { name: 'new', doc: NAME.doc, isRequired: true },
  ],
  isOfMachine: true,
  examples: [{ line: 'numina account rename local ana', doc: 'the first account under the name of its person' }],
  load: async () => ({ action: (await import('../actions/account-rename.ts')).action }),
};

export const accountRemove: CommandSpec = {
  name: 'account remove',
  group,
  summary: 'remove an account with everything in it',
  description:
    'Bookings, reminders, feeds, statistics and settings of that person go for good; numina undo does not bring them back. The last account stays.',
  arguments: [{ name: 'name', doc: 'the account', isRequired: true }],
  options: [{ flags: '-y, --yes', doc: 'do not ask' }],
  isOfMachine: true,
  examples: [{ line: 'numina account remove ben --yes', doc: 'a copy first: numina backup' }],
  load: async () => ({ action: (await import('../actions/account-remove.ts')).action }),
};
