import { UsageError } from '../errors.ts';
import { isLocalDate } from './civil.ts';

/** The one source of the current time. Rules never see it: they take `now` as a parameter. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = {
  // biome-ignore lint/plugin: the one home of the system's clock
  now: () => new Date(),
};

/** A clock that stands still, for scripts and tests. */
export function fixedClock(at: Date): Clock {
  return { now: () => new Date(at) };
}

const INSTANT_WITH_OFFSET = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/**
 * The clock of a command: `NUMINA_NOW` (an ISO 8601 instant with an offset) where it is set, else the
 * system's. Throws UsageError when the variable holds something else.
 */
export function clockFrom(env: NodeJS.ProcessEnv): Clock {
  const text = env['NUMINA_NOW'];
  if (!text) return systemClock;
  const at = new Date(text);
  // The engine takes 30 February for 2 March; the calendar does not.
  if (!INSTANT_WITH_OFFSET.test(text) || !isLocalDate(text.slice(0, 10)) || Number.isNaN(at.getTime())) {
    throw new UsageError(
      'bad_now',
      `NUMINA_NOW is not an instant with an offset: ${text}.`,
      'Write it like 2026-11-24T09:12:00-05:00.',
    );
  }
  return fixedClock(at);
}
