import type { OptionSpec } from './command.ts';

/** For every command, before or after its name. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '--db <file>', doc: 'database file' },
  { flags: '--account <name>', doc: 'whose record it is; without it, NUMINA_ACCOUNT or the first account' },
  { flags: '--json', doc: 'print one JSON document' },
  { flags: '--plain', doc: 'print tab-separated text without decoration' },
  { flags: '--color <when>', doc: 'auto, always or never', choices: ['auto', 'always', 'never'] },
  { flags: '--no-color', doc: 'the same as --color never' },
  { flags: '--no-input', doc: 'never ask anything' },
  { flags: '--quiet', doc: 'print no notes' },
  { flags: '--debug', doc: 'print stack traces of errors' },
];

/** For list, upcoming, calendar, export, history and stats. */
export const FILTER_OPTIONS: readonly OptionSpec[] = [
  { flags: '--type <type>', doc: 'only this type of class', isRepeatable: true },
  { flags: '--location <place>', doc: 'only at this place', isRepeatable: true },
  { flags: '--source <source>', doc: 'only booked there', isRepeatable: true },
  { flags: '--status <status>', doc: 'only booked, attended, cancelled, no_show or waitlisted', isRepeatable: true },
  { flags: '--instructor <name>', doc: 'only with this instructor', isRepeatable: true },
  { flags: '--exclude <field=value>', doc: 'leave out, such as type=yoga', isRepeatable: true },
  { flags: '--from <date>', doc: 'from this day on' },
  { flags: '--to <date>', doc: 'up to and with this day' },
  { flags: '--time <range>', doc: 'morning, afternoon, evening or HH:MM-HH:MM' },
  { flags: '--search <text>', doc: 'part of the name, type, place, instructor, source or notes' },
];

/** The template of a line for each booking. */
export const FORMAT_OPTION: OptionSpec = {
  flags: '--format <template>',
  doc: "a line for each, such as '{class} {startsAt:EEE d MMM}'; numina next --help says what it knows",
};

/** The options of book and edit for the fields of a booking. */
export const BOOKING_OPTIONS: readonly OptionSpec[] = [
  { flags: '--at <when>', doc: 'when it begins, such as 2026-11-24T18:00' },
  { flags: '--duration <min>', doc: 'minutes (60), or like 1h30' },
  { flags: '--type <type>', doc: 'type of class, such as yoga' },
  { flags: '--location <place>', doc: 'where it is' },
  { flags: '--instructor <name>', doc: 'who teaches it' },
  { flags: '--source <source>', doc: 'where it was booked: mindbody, classpass, manual or any other word' },
  { flags: '--external-id <id>', doc: 'the id of the booking there' },
  { flags: '--zone <zone>', doc: 'time zone of the class, an IANA name' },
  { flags: '--price <amount>', doc: 'what it costs, such as 14 or 14€' },
  { flags: '--currency <code>', doc: 'three letters, such as EUR' },
  { flags: '--cancel-by <limit>', doc: 'end of free cancellation: 12h before, or a time' },
  { flags: '--late-fee <amount>', doc: 'what a late cancellation costs' },
  { flags: '--url <url>', doc: 'a link to the class' },
  { flags: '--notes <text>', doc: 'anything else' },
];
