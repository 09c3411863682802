import { Argument, Command, CommanderError, Help, Option } from 'commander';
import { UsageError } from '../errors.ts';
import { VERSION } from '../version.ts';
import type { ArgumentSpec, CommandSpec, OptionSpec, RawInput } from './command.ts';
import { GROUPS } from './command.ts';
import { COMMANDS, FAMILIES } from './commands/index.ts';
import { refuseOptionsOfFamily } from './family-options.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS } from './shared-options.ts';
import { suggestByBeginning } from './suggest-word.ts';

/** The command of a line, with its arguments and options. */
export interface Invocation {
  readonly spec: CommandSpec;
  readonly raw: RawInput;
}

export interface ProgramOutput {
  readonly write: (text: string) => void;
  readonly width: number;
}

/** Reads a command line. Writes help and version to `output` and then returns null. Throws UsageError. */
export async function readCommandLine(argv: readonly string[], output: ProgramOutput): Promise<Invocation | null> {
  let invocation: Invocation | null = null;
  const program = buildProgram(output, argv, (found) => {
    invocation = found;
  });
  const words = argv.map((word, index) => (isLength(word, argv[index - 1]) ? word.replace('-', MINUS) : word));
  try {
    await program.parseAsync(isUnknownTopic(words, program) ? words.slice(1) : withoutHelpOfNothing(words, program), {
      from: 'user',
    });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // A family name alone (`numina config`), and numina alone, show their help. That is not an error.
    if (error.exitCode === 0 || error.code === 'commander.help') return null;
    throw toUsageError(error, argv);
  }
  return invocation;
}

/** The minus sign U+2212. Commander takes a word with a hyphen for an option, so the hyphen is replaced. */
const MINUS = '\u2212';

/**
 * Whether a word is a negative duration (`edit next -30m`): no option begins with a digit. Values of options are left
 * alone.
 */
function isLength(word: string, before = ''): boolean {
  return /^-\d+(?:\.\d+)?\s?[a-z]+/i.test(word) && !before.startsWith('--');
}

/** `help json` is a command, not the help of a command `json`. */
function isHelpOfJson([word, topic]: readonly string[]): boolean {
  return word === 'help' && topic === 'json';
}

/** Treat `help calender` like `calender`: commander would show the general help. */
function isUnknownTopic([word, topic]: readonly string[], program: Command): boolean {
  if (word !== 'help' || topic === undefined || topic === 'json' || topic.startsWith('-')) return false;
  return topic !== 'help' && !program.commands.some((command) => command.name() === topic);
}

/** Treat `calender --help` like `calender` too. */
function withoutHelpOfNothing(argv: readonly string[], program: Command): string[] {
  const [word] = wordsIn(argv);
  const isKnown = word === undefined || word === 'help' || program.commands.some((command) => command.name() === word);
  return isKnown ? [...argv] : argv.filter((each) => each !== '--help' && each !== '-h');
}

/** The words of a line, without options and their values. */
function wordsIn(argv: readonly string[]): readonly string[] {
  return argv.filter((word, index) => !word.startsWith('-') && !TAKES_VALUE.test(argv[index - 1] ?? ''));
}

/**
 * Builds the whole tree of commands, for parsing, help, completion and reference. Calls `onCommand` with the command.
 */
