import { DAY_MS, HOUR_MS } from '../../time/units.ts';

/** Subtracted from every pause, so that a daemon that wakes a little early still finds the feed due. */
const SLACK_MS = 60_000;

export interface Attempt {
  /** The number of failures in a row, with this attempt; 0 where it succeeded. */
  readonly failures: number;
  /** The wait that the server asked for. */
  readonly retryAfterMs: number | null;
  /** Whether asking again soon is useless. */
  readonly isFinal: boolean;
}

/**
 * How long the daemon waits after an attempt: an hour, doubled with each further failure, at most a day. A day at once
 * where a person has to do something first. Never less than the server asked for.
 */
export function computePauseMs({ failures, retryAfterMs, isFinal }: Attempt): number {
  const doubledMs = HOUR_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  const pauseMs = isFinal ? DAY_MS : Math.min(doubledMs, DAY_MS);
  return Math.max(pauseMs - SLACK_MS, retryAfterMs ?? 0);
}
