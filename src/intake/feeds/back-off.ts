import { DAY_MS, HOUR_MS } from '../../time/units.ts';

/** So that a daemon that looks a little early finds the feed due all the same. */
const SLACK_MS = 60_000;

export interface Attempt {
  /** How many attempts in a row have failed, this one included; 0 where it went well. */
  readonly failures: number;
  /** What the server asked for. */
  readonly retryAfterMs: number | null;
  /** Asking again soon is no use. */
  readonly isFinal: boolean;
}

/**
 * How long the daemon leaves a feed alone after an attempt: an hour, after each further failure twice as long, at most
 * a day; a day at once where the answer will not change by itself; never less than the server asked for.
 */
export function computePauseMs({ failures, retryAfterMs, isFinal }: Attempt): number {
  const doubledMs = HOUR_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  const pauseMs = isFinal ? DAY_MS : Math.min(doubledMs, DAY_MS);
  return Math.max(pauseMs - SLACK_MS, retryAfterMs ?? 0);
}
