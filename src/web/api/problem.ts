/** RFC 9457 problem details, as the server sends them. */
export interface ProblemJson {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly hint?: string | null;
  /** `pointer` is a JSON Pointer into the body: `#/startsAt`. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A request that was refused, or that did not arrive. */
export class ProblemError extends Error {
  readonly problem: ProblemJson;

  constructor(problem: ProblemJson) {
    super(sayProblem(problem));
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The server could not be reached. `isOfflineChange`: the device knows that it has no network, so nothing was sent. */
export function notReached(isOfflineChange: boolean): ProblemJson {
  return isOfflineChange
    ? {
        status: 0,
        code: 'offline',
        detail: 'This device is offline, so nothing was changed.',
        hint: 'Changes need the server: try again when it is reached.',
      }
    : {
        status: 0,
        code: 'not_reached',
        detail: 'The server does not answer.',
        hint: 'Look whether the server runs and this device has a network.',
      };
}

/** What a page says of a problem: the fact, then what to do. */
export function sayProblem({ status, detail, title, hint, errors = [] }: ProblemJson): string {
  const fact = detail ?? title ?? `The server answered with ${status}.`;
  const others = errors.map((each) => each.detail).filter((each) => !fact.includes(each));
  return [fact, ...others, ...(hint && !isForPrograms(hint) ? [hint] : [])].map(asSentence).join(' ');
}

/** Whether a hint names endpoints: a person has buttons for them. */
function isForPrograms(hint: string): boolean {
  return hint.includes('/api/v1/');
}

/** The sentence about each field of the body that is wrong, by its name: `repeat.until`. */
export function fieldProblems({ errors = [] }: ProblemJson): ReadonlyMap<string, string> {
  return new Map(errors.map(({ pointer, detail }) => [fieldOf(pointer), asSentence(detail)]));
}

/** `#/repeat/until` → `repeat.until` (RFC 6901). */
function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function asSentence(text: string): string {
  return /[.!?…)]$/.test(text) ? text : `${text}.`;
}

/** The problem behind an error. An error of the page itself is thrown again. */
export function problemOf(error: unknown): ProblemJson {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}
