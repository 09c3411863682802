import type { Session } from '../app.ts';
import type { NuminaError } from '../errors.ts';
import type { Style } from '../render/style.ts';
import type { Keystroke } from './keystroke.ts';
import type { Progress } from './progress.ts';

/** One positional argument; names appear in help as `<name>`, `[name]` or `[name...]`. */
export interface ArgumentSpec {
  readonly name: string;
  readonly doc: string;
  readonly isRequired?: boolean;
  readonly isVariadic?: boolean;
  /** Words the shell completes. */
  readonly choices?: readonly string[];
}

export interface OptionSpec {
  /** In commander's notation: `--duration <min>`, `-o, --output <file>`. */
  readonly flags: string;
  readonly doc: string;
  readonly isRepeatable?: boolean;
  readonly choices?: readonly string[];
}

/** A line that works as printed; a test runs each. */
export interface Example {
  readonly line: string;
  readonly doc: string;
}

export const GROUPS = ['Bookings', 'Calendar', 'Attendance', 'Other systems', 'Reminders', 'The program'] as const;

/** What help, completion and reference know of a command. Cheap: the work is behind `load`. */
export interface CommandSpec {
  /** The words after `numina`: `book`, `config get`. */
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
  readonly summary: string;
  readonly description?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Takes the filter options that all views share. */
  readonly hasFilters?: boolean;
  /** Past classes are marked attended first, as the setting `assume_attended` has it. */
  readonly marksByHabit?: boolean;
  readonly examples: readonly Example[];
  readonly load: () => Promise<{ readonly action: CommandAction }>;
}

/** What commander made of the words: values by option name in camel case, arguments by position. */
export interface RawInput {
  readonly arguments: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** What an action may know of where its result goes. */
export interface Surroundings {
  /** Text for a person at a terminal: not piped, not JSON, not plain. */
  readonly isScreen: boolean;
}

/** Questions to a person; only there when somebody can answer. */
export interface Prompter {
  /** Shows lines above the next question. */
  readonly tell: (lines: readonly string[]) => void;
  /** Asks until `check` finds nothing wrong; it gives what to say of an answer that will not do. */
  readonly ask: (question: string, check: (answer: string) => Promise<string | null>) => Promise<string>;
  readonly confirm: (question: string, suggestion?: boolean) => Promise<boolean>;
  /** Keys one by one, without Enter; to be closed. */
  readonly keys: () => KeyReader;
  readonly choose: <T extends string>(question: string, choices: readonly { value: T; label: string }[]) => Promise<T>;
  /** Asks for one of the numbers, typed as such; `suggestion` is what Enter alone takes. */
  readonly chooseNumber: <T extends number>(
    question: string,
    choices: readonly { value: T; label: string }[],
    suggestion: T,
  ) => Promise<T>;
}

export interface KeyReader {
  /** Waits for a person to press something. Throws NuminaError where that ends the program. */
  readonly next: (question: string) => Promise<Exclude<Keystroke, { kind: 'stop' }>>;
  readonly close: () => void;
}

/**
 * The work of a command, loaded when it runs. `run` never prints: what a person reads is made from its result, in text or
 * JSON. A command that asks for what is missing makes its Input from a Draft.
 */
export interface CommandAction<Input = unknown, Result = unknown, Draft = Input> {
  /** What the words say; throws UsageError. Pure but for the settings it may look up. */
  readonly parse: (raw: RawInput, surroundings: Surroundings, session: Session) => Draft | Promise<Draft>;
  /** Asks for what is missing, or for leave, and never writes; `prompter` is null where nobody can answer. */
  readonly prepare?: (session: Session, draft: Draft, prompter: Prompter | null, style: Style) => Promise<Input>;
  readonly run: (session: Session, input: Input, progress: Progress) => Promise<Result>;
  /**
   * The input with another text for a time that `run` has found uncertain, once a person has chosen; null where it does
   * not hold what was said. Absent where `run` reads no times.
   */
  readonly settle?: (input: Input, said: string, meant: string) => Input | null;
  readonly toText: (result: Result, style: Style) => string;
  readonly toJson: (result: Result) => unknown;
  /** The document itself in pieces, where it may not fit into memory; null where there is none to print. */
  readonly toChunks?: (result: Result, style: Style) => AsyncIterable<string> | null;
  /**
   * Where true, the pieces only tell of work that goes on whether anybody reads them or not: what the stream refuses is
   * lost and stops nothing.
   */
  readonly goesOnUnread?: boolean;
  /** Tab-separated rows; text without decoration where absent. */
  readonly toPlain?: (result: Result) => readonly (readonly string[])[];
  /** What a person should know beside the data: goes to standard error. */
  readonly toNotes?: (result: Result, style: Style) => readonly string[];
  /** What is wrong all the same, thrown when the result has been written: a check that failed, with its report. */
  readonly toError?: (result: Result) => NuminaError | null;
  /** Whether the text may be long enough for a pager. */
  readonly isLong?: boolean;
}

/** An action whose draft is its input already, or whose `prepare` makes the one from the other. */
type Defined<Input, Result, Draft> = CommandAction<Input, Result, Draft> &
  ([Draft] extends [Input] ? unknown : Required<Pick<CommandAction<Input, Result, Draft>, 'prepare'>>);

/** Ties the types of an action together where it is written, and hides them where it is run. */
export function defineAction<Input, Result, Draft = Input>(action: Defined<Input, Result, Draft>): CommandAction {
  return action as unknown as CommandAction;
}
