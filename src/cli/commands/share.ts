import type { CommandSpec } from '../command.ts';

const group = 'The program';
const NAME = { name: 'name', doc: 'what you call it, such as family', isRequired: true } as const;

export const shareAdd: CommandSpec = {
  name: 'share add',
  group,
  summary: 'an address at which others subscribe to your calendar',
  description: [
    'The server answers at it with the bookings that match the filters, as numina export gives them. Whoever has the address reads that calendar and nothing else, and changes nothing. Days in words move along: --from today shows what is ahead.',
    'The address begins with that of the server, as numina serve --base-url has said it; before any server has run, with http://127.0.0.1:6464. On a terminal there is a code for the camera of a phone.',
  ].join('\n\n'),
  arguments: [NAME],
  hasFilters: true,
  examples: [
    { line: 'numina share add family', doc: 'everything' },
    { line: 'numina share add yoga --type yoga --from today', doc: 'only yoga, and only what is ahead' },
  ],
  load: async () => ({ action: (await import('../actions/share-add.ts')).action }),
};

export const shareList: CommandSpec = {
  name: 'share list',
  group,
  summary: 'the calendars that you share, with their addresses',
  description:
    'An address is made again from the key beside the database, and is shown only on a machine that has this key. Calendars go on working without it.',
  examples: [{ line: 'numina share list', doc: 'every one of them' }],
  load: async () => ({ action: (await import('../actions/share-list.ts')).action }),
};

export const shareRemove: CommandSpec = {
  name: 'share remove',
  group,
  summary: 'end a shared calendar: its address leads nowhere from then on',
  arguments: [NAME],
  examples: [{ line: 'numina share list', doc: 'shows the names' }],
  load: async () => ({ action: (await import('../actions/share-remove.ts')).action }),
};
