import { MINUTE_MS } from '../time/units.ts';
import { type Candidate, candidatesOf, EXACT_MS, type PlanMoment, type PlannedBooking } from './candidates.ts';
import { CHANNEL_NAMES, type ChannelName } from './channel.ts';
import {
  hasGoneOut,
  type LedgerEntry,
  type PlannedReminder,
  plannedPart,
  type ReminderKey,
  sameKey,
  type Verdict,
} from './ledger-entry.ts';
import { EMAIL_NEEDS_MINUTES, type ReminderSettings } from './preferences.ts';
import { REASONS, WITHDRAWN } from './reasons.ts';

/*
 * The complete rule of reminders for one booking. Each channel is judged on its own: a dead mail server must not change
 * what the desktop shows.
 *
 * Candidates are the reminders that the preferences ask for (candidates.ts). A candidate that the ledger has settled is
 * finished.
 *
 * Expired: after the start, or after the limit of free cancellation, nothing is sent, and the reminder was missed.
 * Where the booking became known only after that, nothing is recorded.
 *
 * Folded: a class reminder that is due within an hour of a warning is part of the warning, if that was or will be sent.
 *
 * Several due: only one is sent, and the others are superseded. A notice of a change comes first, since it tells the
 * new time; then a warning, since it is about money; then the reminder nearest to the start.
 *
 * Late: due for more than a minute. A late reminder is superseded if the next one is due within 15 minutes, unless it
 * warns of a cost and the next one does not. A late email needs 10 minutes before the end.
 *
 * Several machines: each shows its own reminders on its desktop. What another has shown is not missed here.
 *
 * Withdrawn: a reminder that was tried without success and is no longer wanted is skipped, until it is wanted again.
 */

/** What to do about one booking at one moment. */
export interface BookingPlan {
  /** To send now: at most one per channel. */
  readonly due: readonly PlannedReminder[];
  /** To send later, or to try again later. */
  readonly upcoming: readonly PlannedReminder[];
  /** To settle now without sending. */
  readonly verdicts: readonly Verdict[];
  /** When the plan changes next without a write (ms); infinity for never. */
  readonly nextMs: number;
}

const FOLD_MS = 60 * MINUTE_MS;
const NEXT_SOON_MS = 15 * MINUTE_MS;
const EMAIL_NEEDS_MS = EMAIL_NEEDS_MINUTES * MINUTE_MS;
const withdrawnReasons: ReadonlySet<string> = new Set(Object.values(WITHDRAWN));

/** Plans one booking. `entries`: all of its ledger entries. `booking` is null for a deleted one. */
export function planBookingReminders(
  booking: PlannedBooking | null,
  settings: ReminderSettings,
  entries: readonly LedgerEntry[],
  moment: PlanMoment,
): BookingPlan {
  const plan = { due: [], upcoming: [], verdicts: [], nextMs: Number.POSITIVE_INFINITY };
  for (const channel of CHANNEL_NAMES) {
    if (channel === 'desktop' && moment.machine === null) continue;
    const { known, elsewhere } = entriesFor(channel, entries, moment);
    const wanted = booking === null ? [] : candidatesOf(booking, channel, settings, known, moment);
    if (wanted.length === 0 && known.length === 0) continue;
    new ChannelPlanner(plan, moment.nowMs, elsewhere).plan(wanted, known, booking);
  }
  return plan;
}

/** The entries that count on a channel, and those of the desktops of other machines. */
function entriesFor(channel: ChannelName, entries: readonly LedgerEntry[], { machine }: PlanMoment) {
  const all = entries.filter((entry) => entry.channel === channel);
  const isOwn = (entry: LedgerEntry): boolean => !machine || entry.machine === machine;
  // First those that hold on every desktop: what the person has settled is settled on all.
  const known = [
    ...all.filter((entry) => entry.machine === ''),
    ...all.filter((entry) => entry.machine && isOwn(entry)),
  ];
  return { known, elsewhere: all.filter((entry) => !known.includes(entry)) };
}

interface Draft {
  readonly due: PlannedReminder[];
  readonly upcoming: PlannedReminder[];
  readonly verdicts: Verdict[];
  nextMs: number;
}

/** The rule for one booking and one channel. */
class ChannelPlanner {
  readonly #draft: Draft;
  readonly #nowMs: number;
  /** Entries of the desktops of other machines. */
  readonly #elsewhere: readonly LedgerEntry[];

  constructor(draft: Draft, nowMs: number, elsewhere: readonly LedgerEntry[]) {
    this.#draft = draft;
    this.#nowMs = nowMs;
    this.#elsewhere = elsewhere;
  }

