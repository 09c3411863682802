import type { Booking } from '../bookings/booking.ts';
import { findBooking } from '../bookings/booking-store.ts';
import type { Store } from '../db/store.ts';
import type { Clock } from '../time/clock.ts';
import type { PlanMoment } from './candidates.ts';
import { CHANNEL_NAMES, type ChannelName, type SendResult } from './channel.ts';
import { hasGoneOut, type LedgerEntry, type ReminderKey, sameKey } from './ledger-entry.ts';
import { planReminders } from './plan-reminders.ts';
import { markReminded } from './planned-booking-store.ts';
import { newEntry, readEntriesOf, releaseClaims, saveEntry, saveVerdicts } from './reminder-ledger.ts';
import type { BookingPlan } from './reminder-plan.ts';

/** What the use cases of reminders need. */
export interface ReminderContext {
  readonly store: Store;
  readonly clock: Clock;
  /** A function, since the zone may change while a daemon runs. */
  readonly homeZone: () => string;
  readonly newId: () => string;
  /** Whose desktop it is about, as {@link PlanMoment} says. */
  readonly machine?: string | null | undefined;
  /**
   * Whether this process is still the one that sends by a channel, asked in the transaction that claims and just before
   * sending; always, where absent.
   */
  readonly isCharged?: ((store: Store, channel: ChannelName) => Promise<boolean>) | undefined;
}

/** A reminder that this process may send. */
export interface ClaimedReminder {
  readonly entry: LedgerEntry;
  readonly booking: Booking;
  /** For a notice of a move: the last start that the person was told. */
  readonly toldStartsAt: string | null;
}

const DESKTOP_RETRY_MS = 30_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 15 * 60_000;

export function planMoment({
  clock,
  homeZone,
  machine,
}: Pick<ReminderContext, 'clock' | 'homeZone' | 'machine'>): PlanMoment {
  return { nowMs: clock.now().getTime(), homeZone: homeZone(), machine };
}

/** Plans these bookings again, and settles reminders that are not sent. */
export async function settleReminders(
  context: ReminderContext,
  ids: readonly string[],
): Promise<Map<string, BookingPlan>> {
  const { store } = context;
  const moment = planMoment(context);
  const plans = await planReminders(store, moment, ids);
  const unsettled = [...plans].flatMap(([id, { verdicts }]) => (verdicts.length > 0 ? [id] : []));
  if (unsettled.length === 0) return plans;
  // Plan again under the write lock, because the bookings may have changed.
  await context.store.transaction(async (store) => {
    for (let ids = unsettled; ids.length > 0; ) {
      const again = await planReminders(store, moment, ids);
      const verdicts = [...again.values()].flatMap((plan) => plan.verdicts);
      await saveVerdicts(store, verdicts, { newId: context.newId, now: new Date(moment.nowMs) });
      for (const id of ids) plans.delete(id);
      for (const [id, plan] of again) plans.set(id, plan);
      // Reminders may have waited for one that is settled now.
      ids = [...again].flatMap(([id, plan]) => (plan.verdicts.length > 0 ? [id] : []));
    }
  });
  return plans;
}

/** Reopens claims of ended processes. The caller must be the only one to send by these channels. */
export async function releaseAbandonedClaims(
  { store, clock, machine }: ReminderContext,
  channels: readonly ChannelName[] = CHANNEL_NAMES,
): Promise<number> {
  return store.transaction(async (store) => {
    let count = 0;
    for (const channel of channels) count += await releaseClaims(store, { channel, machine }, clock.now());
    return count;
  });
}

/**
 * Claims a reminder for this process, if the present booking still wants it; else null. One transaction, which holds
 * the write lock from its beginning.
 */
export async function claimReminder(context: ReminderContext, key: ReminderKey): Promise<ClaimedReminder | null> {
  return context.store.transaction(async (store) => {
    const isCharged = (await context.isCharged?.(store, key.channel)) ?? true;
    if (!isCharged) return null;
    const moment = planMoment(context);
    const now = new Date(moment.nowMs);
    const plan = (await planReminders(store, moment, [key.bookingId])).get(key.bookingId);
    await saveVerdicts(store, plan?.verdicts ?? [], { newId: context.newId, now });
    const planned = plan?.due.find((each) => sameKey(each, key));
    const booking = planned && (await findBooking(store, key.bookingId));
    if (!planned || !booking) return null;
    const before = planned.entry ?? newEntry(planned, planned.dueAt, context.newId());
    const entry: LedgerEntry = {
      ...before,
      state: 'sending',
      claimedAt: now.toISOString(),
      attempts: before.attempts + 1,
      nextAttemptAt: null,
      reason: null,
    };
    await saveEntry(store, entry, now);
    const toldStartsAt = entry.kind === 'moved' ? await lastToldStart(store, entry) : null;
    return { entry, booking, toldStartsAt };
  });
}

