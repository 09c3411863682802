import { expect } from 'vitest';

/** What the words of command lines become, by command; a line is the name of the command and then the words. */
export type Requests = Readonly<Record<string, CommandRequests>>;

export interface CommandRequests {
  /** Words, and what the action makes of them. */
  readonly right: readonly (readonly [words: string, request: unknown])[];
  /** Words, and the code of the error. */
  readonly wrong: readonly (readonly [words: string, code: string])[];
}

export const TEMPLATE = expect.any(Function);
