import { RefusedError, UsageError } from '../../errors.ts';
import { isLocalDate, type LocalDate } from '../../time/civil.ts';
import { command, words } from '../../words.ts';

/** The local dates of a pause, both included. */
export interface PauseRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface Pause extends PauseRange {
  readonly id: string;
  readonly reason: string | null;
}

export function isPausedOn(date: LocalDate, pauses: readonly PauseRange[]): boolean {
  return pauses.some((pause) => pause.from <= date && date <= pause.to);
}

/**
 * Checks a new pause, which may lie in the past too. Throws UsageError where a date does not exist or the order is
 * wrong, RefusedError where it overlaps an existing pause.
 */
export function checkNewPause(pause: PauseRange, existing: readonly Pause[]): void {
  for (const date of [pause.from, pause.to]) {
    if (!isLocalDate(date)) {
      throw new UsageError('bad_date', `Not a date: ${date}`, 'Write it like 2026-11-24.');
    }
  }
  if (pause.to < pause.from) {
    throw new UsageError(
      'pause_order',
      `The pause ends on ${pause.to}, before it begins on ${pause.from}.`,
      'Give the first day, then the last; a single day is the same date twice.',
    );
  }
  const other = existing.find((each) => each.from <= pause.to && pause.from <= each.to);
  if (other) {
    const reason = other.reason === null ? '' : ` (${other.reason})`;
    throw new RefusedError(
      'pause_overlap',
      `There is already a pause from ${other.from} to ${other.to}${reason}.`,
      words`Choose other days, or take it away first: ${command('pause remove', other.id.slice(0, 8))}`,
    );
  }
}
