import type { CommandSpec } from '../command.ts';

export const sync: CommandSpec = {
  name: 'sync',
  group: 'Other systems',
  summary: 'ask feeds and booking systems for what is new',
  description: [
    'Takes in what each feed says now: new classes, moved ones, cancelled ones. What you decided stays. A class that the feed no longer has is cancelled here when it is still ahead; a feed that is suddenly empty or has lost most of its classes changes nothing and says so.',
    'The daemon does the same every hour. A run is one step: numina undo takes it back, and numina undo --sync NAME takes back a run of the daemon.',
  ].join('\n\n'),
  arguments: [{ name: 'name', doc: 'the feeds to ask; all of them where none is named', isVariadic: true }],
  options: [
    { flags: '--force', doc: 'believe a feed that has lost most of its classes' },
    { flags: '--revive', doc: 'bring back what was deleted here' },
    { flags: '--dry-run', doc: 'report, and change nothing' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina sync', doc: 'every feed' },
    { line: 'numina sync --dry-run', doc: 'what would happen' },
  ],
  load: async () => ({ action: (await import('../actions/sync.ts')).action }),
};

export const syncAdd: CommandSpec = {
  name: 'sync add',
  group: 'Other systems',
  summary: 'name a feed to be asked again and again',
  description: [
    'A feed is the address of a calendar or table (https, webcal), a folder of mails on a server (imaps), a Maildir on this machine (maildir:~/Mail/INBOX), or mindbody for those who have a key to its API. Nothing is taken in yet: numina sync does that, and the daemon every hour; a mail is taken in as soon as it comes. On a terminal, a mailbox is looked at for the server that vouches for its mails, and you are asked for it.',
    'A password or key is never an argument: a command prints it on its first line, or a file that only you can read (chmod 600) begins with it. An address that is secret by itself is kept in the store, which only you can read, and never shown.',
  ].join('\n\n'),
  arguments: [
    { name: 'name', doc: 'what you call it, such as studio; the source of its bookings', isRequired: true },
    { name: 'source', doc: 'an address, imaps://HOST/INBOX, maildir:PATH, or mindbody', isRequired: true },
  ],
  options: [
    { flags: '--source <source>', doc: 'where the bookings were made (what the feed says, else its name)' },
    { flags: '--type <type>', doc: 'type of the classes (what the feed says)' },
    { flags: '--zone <zone>', doc: 'zone of times that name none (the home zone); of the studio with mindbody' },
    { flags: '--date-format <order>', doc: 'order of dates in a table: dmy, mdy or ymd (what its rows tell)' },
    {
      flags: '--map-status <word=status>',
      doc: 'what a word for a status means, such as Verified=attended',
      isRepeatable: true,
    },
    { flags: '--all-day <time>', doc: 'take all-day events, as classes that begin then' },
    {
      flags: '--since <date>',
      doc: 'follow repeating events, or read mails, from here; 30d is 30 days ago (a year back; mails: 30d)',
    },
    { flags: '--only <pattern>', doc: 'take only classes with such a title; * is any text', isRepeatable: true },
    { flags: '--skip <pattern>', doc: 'leave out classes with such a title', isRepeatable: true },
    {
      flags: '--map <pattern=field:value>',
      doc: 'say name, type, location, instructor or source of classes with such a title',
      isRepeatable: true,
    },
    { flags: '--user <name>', doc: 'name to log in with' },
    { flags: '--password-command <command>', doc: 'command that prints the password' },
    { flags: '--password-file <file>', doc: 'file with the password' },
    { flags: '--oauth-command <command>', doc: 'mailbox: command that prints an access token, in place of a password' },
    { flags: '--auth-server <host>', doc: 'mailbox: the server that is believed who a mail is of' },
    { flags: '--site <id>', doc: 'mindbody: the number of the site' },
    { flags: '--client <id>', doc: 'mindbody: your number as a client there' },
    { flags: '--api-key-command <command>', doc: 'mindbody: command that prints the API key' },
    { flags: '--api-key-file <file>', doc: 'mindbody: file with the API key' },
    { flags: '--base-url <url>', doc: 'mindbody: where its API is' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina sync add studio https://studio.example/ana/classes.ics', doc: 'a calendar to subscribe to' },
    {
      line: "numina sync add family https://calendar.example/private.ics --only 'Yoga*' --map 'Yoga*=type:yoga'",
      doc: 'only some classes of a calendar',
    },
    {
      line: 'numina sync add mail imaps://mail.example.com/INBOX --user ana@example.com --password-command "pass show mail" --since 30d',
      doc: 'the mails of providers, read and never changed',
    },
    {
      line: 'numina sync add velo mindbody --site 123 --client 100 --zone Europe/Berlin --user ana --password-command "pass show velo" --api-key-command "pass show mindbody"',
      doc: 'a studio that uses Mindbody',
    },
  ],
  load: async () => ({ action: (await import('../actions/sync-add.ts')).action }),
};

export const syncList: CommandSpec = {
  name: 'sync list',
  group: 'Other systems',
  summary: 'every feed, and what came of asking it last',
  marksByHabit: true,
  examples: [{ line: 'numina sync list', doc: 'by name' }],
  load: async () => ({ action: (await import('../actions/sync-list.ts')).action }),
};

export const syncRemove: CommandSpec = {
  name: 'sync remove',
  group: 'Other systems',
  summary: 'stop asking a feed',
  description:
    'Bookings that it brought go with it, unless you have made them your own: what you attended, missed, cancelled or edited stays. So do its mails that wait for your decision. numina undo brings all of it back.',
  arguments: [{ name: 'name', doc: 'the feed', isRequired: true }],
  options: [{ flags: '--keep-bookings', doc: 'leave all of its bookings' }],
  marksByHabit: true,
  examples: [{ line: 'numina sync remove studio --keep-bookings', doc: 'the record stays as it is' }],
  load: async () => ({ action: (await import('../actions/sync-remove.ts')).action }),
};
