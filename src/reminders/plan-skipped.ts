import { type Candidate, candidatesOf, type PlanMoment, type PlannedBooking } from './candidates.ts';
import { CHANNEL_NAMES } from './channel.ts';
import { type LedgerEntry, plannedPart, type Verdict } from './ledger-entry.ts';
import type { ReminderSettings } from './preferences.ts';
import { REASONS } from './reasons.ts';

/**
 * Finds reminders that a change by the person made past due. They are not sent, since the person knows. `before` and
 * `after` are the booking and its settings; `before` is null for a new booking.
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
      // Notices of a change are for future classes. For past classes that are recorded late, there are none.
      const isMeant = isOver ? before !== null : candidate.offsetMinutes > 0;
      if (!isPast || !isNew || !isMeant || candidate.entry !== null) continue;
      // On every desktop, as the person knows.
      verdicts.push({ ...plannedPart(candidate), machine: '', state: 'skipped', reason: REASONS.pastWhenMade });
    }
  }
  return verdicts;
}

export interface PlanSubject {
  readonly booking: PlannedBooking;
  readonly settings: ReminderSettings;
}
