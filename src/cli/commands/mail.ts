import type { CommandSpec } from '../command.ts';

const group = 'Other systems';
const MAILS = { name: 'id', doc: 'the mails, by the ids that numina mail waiting shows', isVariadic: true } as const;
const ALL = { flags: '--all', doc: 'all that wait' };

export const mailWaiting: CommandSpec = {
  name: 'mail waiting',
  group,
  summary: 'mails of a mailbox that need your word, and what each would do',
  description:
    'A mail is taken by itself only where the server of the mailbox vouches for its sender and its format is known from real mails. Everything else that says something of a class waits here and changes nothing. The oldest come first.',
  marksByHabit: true,
  examples: [
    { line: 'numina mail waiting', doc: 'with their ids' },
    { line: 'numina mail waiting --json', doc: 'for a script' },
  ],
  load: () => import('../actions/mail-waiting.ts'),
};

export const mailAccept: CommandSpec = {
  name: 'mail accept',
  group,
  summary: 'take mails that wait, as if you had imported them',
  description:
    'Several are taken in the order in which they were written, as one step: numina undo takes it back, and they wait again.',
  arguments: [MAILS],
  options: [ALL],
  marksByHabit: true,
  examples: [{ line: 'numina mail accept --all', doc: 'whatever waits' }],
  load: () => import('../actions/mail-accept.ts'),
};

export const mailRefuse: CommandSpec = {
  name: 'mail refuse',
  group,
  summary: 'let nothing come of mails that wait',
  description: 'They are not asked about again, also when the mailbox is read anew. numina undo lets them wait again.',
  arguments: [MAILS],
  options: [ALL],
  marksByHabit: true,
  examples: [{ line: 'numina mail refuse --all', doc: 'whatever waits' }],
  load: () => import('../actions/mail-refuse.ts'),
};

export const mailBlock: CommandSpec = {
  name: 'mail block',
  group,
  summary: 'take nothing of a sender, and let nothing of it wait',
  description:
    'What waits of the sender goes. A domain means what lies below it too. Without a sender it lists those that are blocked. What you import by hand is taken all the same.',
  arguments: [{ name: 'sender', doc: 'an address or a domain' }],
  options: [{ flags: '--remove', doc: 'stop blocking it' }],
  marksByHabit: true,
  examples: [
    { line: 'numina mail block offers@studio.example', doc: 'one address' },
    { line: 'numina mail block', doc: 'who is blocked' },
  ],
  load: () => import('../actions/mail-block.ts'),
};

export const mailTry: CommandSpec = {
  name: 'mail try',
  group,
  summary: 'show what a mail format makes of mails, line by line',
  description:
    'For who writes a format, or mends one: which of its lines match, what each has found, what is missing, and the booking that comes of it. Nothing is stored. Exits 1 where a mail of its senders is no booking, unless the format says so.',
  arguments: [
    { name: 'format', doc: 'a .toml file, or the name of a format that is known', isRequired: true },
    { name: 'mail', doc: 'saved mails (.eml); - reads standard input', isRequired: true, isVariadic: true },
  ],
  examples: [{ line: 'numina mail try classpass booked.eml', doc: 'by a format that comes with numina' }],
  load: () => import('../actions/mail-try.ts'),
};

export const mailFormats: CommandSpec = {
  name: 'mail formats',
  group,
  summary: 'the mail formats that are known, and how each is known',
  description:
    'Seen: from real mails. Sender only: the address is known, the words are put together. Reconstructed: all of it is. Your own come first, and win: docs/mail.md shows how to write one.',
  arguments: [{ name: 'name', doc: 'one of them, with its lines' }],
  isOfMachine: true,
  examples: [
    { line: 'numina mail formats', doc: 'all of them' },
    { line: 'numina mail formats classpass', doc: 'one, line by line' },
  ],
  load: () => import('../actions/mail-formats.ts'),
};