  plan(wanted: readonly Candidate[], known: readonly LedgerEntry[], booking: PlannedBooking | null): void {
    this.#withdraw(wanted, known, booking);
    const alive = wanted
      .filter(isOpen)
      .filter((candidate) => !this.#expire(candidate, booking) && !this.#isTold(candidate, wanted));
    const folds = new Map(alive.map((candidate) => [candidate, this.#fold(candidate, wanted)]));
    const single = alive.filter((candidate) => folds.get(candidate)?.length === 0);
    for (const { expiresMs } of alive) this.#wakeAt(expiresMs);
    const later = single.filter(({ dueMs }) => dueMs > this.#nowMs);
    const ready = single.filter((each) => each.dueMs <= this.#nowMs && !this.#isTooLate(each, later));
    const chosen = ready.reduce<Candidate | null>((best, each) => (best && outranks(best, each) ? best : each), null);
    const isOutranked = (each: Candidate): boolean =>
      chosen !== null && each !== chosen && each.dueMs <= this.#nowMs && folds.get(each)?.includes(chosen) === false;
    for (const each of alive) if (isOutranked(each)) this.#settle(each, 'superseded', REASONS.nearer);
    for (const each of later) this.#wait(each, each.dueMs);
    if (chosen === null) return;
    const retryMs = Date.parse(chosen.entry?.nextAttemptAt ?? chosen.dueAt);
    if (retryMs > this.#nowMs) this.#wait(chosen, retryMs);
    else this.#draft.due.push(chosen);
  }

  /** Withdraws pending entries that are no longer wanted. */
  #withdraw(wanted: readonly Candidate[], known: readonly LedgerEntry[], booking: PlannedBooking | null): void {
    for (const entry of known) {
      if (entry.state !== 'pending' || wanted.some((each) => each.entry === entry)) continue;
      const planned = { ...entry, expiresAt: entry.startsAt, entry };
      this.#settle(planned, 'skipped', withdrawalOf(entry, booking));
    }
  }

  /** Whether its time is over. If so, it is recorded as missed where it was known in time. */
  #expire(candidate: Candidate, booking: PlannedBooking | null): boolean {
    if (candidate.expiresMs > this.#nowMs) return false;
    const wasKnown = booking !== null && Date.parse(booking.createdAt) < candidate.expiresMs;
    const isNew = wasKnown && !this.#elsewhere.some((entry) => isSame(entry, candidate) && hasGoneOut(entry));
    const isUnsettled = candidate.entry === null ? isNew : candidate.entry.state === 'pending';
    const fact = candidate.kind === 'cancel_by' ? REASONS.limitPassed : REASONS.begun;
    const error = candidate.entry?.reason;
    if (isUnsettled) this.#settle(candidate, 'missed', error ? `${fact}; before that: ${error}` : fact);
    return true;
  }

  /** Whether a warning that was sent has told it already. */
  #isTold(candidate: Candidate, wanted: readonly Candidate[]): boolean {
    const isTold = wanted.some((other) => isNear(candidate, other) && other.entry?.state === 'sent');
    if (isTold) this.#settle(candidate, 'superseded', REASONS.folded);
    return isTold;
  }

  /** The warnings that will tell it too. */
  #fold(candidate: Candidate, wanted: readonly Candidate[]): readonly Candidate[] {
    return wanted.filter(
      (other) =>
        isNear(candidate, other) &&
        (other.entry?.state === 'sending' || (isOpen(other) && other.expiresMs > this.#nowMs)),
    );
  }

  #isTooLate(candidate: Candidate, later: readonly Candidate[]): boolean {
    if (this.#nowMs - candidate.dueMs <= EXACT_MS || candidate.offsetMinutes === 0) return false;
    if (candidate.channel === 'email' && candidate.expiresMs - this.#nowMs < EMAIL_NEEDS_MS) {
      this.#settle(candidate, 'missed', REASONS.mailTooLate);
      return true;
    }
    const speaksForIt = later.filter(({ kind }) => candidate.kind !== 'cancel_by' || kind === 'cancel_by');
    if (!speaksForIt.some(({ dueMs }) => dueMs - this.#nowMs <= NEXT_SOON_MS)) return false;
    this.#settle(candidate, 'superseded', REASONS.nextSoon);
    return true;
  }

  /** A message that may have arrived is never recorded as not sent. */
  #settle(planned: PlannedReminder, state: Verdict['state'], reason: string): void {
    const isUncertain = planned.entry?.mayHaveArrived === true;
    const verdict = isUncertain ? { state: 'unknown' as const, reason: REASONS.uncertain } : { state, reason };
    this.#draft.verdicts.push({ ...plannedPart(planned), ...verdict });
  }

  #wait(candidate: Candidate, untilMs: number): void {
    this.#draft.upcoming.push(candidate);
    this.#wakeAt(untilMs);
  }

  #wakeAt(atMs: number): void {
    this.#draft.nextMs = Math.min(this.#draft.nextMs, atMs);
  }
}

/** Whether two reminders differ at most in the machine that shows them. */
function isSame(a: ReminderKey, b: ReminderKey): boolean {
  return sameKey({ ...a, machine: '' }, { ...b, machine: '' });
}

function isOpen({ entry }: Candidate): boolean {
  if (entry === null || entry.state === 'pending') return true;
  return entry.state === 'skipped' && withdrawnReasons.has(entry.reason ?? '');
}

/** Whether a class reminder is due within an hour of a warning. */
function isNear(candidate: Candidate, warning: Candidate): boolean {
  if (candidate.kind !== 'class' || warning.kind !== 'cancel_by') return false;
  return Math.abs(warning.dueMs - candidate.dueMs) <= FOLD_MS;
}

const RANKS = { moved: 3, cancelled: 3, cancel_by: 2, class: 1 } as const;

/** Whether to send `a` and not `b` where both are due. */
function outranks(a: Candidate, b: Candidate): boolean {
  return RANKS[a.kind] === RANKS[b.kind] ? a.nominalMs >= b.nominalMs : RANKS[a.kind] > RANKS[b.kind];
}

function withdrawalOf(entry: LedgerEntry, booking: PlannedBooking | null): string {
  if (booking === null) return WITHDRAWN.deleted;
  if (booking.status === 'cancelled') return WITHDRAWN.cancelled;
  if (booking.status !== 'booked') return WITHDRAWN.unbooked;
  return booking.startsAt === entry.startsAt ? WITHDRAWN.unwanted : WITHDRAWN.moved;
}
