import { type CommandPart, formatWords, type PhrasePart, type Wording, type Words } from './words.ts';

/** The options whose names differ from their fields. */
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

/** Values of fields that have their own option, by command. */
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
 * Words as a text for the terminal, with commands as a person types them. Logs, mails and stored texts use it too,
 * since their reader has the program on their own computer.
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

/** Quotes a word so that a shell takes it as one argument. */
function quoteForShell(word: string): string {
  if (/[*?$`\\!"]/.test(word)) return `'${word}'`;
  return /[\s'&|;<>()#]/.test(word) ? `"${word}"` : word;
}
