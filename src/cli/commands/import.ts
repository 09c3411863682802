import type { CommandSpec } from '../command.ts';

export const importCommand: CommandSpec = {
  name: 'import',
  group: 'Other systems',
  summary: 'read bookings from .ics, .csv, .json or mails',
  description: [
    'You can import the same file again: what came in before is recognised, and what you decided stays. A booking that you typed in is matched with its event. What you deleted is not brought back.',
    'Mails come from a file (.eml), an mbox, a folder of mails or a Maildir: what confirms a booking, moves or cancels it. They come in as they were written, whatever their order; numina says why any other mail is left out. Several files are one step.',
    'The output of numina export --format json (or numina list --json) is restored completely, with ids, reviews and pauses.',
    'With --save, the patterns of --map are kept in the setting import.map. They apply to every later import, before its own --map, but not to files that numina itself exported.',
    'An address has to answer within 10 seconds, with 20 MiB at most. An address behind a login cannot be read: look for the private address of the calendar, or download the file. From an answer that breaks off, nothing is taken.',
    'A gzip file (.gz) is unpacked, up to 20 MiB.',
    'A table (.csv) begins with a line of column names: class, and starts_at or date and time. It may have zone, duration, type, location, instructor, status, source, external_id, price, currency, late_fee, cancel_by, url, notes, rating, review, and whatever else numina export --format csv writes.',
    'The table of another program may have lines above the names, and dates such as 23.11.2026 or 11/23/2026 6:00 PM. A date that can be read in only one way decides for its column; otherwise give --date-format. An amount such as 14,50 decides how to read 1.250 in the same table.',
    'The status words of many studios are known (Reserved, Checked in, Late Cancel). --map-status gives the meaning of other words.',
  ].join('\n\n'),
  arguments: [
    { name: 'source', doc: 'files, a folder of mails, an https address, or - for standard input', isVariadic: true },
  ],
  options: [
    { flags: '--source <source>', doc: 'where the bookings were made (what the file says, else ics or manual)' },
    { flags: '--type <type>', doc: 'type of the classes (what the file says)' },
    { flags: '--zone <zone>', doc: 'zone of times that name none (the home zone)' },
    { flags: '--date-format <order>', doc: 'order of dates in a table: dmy, mdy or ymd (what its rows tell)' },
    {
      flags: '--map-status <word=status>',
      doc: 'what a word for a status means, such as Verified=attended',
      isRepeatable: true,
    },
    { flags: '--all-day <time>', doc: 'take all-day events, as classes that begin then' },
    { flags: '--since <date>', doc: 'follow repeating events from here (a year back)' },
    { flags: '--horizon <date>', doc: 'follow repeating events up to here (a year ahead)' },
    { flags: '--only <pattern>', doc: 'take only classes with such a title; * is any text', isRepeatable: true },
    { flags: '--skip <pattern>', doc: 'leave out classes with such a title', isRepeatable: true },
    {
      flags: '--map <pattern=field:value>',
      doc: 'say name, type, location, instructor or source of classes with such a title',
      isRepeatable: true,
    },
    { flags: '--save', doc: 'keep what --map says for every later import; a pattern kept before is replaced' },
    { flags: '--revive', doc: 'bring back what was deleted here' },
    { flags: '--dry-run', doc: 'report, and change nothing' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina export > classes.ics && numina import classes.ics', doc: 'changes nothing: everything is known' },
    { line: 'numina export --format json | numina import -', doc: 'the same, with reviews and pauses' },
    {
      line: "numina import classes.ics --only 'Spin*' --map 'Spin*=type:spin,location:Studio North'",
      doc: 'only some classes of a calendar',
    },
    { line: "numina import classes.ics --map '*yoga*=type:yoga' --save", doc: 'the same at every later import' },
    { line: 'numina import - --dry-run < classes.ics', doc: 'what would happen' },
  ],
  load: () => import('../actions/import.ts'),
};
