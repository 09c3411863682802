import type { CommandSpec } from '../command.ts';

const group = 'Other systems';
const MAILS = { name: 'id', doc: 'the mails, by the ids that numina mail waiting shows', isVariadic: true } as const;
const ALL = { flags: '--all', doc: 'all that wait' };

export const mailWaiting: CommandSpec = {
  name: 'mail waiting',
  group,
  summary: 'mails that wait for your decision, and what each would do',
  description:
    'A mail from a mailbox is taken in only where the server of the mailbox confirms the sender, and the format is known from real mails. Any other mail about a class waits here and changes nothing. The oldest come first.',
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
  summary: 'drop mails that wait',
  description: 'They are not asked about again, also when the mailbox is read again. numina undo lets them wait again.',
  arguments: [MAILS],
  options: [ALL],
  marksByHabit: true,
  examples: [{ line: 'numina mail refuse --all', doc: 'whatever waits' }],
  load: () => import('../actions/mail-refuse.ts'),
};

export const mailBlock: CommandSpec = {
  name: 'mail block',
  group,
  summary: 'ignore the mails of a sender',
  description:
    'Mails of the sender that wait are removed. A domain includes its subdomains. Without a sender it lists who is blocked. An import by hand still takes the mails.',
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
  summary: 'show line by line what a mail format reads in mails',
  description:
    'For writing a format, or correcting one: which of its lines match, what each finds, what is missing, and the booking that results. Nothing is stored. Exits 1 where a mail of its senders is not a booking, unless the format says so.',
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
    'Seen: made from real mails. Sender only: the address is known, the rest was composed. Reconstructed: all of it was composed. Your own formats come first: docs/mail.md shows how to write one.',
  arguments: [{ name: 'name', doc: 'one of them, with its lines' }],
  isOfMachine: true,
  examples: [
    { line: 'numina mail formats', doc: 'all of them' },
    { line: 'numina mail formats classpass', doc: 'one, line by line' },
  ],
  load: () => import('../actions/mail-formats.ts'),
};
