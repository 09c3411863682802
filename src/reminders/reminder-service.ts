import type { Transaction } from 'kysely';
import type { Booking } from '../bookings/booking.ts';
import { inTransaction } from '../bookings/booking-context.ts';
import { findBooking } from '../bookings/booking-store.ts';
import type { Database } from '../db/open.ts';
import type { Schema } from '../db/schema.ts';
import type { Clock } from '../time/clock.ts';
import type { PlanMoment } from './candidates.ts';
import type { ChannelName, SendResult } from './channel.ts';
import { hasGoneOut, type LedgerEntry, type ReminderKey, sameKey } from './ledger-entry.ts';
import { planReminders } from './plan-reminders.ts';
import { markReminded } from './planned-booking-store.ts';
import { newEntry, readEntriesOf, releaseClaims, saveEntry, saveVerdicts } from './reminder-ledger.ts';
import type { BookingPlan } from './reminder-plan.ts';

/** What every use case of reminders works with. */
export interface ReminderContext {
  readonly database: Database;
  readonly clock: Clock;
  /** Asked anew each time: a daemon lives through journeys and changed settings. */
  readonly homeZone: () => string;
  readonly newId: () => string;
}

/** A reminder that is this process's to send. */
export interface ClaimedReminder {
  readonly entry: LedgerEntry;
  readonly booking: Booking;
  /** For a notice of a move: the start that the person was told of last. */
  readonly toldStartsAt: string | null;
}

const DESKTOP_RETRY_MS = 30_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 15 * 60_000;

export function planMoment({ clock, homeZone }: Pick<ReminderContext, 'clock' | 'homeZone'>): PlanMoment {
  return { nowMs: clock.now().getTime(), homeZone: homeZone() };
}

/** Plans these bookings anew, and writes down what is not to be sent. */
export async function settleReminders(
  context: ReminderContext,
  ids: readonly string[],
): Promise<Map<string, BookingPlan>> {
  const { database } = context;
  const moment = planMoment(context);
  const plans = await planReminders(database.kysely, database.userId, moment, ids);
  const unsettled = [...plans].flatMap(([id, { verdicts }]) => (verdicts.length > 0 ? [id] : []));
  if (unsettled.length === 0) return plans;
  // Read again under the write lock: a verdict is on what is, not on what was.
  await inTransaction(context, async (trx, userId) => {
    for (let ids = unsettled; ids.length > 0; ) {
      const again = await planReminders(trx, userId, moment, ids);
      const verdicts = [...again.values()].flatMap((plan) => plan.verdicts);
      await saveVerdicts(trx, userId, verdicts, { newId: context.newId, now: new Date(moment.nowMs) });
      for (const id of ids) plans.delete(id);
      for (const [id, plan] of again) plans.set(id, plan);
      // What is given up may set free what waited for it.
      ids = [...again].flatMap(([id, plan]) => (plan.verdicts.length > 0 ? [id] : []));
    }
  });
  return plans;
}

/** Claims that a process left behind when it died are open again. Only for the holder of the daemon's lock. */
export async function releaseAbandonedClaims(context: ReminderContext): Promise<number> {
  return inTransaction(context, (trx, userId) => releaseClaims(trx, userId, context.clock.now()));
}

/**
 * Takes a reminder for this process, if the booking as it is now still asks for it; null where it does not. One
 * transaction, which holds the write lock from its beginning.
 */
export async function claimReminder(context: ReminderContext, key: ReminderKey): Promise<ClaimedReminder | null> {
  return inTransaction(context, async (trx, userId) => {
    const moment = planMoment(context);
    const now = new Date(moment.nowMs);
    const plan = (await planReminders(trx, userId, moment, [key.bookingId])).get(key.bookingId);
    await saveVerdicts(trx, userId, plan?.verdicts ?? [], { newId: context.newId, now });
    const planned = plan?.due.find((each) => sameKey(each, key));
    const booking = planned && (await findBooking(trx, userId, key.bookingId));
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
    await saveEntry(trx, userId, entry, now);
    const toldStartsAt = entry.kind === 'moved' ? await lastToldStart(trx, userId, entry) : null;
    return { entry, booking, toldStartsAt };
  });
}

/**
 * Whether a claim is still right: asked once more at the last moment, so that nothing that was moved or cancelled
 * since the claim goes out. Where it is not, the claim is given back, untried.
 */
export async function reviewClaim(context: ReminderContext, { entry, booking }: ClaimedReminder): Promise<boolean> {
  const { database, clock } = context;
  const now = await findBooking(database.kysely, database.userId, booking.id);
  const isSame =
    now !== null &&
    now.startsAt === booking.startsAt &&
    now.status === booking.status &&
    now.cancelBy === booking.cancelBy &&
    clock.now().toISOString() < booking.startsAt;
  if (isSame) return true;
  await inTransaction(context, (trx, userId) =>
    saveEntry(trx, userId, { ...entry, state: 'pending', attempts: entry.attempts - 1 }, clock.now()),
  );
  return false;
}

/** Writes down what became of a claim, and on the booking that the person was reminded. */
export async function confirmReminder(
  context: ReminderContext,
  { entry }: ClaimedReminder,
  result: SendResult,
): Promise<LedgerEntry> {
  const now = context.clock.now();
  const after = { ...entry, ...outcomeOf(entry, result, now) };
  await inTransaction(context, async (trx, userId) => {
    await saveEntry(trx, userId, after, now);
    if (after.state === 'sent' && after.kind === 'class') await markReminded(trx, userId, after);
  });
  return after;
}

function outcomeOf(entry: LedgerEntry, result: SendResult, now: Date): Partial<LedgerEntry> {
  if (result.outcome === 'sent') return { state: 'sent', sentAt: now.toISOString() };
  if (result.outcome === 'failed') return { state: 'failed', reason: result.error };
  const mayHaveArrived = entry.mayHaveArrived || result.transmitted === true;
  // What was handed over twice without an answer is not handed over a third time.
  if (entry.mayHaveArrived && result.transmitted) return { state: 'unknown', mayHaveArrived, reason: result.error };
  const nextAttemptAt = new Date(now.getTime() + retryDelayMs(entry.channel, entry.attempts)).toISOString();
  return { state: 'pending', mayHaveArrived, nextAttemptAt, reason: result.error };
}

/** A screen comes back at any moment; a server is given time. */
export function retryDelayMs(channel: ChannelName, attempts: number): number {
  if (channel === 'desktop') return DESKTOP_RETRY_MS;
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10));
}

async function lastToldStart(trx: Transaction<Schema>, userId: string, key: ReminderKey): Promise<string | null> {
  const told = (await readEntriesOf(trx, userId, [key.bookingId]))
    .filter((entry) => entry.channel === key.channel && entry.startsAt !== key.startsAt && hasGoneOut(entry))
    .sort((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? -1 : 1));
  return told.at(-1)?.startsAt ?? null;
}