/**
 * Checks a claim again just before sending: a class that was moved or cancelled since must not be reminded of, and a
 * process that slept since must not send what another has taken over. Where the claim is wrong, it is given back and the
 * attempt does not count.
 */
export async function reviewClaim(context: ReminderContext, { entry, booking }: ClaimedReminder): Promise<boolean> {
  const { store, clock } = context;
  const now = await findBooking(store, booking.id);
  const isSame =
    now !== null &&
    now.startsAt === booking.startsAt &&
    now.status === booking.status &&
    now.cancelBy === booking.cancelBy &&
    clock.now().toISOString() < booking.startsAt &&
    ((await context.isCharged?.(store, entry.channel)) ?? true);
  if (isSame) return true;
  await context.store.transaction(async (store) => {
    const present = await findEntry(store, entry);
    if (present && !isClaim(present, entry)) return;
    await saveEntry(store, { ...entry, state: 'pending', attempts: entry.attempts - 1 }, clock.now());
  });
  return false;
}

/**
 * Records the result of a claim; for a sent reminder also on the booking. Where another process has taken the claim over
 * meanwhile, only the fact that it was sent counts, unless that process is sending it too.
 */
export async function confirmReminder(
  context: ReminderContext,
  { entry }: ClaimedReminder,
  result: SendResult,
): Promise<LedgerEntry> {
  const now = context.clock.now();
  const own = { ...entry, ...outcomeOf(entry, result, now) };
  return context.store.transaction(async (store) => {
    const present = (await findEntry(store, entry)) ?? entry;
    if (!isClaim(present, entry) && (own.state !== 'sent' || ['sending', 'sent'].includes(present.state)))
      return present;
    const after = isClaim(present, entry) ? own : { ...present, ...outcomeOf(entry, result, now), reason: null };
    await saveEntry(store, after, now);
    if (after.state === 'sent' && after.kind === 'class') await markReminded(store, after);
    return after;
  });
}

async function findEntry(store: Store, { bookingId, messageId }: LedgerEntry): Promise<LedgerEntry | null> {
  return (await readEntriesOf(store, [bookingId])).find((entry) => entry.messageId === messageId) ?? null;
}

/** Whether an entry is still as this process has claimed it. */
function isClaim(present: LedgerEntry, { claimedAt, attempts }: LedgerEntry): boolean {
  return present.state === 'sending' && present.claimedAt === claimedAt && present.attempts === attempts;
}

function outcomeOf(entry: LedgerEntry, result: SendResult, now: Date): Partial<LedgerEntry> {
  if (result.outcome === 'sent') return { state: 'sent', sentAt: now.toISOString() };
  if (result.outcome === 'failed') return { state: 'failed', reason: result.error };
  const mayHaveArrived = entry.mayHaveArrived || result.transmitted === true;
  // A message that was sent twice without an answer is not sent a third time.
  if (entry.mayHaveArrived && result.transmitted) return { state: 'unknown', mayHaveArrived, reason: result.error };
  const nextAttemptAt = new Date(now.getTime() + retryDelayMs(entry.channel, entry.attempts)).toISOString();
  return { state: 'pending', mayHaveArrived, nextAttemptAt, reason: result.error };
}

/** The desktop may come back at any moment, so it is tried soon. A server gets more time. */
export function retryDelayMs(channel: ChannelName, attempts: number): number {
  if (channel === 'desktop') return DESKTOP_RETRY_MS;
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10));
}

async function lastToldStart(store: Store, key: ReminderKey): Promise<string | null> {
  const told = (await readEntriesOf(store, [key.bookingId]))
    .filter((entry) => entry.channel === key.channel && entry.startsAt !== key.startsAt && hasGoneOut(entry))
    .sort((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? -1 : 1));
  return told.at(-1)?.startsAt ?? null;
}
