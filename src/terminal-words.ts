import { type CommandPart, formatWords, type PhrasePart, type Wording, type Words } from './words.ts';

/** The options that are called otherwise than their fields. */
const OPTIONS: Readonly<Record<string, string>> = {
  durationMinutes: 'duration',
  feePaid: 'fee',
  classType: 'type',
  isEnabled: 'enabled',
  isReset: 'reset',
  offsetsMinutes: 'before',
  cancelByOffsetsMinutes: 'cancel-by',
  channels: 'via',
  isNewClass: 'new',
  isForced: 'force',
  isReversed: 'reverse',
  'repeat.rule': 'repeat',
  'repeat.count': 'count',
  'repeat.until': 'until',
};

/** The values of fields that have an option of their own, by command. */
const VALUE_OPTIONS: Readonly<Record<string, string>> = {
  'book status attended': '--attended',
  'book status waitlisted': '--waitlisted',
};

/** The option of a field: `cancelBy` is `--cancel-by`. */
export function optionOf(field: string): string {
  const name = OPTIONS[field] ?? field.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  return `--${name}`;
}

const WORDING: Wording = {
  field: ({ field, value }) => (value === null ? optionOf(field) : `${optionOf(field)} ${typed(value)}`),
  command: ({ command, args }) => ['numina', command, ...args.map((each) => inCommand(command, each))].join(' '),
};

/**
 * Words as a person at a terminal reads and types them. It is also how errors are told where nobody words them: in
 * logs, in mails and in what is kept, for all of them speak to who has the program on the own computer.
 */
export function wordForTerminal(words: Words): string {
  return formatWords(words, WORDING);
}

function inCommand(command: string, argument: CommandPart['args'][number]): string {
  if (typeof argument === 'string' || 'phrase' in argument) return typed(argument);
  return VALUE_OPTIONS[`${command} ${argument.field} ${argument.value}`] ?? WORDING.field(argument);
}

function typed(argument: string | PhrasePart): string {
  return typeof argument === 'string' ? quoteForShell(argument) : `"${argument.phrase}"`;
}

/** A word as a shell takes it whole. */
function quoteForShell(word: string): string {
  if (/[*?$`\\!"]/.test(word)) return `'${word}'`;
  return /[\s'&|;<>()#]/.test(word) ? `"${word}"` : word;
}
