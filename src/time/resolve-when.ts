import { UsageError } from '../errors.ts';
import type { LocalDateTime } from './civil.ts';
import { offsetBetween } from './instant-text.ts';
import { resolveWallTime } from './zones.ts';

/** A wall time as stored: `startsAt` is its instant, ISO 8601 UTC with milliseconds. */
export interface ResolvedStart {
  readonly startsAt: string;
  /** A sentence or two that the person must be told; `null` for an ordinary time. */
  readonly note: string | null;
}

/**
 * The instant of a wall time in a zone. Of a time that exists twice it takes the earlier, and the note says how to
 * choose the later. Throws UsageError (`time_in_gap`) for a time that clocks skip; the hint names the first time after
 * the gap.
 */
export function resolveStart(local: LocalDateTime, zone: string): ResolvedStart {
  const resolved = resolveWallTime(local, zone);
  switch (resolved.kind) {
    case 'once':
      return { startsAt: resolved.instant.toISOString(), note: null };
    case 'twice': {
      const { earlier, later } = resolved;
      return {
        startsAt: earlier.toISOString(),
        note:
          `${spoken(local)} comes twice in ${zone}; this is the earlier (${offsetBetween(local, earlier)}). ` +
          `For the later write ${short(local)}${offsetBetween(local, later)}.`,
      };
    }
    case 'gap':
      throw new UsageError(
        'time_in_gap',
        `${spoken(local)} does not exist in ${zone}: the clocks go forward over it.`,
        `The first time that exists is ${short(resolved.firstAfter)}.`,
      );
  }
}

/** Without seconds where they are zero. */
function short(local: LocalDateTime): string {
  return local.endsWith(':00') ? local.slice(0, 16) : local;
}

function spoken(local: LocalDateTime): string {
  return short(local).replace('T', ' ');
}
