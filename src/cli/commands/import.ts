import type { CommandSpec } from '../command.ts';

export const importCommand: CommandSpec = {
  name: 'import',
  group: 'Other systems',
  summary: 'read bookings from .ics, .csv, .json or mails',
  description: [
    'Again and again: what came before is recognised, and what you decided stays. A booking you typed in is adopted by the event it turns out to be; what you deleted stays away.',
    'Mails come from a file (.eml), an mbox, a folder of mails or a Maildir: what confirms a booking, moves or cancels it. They come in as they were written, whatever their order; of all others the reason is told. Several files are one step.',
    'What numina export --format json writes (or numina list --json prints) comes back whole: with ids, reviews and pauses.',
    'What --map says with --save is kept in the setting import.map and holds for every later import, before its own --map. What numina itself exported is not changed by it.',
    'An address is read within 10 seconds and up to 20 MiB. One behind a login cannot be read: look for the private address of the calendar, or download the file. An answer that breaks off is not taken in part.',
    'A file that is packed by gzip (.gz) is unpacked, up to 20 MiB.',
    'A table (.csv) begins with a line of column names: class, and starts_at or date and time. It may have zone, duration, type, location, instructor, status, source, external_id, price, currency, late_fee, cancel_by, url, notes, rating, review, and whatever else numina export --format csv writes.',
    'The table of another program may have lines above the names, and dates such as 23.11.2026 or 11/23/2026 6:00 PM: one that can only be read one way tells how its column is read, else --date-format does. Of amounts such as 1.250, an amount such as 14,50 in the same table tells what they are.',
    'Statuses are known in the words of many studios (Reserved, Checked in, Late Cancel); --map-status says what others mean.',
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
      doc: 'some of a calendar that holds more',
    },
    { line: "numina import classes.ics --map '*yoga*=type:yoga' --save", doc: 'the same at every later import' },
    { line: 'numina import - --dry-run < classes.ics', doc: 'what would happen' },
  ],
  load: () => import('../actions/import.ts'),
};
