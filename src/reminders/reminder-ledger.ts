import { type Selectable, sql } from 'kysely';
import type { InstantText } from '../bookings/booking.ts';
import { chunksOf } from '../db/chunks.ts';
import type { ReminderLedgerTable } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import type { ChannelName, ReminderKind } from './channel.ts';
import type { LedgerEntry, ReminderKey, ReminderState, Verdict } from './ledger-entry.ts';

function toEntry(row: Selectable<ReminderLedgerTable>): LedgerEntry {
  return {
    messageId: row.message_id,
    bookingId: row.booking_id,
    kind: row.kind as ReminderKind,
    offsetMinutes: row.offset_minutes,
    channel: row.channel as ChannelName,
    startsAt: row.class_datetime,
    state: row.state as ReminderState,
    dueAt: row.due_at,
    claimedAt: row.claimed_at,
    sentAt: row.sent_at,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    mayHaveArrived: row.may_have_arrived === 1,
    reason: row.error,
    machine: row.machine,
  };
}

/** The bookings with entries of classes after `since`, or with unsettled entries; some of them several times. */
export async function readEnteredIds(store: Store, since: InstantText): Promise<string[]> {
  const recent = store.db
    .selectFrom('reminder_ledger')
    .select('booking_id')
    .where('user_id', '=', store.userId)
    .where('class_datetime', '>', since);
  const unsettled = store.db
    .selectFrom('reminder_ledger')
    .select('booking_id')
    .where('user_id', '=', store.userId)
    // Not as parameters: for those, SQLite does not see that the index of unsettled entries is enough.
    .where('state', 'in', [sql.lit('pending'), sql.lit('sending')]);
  // Not `union`, for which SQLite would read every entry in the order of its booking.
  return (await recent.unionAll(unsettled).execute()).map((row) => row.booking_id);
}

export async function readEntriesOf(store: Store, bookingIds: readonly string[]): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const chunk of chunksOf(bookingIds)) {
    const rows = await store.db
      .selectFrom('reminder_ledger')
      .selectAll()
      .where('booking_id', 'in', chunk)
      .where('user_id', '=', store.userId)
      .execute();
    entries.push(...rows.map(toEntry));
  }
  return entries;
}

/** The entries by their last change, newest first. */
export async function readLog(store: Store, limit: number): Promise<LedgerEntry[]> {
  const rows = await store.db
    .selectFrom('reminder_ledger')
    .selectAll()
    .where('user_id', '=', store.userId)
    .orderBy('updated_at', 'desc')
    .orderBy('due_at', 'desc')
    .orderBy('message_id')
    .limit(limit)
    .execute();
  return rows.map(toEntry);
}

/** Writes an entry. It replaces the old one with the same key. */
export async function saveEntry(store: Store, entry: LedgerEntry, now: Date): Promise<void> {
  const values = {
    state: entry.state,
    due_at: entry.dueAt,
    claimed_at: entry.claimedAt,
    sent_at: entry.sentAt,
    attempts: entry.attempts,
    next_attempt_at: entry.nextAttemptAt,
    may_have_arrived: entry.mayHaveArrived ? (1 as const) : (0 as const),
    error: entry.reason,
    updated_at: now.toISOString(),
  };
  await store.db
    .insertInto('reminder_ledger')
    .values({
      message_id: entry.messageId,
      user_id: store.userId,
      booking_id: entry.bookingId,
      kind: entry.kind,
      offset_minutes: entry.offsetMinutes,
      channel: entry.channel,
      machine: entry.machine,
      class_datetime: entry.startsAt,
      ...values,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'booking_id', 'kind', 'offset_minutes', 'channel', 'machine', 'class_datetime'])
        .doUpdateSet(values),
    )
    .execute();
}

/** Settles reminders that are not sent. An existing entry keeps its attempts. */
export async function saveVerdicts(
  store: Store,
  verdicts: readonly Verdict[],
  { newId, now }: { readonly newId: () => string; readonly now: Date },
): Promise<void> {
  for (const { state, reason, entry, ...planned } of verdicts) {
    const base: LedgerEntry = entry ?? newEntry(planned, planned.dueAt, newId());
    await saveEntry(store, { ...base, state, reason, nextAttemptAt: null }, now);
  }
}

/** An entry without attempts. */
export function newEntry(key: ReminderKey, dueAt: InstantText, messageId: string): LedgerEntry {
  return {
    messageId,
    bookingId: key.bookingId,
    kind: key.kind,
    offsetMinutes: key.offsetMinutes,
    channel: key.channel,
    machine: key.machine,
    startsAt: key.startsAt,
    state: 'pending',
    dueAt,
    claimedAt: null,
    sentAt: null,
    attempts: 0,
    nextAttemptAt: null,
    mayHaveArrived: false,
    reason: null,
  };
}

/** Which claims: those of a channel; on the desktop also of one machine, where one is named. */
export interface ClaimsOf {
  readonly channel: ChannelName;
  readonly machine?: string | null | undefined;
}

/**
 * Reopens claims of processes that have ended, since a second reminder is better than none. Returns their number. The
 * caller must be the only one to send by that channel.
 */
export async function releaseClaims(store: Store, { channel, machine }: ClaimsOf, now: Date): Promise<number> {
  const { numUpdatedRows } = await store.db
    .updateTable('reminder_ledger')
    .set({ state: 'pending', may_have_arrived: 1, next_attempt_at: null, updated_at: now.toISOString() })
    .where('user_id', '=', store.userId)
    .where('state', '=', 'sending')
    .where('channel', '=', channel)
    .$if(channel === 'desktop' && Boolean(machine), (claims) => claims.where('machine', 'in', ['', machine ?? '']))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
