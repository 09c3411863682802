import { createContext, Script } from 'node:vm';
import { UsageError } from '../../errors.ts';
import { lazy } from '../../lazy.ts';

/** A person's pattern that took too long over a text. */
export class SlowPatternError extends UsageError {
  readonly pattern: string;

  constructor(pattern: string) {
    super(
      'bad_mail_format',
      `The pattern ${pattern} takes too long.`,
      'Put no repetition into another, and no “.*” beside another.',
    );
    this.pattern = pattern;
  }
}

/** The first try ends after so many ms. A pattern needs a few microseconds for a line. */
const FIRST_TRY_MS = 100;
/**
 * So many ms of the processor are too many. Time on the clock would not do: on a busy machine a process waits for its
 * turn, and a mail must not be lost by that.
 */
const LONGEST_WORK_MS = 200;
/** Patterns are for lines; no line that names a class is longer. */
export const LONGEST_TEXT = 600;

const runner = lazy(() => {
  const context = createContext({ find: null });
  const script = new Script('find()');
  return (find: () => RegExpExecArray | null, timeout: number): RegExpExecArray | null => {
    context['find'] = find;
    return script.runInContext(context, { timeout }) as RegExpExecArray | null;
  };
});

/**
 * A pattern that a person wrote. No rule can find every pattern that runs without end, so each has a time limit. Throws
 * SlowPatternError after it.
 */
export class OwnPattern extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    const { lastIndex } = this;
    const before = process.cpuUsage();
    for (let limitMs = FIRST_TRY_MS; ; limitMs *= 2) {
      try {
        this.lastIndex = lastIndex;
        return runner()(() => super.exec(text.slice(0, LONGEST_TEXT)), limitMs);
      } catch (error) {
        // An error of the other context is an Error of that context.
        if ((error as { readonly code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      }
      if (process.cpuUsage(before).user > LONGEST_WORK_MS * 1000) throw new SlowPatternError(this.source.slice(0, 100));
    }
  }
}