function buildProgram(
  output: ProgramOutput,
  argv: readonly string[],
  onCommand: (invocation: Invocation) => void,
): Command {
  const program = new Command('numina')
    .description('All your fitness classes in one place: bookings, calendar, streaks.')
    .version(`numina ${VERSION}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      minWidthToWrap: NARROWEST_DOC,
      formatItem,
      commandUsage,
    })
    .exitOverride()
    .configureOutput({
      writeOut: output.write,
      // Usage errors are written by write-error.ts.
      writeErr: (text) => {
        if (!text.startsWith('error:')) output.write(text);
      },
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
      // Detecting colours would load the streams of the process, about 5 ms.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      '\nExamples:\n  $ numina book "Vinyasa Flow" tomorrow 18:00 --location "Studio North"\n  $ numina calendar\n  $ numina attend last\n\nnumina <command> --help says more about each;\nnumina demo shows them all.',
    );
  for (const option of GLOBAL_OPTIONS) program.addOption(toOption(option));
  // A full tree would slow down every start. So only the named command gets its options.
  const named = commandIn(argv);
  const isHelpJson = named === 'help';
  if (!isHelpJson) {
    const doc = `${FAMILIES['help']}; help json describes what --json prints`;
    program.addHelpCommand(new Command('help').argument('[command]').description(doc).helpGroup('The program:'));
  }
  for (const group of GROUPS) {
    // Leave out `help json` then: commander would mix it with its own help command.
    for (const spec of COMMANDS.filter((each) => each.group === group && (isHelpJson || firstWord(each) !== 'help'))) {
      addCommand(program, spec, named === firstWord(spec), onCommand);
    }
  }
  return program;
}

/** A narrower column is hard to read. */
const NARROWEST_DOC = 20;
const INDENT = 6;

/** The usage line `numina book [options] <class> [when...]`, wrapped. */
function commandUsage(this: Help, command: Command): string {
  const usage = Help.prototype.commandUsage.call(this, command);
  return this.boxWrap(usage, (this.helpWidth ?? 80) - USAGE.length).replaceAll('\n', `\n${' '.repeat(USAGE.length)}`);
}

const USAGE = 'Usage: ';

/** One item of a list in help. Where there is no room beside the term, the text is below it. */
function formatItem(term: string, termWidth: number, doc: string, help: Help): string {
  const width = help.helpWidth ?? 80;
  // Two columns of space before the term and two after it.
  if (doc === '' || width - termWidth - 4 >= NARROWEST_DOC) {
    return Help.prototype.formatItem.call(help, term, termWidth, doc, help);
  }
  const below = help.boxWrap(doc, width - INDENT).replace(/^/gm, ' '.repeat(INDENT));
  return `  ${term}\n${below}`;
}

/** The examples of a command, with wrapped texts, and a line about the global options. */
function formatExamples({ examples }: CommandSpec, width: number): string {
  const help = new Help();
  help.minWidthToWrap = NARROWEST_DOC;
  const lines = examples.flatMap(({ line, doc }) => [
    `  $ ${line}`,
    help.boxWrap(doc, width - INDENT).replace(/^/gm, ' '.repeat(INDENT)),
  ]);
  return ['', 'Examples:', ...lines, '', help.boxWrap(GLOBAL_OPTIONS_LINE, width)].join('\n');
}

const GLOBAL_OPTIONS_LINE = 'Also --json, --plain, --quiet and the other options of numina --help.';

/** The first word of the command that a line names, without a leading `help`, options and their values. */
function commandIn(argv: readonly string[]): string | undefined {
  const words = wordsIn(argv);
  if (isHelpOfJson(words)) return 'help';
  const word = words[0] === 'help' ? words[1] : words[0];
  return COMMANDS.some((spec) => firstWord(spec) === word) ? word : undefined;
}

const TAKES_VALUE = new RegExp(
  `^(?:${GLOBAL_OPTIONS.flatMap(({ flags }) => (flags.includes('<') ? [flags.split(' ')[0]] : [])).join('|')})$`,
);

function usageOf({ name, isRequired, isVariadic }: ArgumentSpec): string {
  const word = isVariadic ? `${name}...` : name;
  return isRequired ? `<${word}>` : `[${word}]`;
}

function firstWord(spec: CommandSpec): string {
  return spec.name.split(' ')[0] ?? '';
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  isWhole: boolean,
  onCommand: (invocation: Invocation) => void,
): void {
  const words = spec.name.split(' ');
  const word = words.at(-1) ?? '';
  const parent = words
    .slice(0, -1)
    .reduce((above, _, index) => familyOf(above, words.slice(0, index + 1), spec), program);
  const command = parent.commands.find((each) => each.name() === word) ?? parent.command(word);
  command.description(spec.summary).helpGroup(`${spec.group}:`);
  if (!isWhole) return;
  if (spec.description) command.description(`${spec.summary}\n\n${spec.description}`).summary(spec.summary);
  for (const argument of spec.arguments ?? []) {
    // Required arguments are checked by the action, which may ask for them. The usage line shows that they are
    // required.
    command.addArgument(
      new Argument(argument.isVariadic ? `[${argument.name}...]` : `[${argument.name}]`, argument.doc),
    );
  }
  command.usage(['[options]', ...(spec.arguments ?? []).map(usageOf)].join(' '));
  for (const option of spec.options ?? []) command.addOption(toOption(option));
  if (spec.hasFilters) for (const option of FILTER_OPTIONS) command.addOption(toOption(option).helpGroup('Filters:'));
  command.addHelpText('after', () => formatExamples(spec, program.configureOutput().getOutHelpWidth?.() ?? 80));
  command.action((...called: unknown[]) => {
    const self = called.at(-1) as Command;
    refuseOptionsOfFamily(self, parent, program);
    onCommand({
      spec,
      raw: { arguments: called.slice(0, -2) as RawInput['arguments'], options: self.optsWithGlobals() },
    });
  });
}

/** The parent of a family of subcommands (`config`, `account token`): it only shows help. */
function familyOf(above: Command, words: readonly string[], spec: CommandSpec): Command {
  const word = words.at(-1) ?? '';
  const known = above.commands.find((each) => each.name() === word);
  if (known) return known;
  const summary = FAMILIES[words.join(' ')] ?? spec.summary;
  return above.command(word).description(summary).helpGroup(`${spec.group}:`);
}

function toOption({ flags, doc, isRepeatable, choices }: OptionSpec): Option {
  const option = new Option(flags, doc);
  if (choices) option.choices(choices);
  if (isRepeatable) {
    option.argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value]);
  }
  return option;
}

function toUsageError(error: CommanderError, argv: readonly string[]): UsageError {
  // The typed text may have several lines. The suggestion is the last line.
  const [, fact = '', suggestion] = /^(?:error: )?(.*?)(?:\n\((Did you mean .*)\))?$/s.exec(error.message) ?? [];
  const command = commandIn(argv);
  const help = `numina ${command ? `${command} ` : ''}--help shows what there is.`;
  const meant = suggestByBeginning(fact, command) ?? suggestion;
  const hint = meant ? `${meant} ${help}` : help;
  const code = error.code.replace(/^commander\./, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return new UsageError(code, `${fact.charAt(0).toUpperCase()}${fact.slice(1)}.`.replace(/\.\.$/, '.'), hint);
}
