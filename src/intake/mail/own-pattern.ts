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

/**
 * In ms. A pattern needs a few microseconds for a line. A process that waits for its turn on a busy machine is stopped
 * too, so that there is a second time: a mail must not be lost by that.
 */
const LONGEST_MS = [100, 400];
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
 * A pattern that a person wrote. No rule tells every pattern that tries without end from others, so that it is stopped:
 * then it throws SlowPatternError.
 */
export class OwnPattern extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    const { lastIndex } = this;
    for (const limitMs of LONGEST_MS) {
      try {
        this.lastIndex = lastIndex;
        return runner()(() => super.exec(text.slice(0, LONGEST_TEXT)), limitMs);
      } catch (error) {
        // An error of the other context is an Error of that context.
        if ((error as { readonly code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      }
    }
    throw new SlowPatternError(this.source.slice(0, 100));
  }
}
