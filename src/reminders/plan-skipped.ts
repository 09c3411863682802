import { type Candidate, candidatesOf, type PlanMoment, type PlannedBooking } from './candidates.ts';
import { CHANNEL_NAMES } from './channel.ts';
import { type LedgerEntry, plannedPart, type Verdict } from './ledger-entry.ts';
import type { ReminderSettings } from './preferences.ts';
import { REASONS } from './reasons.ts';

/**
 * What a change by the person's own hand made past due: they know, so it is not sent. `before` and `after` are the
 * booking and its settings; `before` is null for a new one.
 */
export function planSkipped(
  before: PlanSubject | null,
  after: PlanSubject,
  entries: readonly LedgerEntry[],
  moment: PlanMoment,
): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const channel of CHANNEL_NAMES) {
    const known = entries.filter((entry) => entry.channel === channel);
    const candidates = (subject: PlanSubject | null): readonly Candidate[] =>
      subject === null ? [] : candidatesOf(subject.booking, channel, subject.settings, known, moment);
    const had = candidates(before);
    for (const candidate of candidates(after)) {
      const isPast = Math.min(candidate.dueMs, candidate.nominalMs) <= moment.nowMs;
      const isNew = !had.some((each) => each.kind === candidate.kind && each.nominalMs === candidate.nominalMs);
      const isOver = candidate.expiresMs <= moment.nowMs;
      // Notices of a change are for what is still to come; of history that is written down late nothing is said.
      const isMeant = isOver ? before !== null : candidate.offsetMinutes > 0;
      if (!isPast || !isNew || !isMeant || candidate.entry !== null) continue;
      verdicts.push({ ...plannedPart(candidate), state: 'skipped', reason: REASONS.pastWhenMade });
    }
  }
  return verdicts;
}

export interface PlanSubject {
  readonly booking: PlannedBooking;
  readonly settings: ReminderSettings;
}
