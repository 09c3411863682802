import type { ChannelName } from './channel.ts';
import type { PlannedReminder } from './ledger-entry.ts';
import { readPlannedIds } from './plan-reminders.ts';
import type { BookingPlan } from './reminder-plan.ts';
import { type ReminderContext, settleReminders } from './reminder-service.ts';

/** Bookings are planned in pages. Small pages let memory be freed early. */
const PAGE = 100;

/**
 * The plans of all bookings, in memory, so that an idle daemon makes no queries. Everything is planned again after
 * another process has written; one booking is planned again when its time comes. A plan may be slightly out of date:
 * the claim checks again.
 */
export class ReminderAgenda {
  readonly #context: ReminderContext;
  /** When to plan a booking again, by its id (ms). */
  readonly #wakeMs = new Map<string, number>();
  readonly #due = new Map<string, readonly PlannedReminder[]>();
  #nextMs = Number.POSITIVE_INFINITY;
  /** Changes run one after another. Otherwise a slow one could overwrite the result of a later, fast one. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: ReminderContext) {
    this.#context = context;
  }

  /** When something changes next without a write (ms); infinity for never. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** The reminder to send on a channel now: that of the class that begins first. Null where nothing is due. */
  due(channel: ChannelName): PlannedReminder | null {
    let first: PlannedReminder | null = null;
    for (const due of this.#due.values()) {
      for (const planned of due) {
        if (planned.channel === channel && (first === null || planned.expiresAt < first.expiresAt)) first = planned;
      }
    }
    return first;
  }

  /** Plans everything anew. */
  reload(): Promise<void> {
    return this.#exclusively(async () => {
      const { store, clock } = this.#context;
      const ids = await readPlannedIds(store, clock.now().getTime());
      const known = new Set(ids);
      for (const id of this.#wakeMs.keys()) if (!known.has(id)) this.#remember(id, undefined);
      for (let first = 0; first < ids.length; first += PAGE) await this.#settle(ids.slice(first, first + PAGE));
    });
  }

  /** Plans these bookings anew. */
  refresh(ids: readonly string[]): Promise<void> {
    return this.#exclusively(() => this.#settle(ids));
  }

  /** Plans anew the bookings whose time has come. */
  async advance(nowMs: number): Promise<void> {
    if (nowMs < this.#nextMs) return;
    const ids = [...this.#wakeMs].flatMap(([id, wakeMs]) => (wakeMs <= nowMs ? [id] : []));
    if (ids.length > 0) await this.refresh(ids);
  }

  async #settle(ids: readonly string[]): Promise<void> {
    const plans = await settleReminders(this.#context, ids);
    for (const id of ids) this.#remember(id, plans.get(id));
  }

  #remember(id: string, plan: BookingPlan | undefined): void {
    if (plan === undefined) this.#wakeMs.delete(id);
    else this.#wakeMs.set(id, plan.nextMs);
    if (plan === undefined || plan.due.length === 0) this.#due.delete(id);
    else this.#due.set(id, plan.due);
  }

  #exclusively(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work).finally(() => {
      this.#nextMs = earliest(this.#wakeMs.values());
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function earliest(times: Iterable<number>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const time of times) first = Math.min(first, time);
  return first;
}
