import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { type ProblemJson, sayProblem } from '../api/problem.ts';

/** What the server makes of words for a time. */
export interface Understood {
  readonly startsAt: string;
  readonly durationMinutes: number | null;
  /** The time as words, to be read back. */
  readonly echo: string;
  /** Bookings at the same time. */
  readonly conflicts?: readonly BookingJson[];
}

/** A time that some words may mean. */
export interface Meaning {
  readonly startsAt: string;
  readonly echo: string;
}

/** Words that have no meaning, or several. */
export interface NotUnderstood {
  readonly problem: string | ProblemJson;
  readonly meanings?: readonly Meaning[];
}

export type Understanding = Understood | NotUnderstood;

export function isUnderstood(answer: Understanding): answer is Understood {
  return 'startsAt' in answer;
}

export function sayNotUnderstood({ problem }: NotUnderstood): string {
  return typeof problem === 'string' ? problem : sayProblem(problem);
}
