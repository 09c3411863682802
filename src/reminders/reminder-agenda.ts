import type { ChannelName } from './channel.ts';
import type { PlannedReminder } from './ledger-entry.ts';
import { readPlannedIds } from './plan-reminders.ts';
import type { BookingPlan } from './reminder-plan.ts';
import { type ReminderContext, settleReminders } from './reminder-service.ts';

/** Bookings planned at a time: few enough that their memory is collected early and cheaply. */
const PAGE = 100;

/**
 * The plan of all bookings, in memory, so that an idle daemon makes no query. It is made anew when another process has
 * written, and for one booking when that comes due. It may be slightly out of date; the claim checks that.
 */
export class ReminderAgenda {
  readonly #context: ReminderContext;
  /** When a booking is to be planned anew, by its id. */
  readonly #wakeMs = new Map<string, number>();
  readonly #due = new Map<string, readonly PlannedReminder[]>();
  #nextMs = Number.POSITIVE_INFINITY;
  /** Changes run one after the other: else a slow one would overwrite the result of a later, quick one. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: ReminderContext) {
    this.#context = context;
  }

  /** The next moment at which something changes by itself, in milliseconds; infinity for never. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** What is due on a channel now, the class that begins first before the others; null for nothing. */
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
