import type { Session } from '../app.ts';
import type { NuminaError } from '../errors.ts';
import type { Style } from '../render/style.ts';
import type { Keystroke } from './keystroke.ts';
import type { Progress } from './progress.ts';

/** A positional argument. Help shows its name as `<name>`, `[name]` or `[name...]`. */
export interface ArgumentSpec {
  readonly name: string;
  readonly doc: string;
  readonly isRequired?: boolean;
  readonly isVariadic?: boolean;
  /** Words for shell completion. */
  readonly choices?: readonly string[];
}

export interface OptionSpec {
  /** In commander's notation: `--duration <min>`, `-o, --output <file>`. */
  readonly flags: string;
  readonly doc: string;
  readonly isRepeatable?: boolean;
  readonly choices?: readonly string[];
}

/** An example. It works as printed: a test runs it. */
export interface Example {
  readonly line: string;
  readonly doc: string;
}

export const GROUPS = ['Bookings', 'Calendar', 'Attendance', 'Other systems', 'Reminders', 'The program'] as const;

/** What help, completion and reference know about a command. It must load fast, so the work is behind `load`. */
export interface CommandSpec {
  /** The words after `numina`: `book`, `config get`. */
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
  readonly summary: string;
  readonly description?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Whether it takes the filter options that all views share. */
  readonly hasFilters?: boolean;
  /** Whether past classes are first marked as attended, by the setting `assume_attended`. */
  readonly marksByHabit?: boolean;
  /**
   * Whether it is about the program and not about the record of a person. It then asks itself for what it needs of an
   * account, and works where there is no database, or none that can be opened.
   */
  readonly isOfMachine?: boolean;
  readonly examples: readonly Example[];
  readonly load: () => Promise<{ readonly action: CommandAction }>;
}

/** The parsed words: options by name in camel case, arguments by position. */
export interface RawInput {
  readonly arguments: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** What an action may know about its output. */
export interface Surroundings {
  /** Whether the output is text on a terminal: not piped, not JSON, not plain. */
  readonly isScreen: boolean;
}

/** Asks a person. It exists only where somebody can answer. */
export interface Prompter {
  /** Shows lines above the next question. */
  readonly tell: (lines: readonly string[]) => void;
  /** Asks until `check` returns null. Otherwise `check` returns what is wrong with the answer. */
  readonly ask: (question: string, check: (answer: string) => Promise<string | null>) => Promise<string>;
  readonly confirm: (question: string, suggestion?: boolean) => Promise<boolean>;
  /** Reads single keys without Enter. The caller closes it. */
  readonly keys: () => KeyReader;
  readonly choose: <T extends string>(question: string, choices: readonly { value: T; label: string }[]) => Promise<T>;
  /** Asks for one of the numbers, which the person types. Enter alone takes `suggestion`. */
  readonly chooseNumber: <T extends number>(
    question: string,
    choices: readonly { value: T; label: string }[],
    suggestion: T,
  ) => Promise<T>;
}

export interface KeyReader {
  /** Waits for the next key. Throws NuminaError where the key stops the program. */
  readonly next: (question: string) => Promise<Exclude<Keystroke, { kind: 'stop' }>>;
  readonly close: () => void;
}

/**
 * The work of a command, loaded when it runs. `run` never prints: its result is turned into text or JSON. A command
 * that asks for missing values makes its Input from a Draft.
 */
export interface CommandAction<Input = unknown, Result = unknown, Draft = Input> {
  /** Turns the words into input. Pure, except that it may read settings. Throws UsageError. */
  readonly parse: (raw: RawInput, surroundings: Surroundings, session: Session) => Draft | Promise<Draft>;
  /** Asks for missing values or for confirmation; writes nothing. `prompter` is null where nobody can answer. */
  readonly prepare?: (session: Session, draft: Draft, prompter: Prompter | null, style: Style) => Promise<Input>;
  readonly run: (session: Session, input: Input, progress: Progress) => Promise<Result>;
  /**
   * The input with the chosen meaning of a time that `run` found uncertain; null where the input does not contain
   * `said`. Absent where `run` reads no times.
   */
  readonly settle?: (input: Input, said: string, meant: string) => Input | null;
  readonly toText: (result: Result, style: Style) => string;
  readonly toJson: (result: Result) => unknown;
  /** The output in pieces, for documents that may not fit into memory; null where there is none. */
  readonly toChunks?: (result: Result, style: Style) => AsyncIterable<string> | null;
  /**
   * Where true, the pieces only report on work that does not depend on them. Errors of the output stream are then
   * ignored.
   */
  readonly goesOnUnread?: boolean;
  /** Rows for tab-separated output. Where absent, plain output is the text without decoration. */
  readonly toPlain?: (result: Result) => readonly (readonly string[])[];
  /** Notes beside the data, for standard error. */
  readonly toNotes?: (result: Result, style: Style) => readonly string[];
  /** An error to throw after the result was written, such as a failed check. */
  readonly toError?: (result: Result) => NuminaError | null;
  /** Whether the text may need a pager. */
  readonly isLong?: boolean;
}

/** An action whose Draft is its Input, or that has a `prepare`. */
type Defined<Input, Result, Draft> = CommandAction<Input, Result, Draft> &
  ([Draft] extends [Input] ? unknown : Required<Pick<CommandAction<Input, Result, Draft>, 'prepare'>>);

/** Checks the types of an action where it is defined, and hides them where it is run. */
export function defineAction<Input, Result, Draft = Input>(action: Defined<Input, Result, Draft>): CommandAction {
  return action as unknown as CommandAction;
}
