import type { PlannedBooking } from '../../src/reminders/candidates.ts';
import type { ChannelName } from '../../src/reminders/channel.ts';
import { type LedgerEntry, type ReminderKey, sameKey, type Verdict } from '../../src/reminders/ledger-entry.ts';
import { planSkipped } from '../../src/reminders/plan-skipped.ts';
import { DEFAULT_PREFERENCES, type ReminderSettings } from '../../src/reminders/preferences.ts';
import { newEntry } from '../../src/reminders/reminder-ledger.ts';
import { planBookingReminders } from '../../src/reminders/reminder-plan.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export interface Sent extends ReminderKey {
  readonly atMs: number;
}

/** Settings with nothing special about them, and whatever a test says. */
export function settingsWith(fields: Partial<ReminderSettings> = {}): ReminderSettings {
  return { ...DEFAULT_PREFERENCES.general, ...fields };
}

/** A booked place, and whatever a test says. */
export function placeWith(fields: Partial<PlannedBooking> = {}): PlannedBooking {
  return {
    id: 'a',
    status: 'booked',
    classType: null,
    startsAt: '2026-11-24T18:00:00.000Z',
    cancelBy: null,
    cancelledAt: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    ...fields,
  };
}

/** A daemon without a database: what is planned is sent at once, on channels that always work. */
export class Player {
  readonly bookings = new Map<string, PlannedBooking>();
  entries: LedgerEntry[] = [];
  readonly sent: Sent[] = [];
  readonly verdicts: (Verdict & { readonly atMs: number })[] = [];
  settings: ReminderSettings;
  nowMs: number;
  isAwake = true;
  readonly #homeZone: string;

  constructor(now: string | number, settings: Partial<ReminderSettings> = {}, homeZone = 'UTC') {
    this.nowMs = new Date(now).getTime();
    this.settings = settingsWith(settings);
    this.#homeZone = homeZone;
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }

  /** What a person does by hand; `isFound` is what a source brought. */
  put(fields: Partial<PlannedBooking>, isFound = false): void {
    const id = fields.id ?? 'a';
    const before = this.bookings.get(id) ?? null;
    const after = before ? { ...before, ...fields } : placeWith({ createdAt: this.now, ...fields });
    this.bookings.set(id, after);
    if (!isFound && after.status === 'booked') {
      const subject = (booking: PlannedBooking | null) => booking && { booking, settings: this.settings };
      this.#skip(planSkipped(subject(before), { booking: after, settings: this.settings }, this.#of(id), this.#moment));
    }
    this.look();
  }

  remove(id: string): void {
    this.bookings.delete(id);
    this.look();
  }

  prefer(fields: Partial<ReminderSettings>): void {
    const after = { ...this.settings, ...fields };
    for (const booking of this.bookings.values()) {
      const subject = (settings: ReminderSettings) => ({ booking, settings });
      if (booking.status !== 'booked' || Date.parse(booking.startsAt) <= this.nowMs) continue;
      this.#skip(planSkipped(subject(this.settings), subject(after), this.#of(booking.id), this.#moment));
    }
    this.settings = after;
    this.look();
  }

  /** Lets time pass: awake, with a look whenever the plan asks for one; asleep, without any. */
  passTo(time: string | number): void {
    const untilMs = new Date(time).getTime();
    while (this.isAwake) {
      const nextMs = this.look();
      if (nextMs > untilMs) break;
      this.nowMs = nextMs;
    }
    this.nowMs = untilMs;
    this.look();
  }

  /** Plans, sends and writes down; when the plan wants to be asked again. */
  look(): number {
    if (!this.isAwake) return Number.POSITIVE_INFINITY;
    const ids = new Set([...this.bookings.keys(), ...this.entries.map(({ bookingId }) => bookingId)]);
    let nextMs = Number.POSITIVE_INFINITY;
    for (const id of ids) {
      // One by one, as a courier does.
      for (let plan = this.plan(id); ; plan = this.plan(id)) {
        for (const { state, reason, ...planned } of plan.verdicts) {
          this.verdicts.push({ ...planned, state, reason, atMs: this.nowMs });
          this.#write({ ...(planned.entry ?? newEntry(planned, planned.dueAt, 'm')), state, reason });
        }
        const [first] = plan.due;
        if (!first && plan.verdicts.length > 0) continue;
        if (!first) {
          nextMs = Math.min(nextMs, plan.nextMs);
          break;
        }
        this.sent.push({ ...keyOf(first), atMs: this.nowMs });
        const entry = first.entry ?? newEntry(first, first.dueAt, 'm');
        this.#write({ ...entry, state: 'sent', sentAt: this.now, reason: null });
      }
    }
    return nextMs;
  }

  plan(id: string) {
    return planBookingReminders(this.bookings.get(id) ?? null, this.settings, this.#of(id), this.#moment);
  }

  /** Puts a line into the ledger by hand. */
  enter(fields: Partial<LedgerEntry>): void {
    const key = { bookingId: 'a', kind: 'class', offsetMinutes: 60, channel: 'desktop', machine: '' } as const;
    const startsAt = this.bookings.get('a')?.startsAt ?? this.now;
    this.#write({ ...newEntry({ ...key, startsAt, ...fields }, this.now, 'm'), ...fields });
  }

  /** `class 1440 desktop` of everything that was sent, in order. */
  get messages(): string[] {
    return this.sent.map(({ kind, offsetMinutes, channel }) => [kind, offsetMinutes, channel].join(' '));
  }

  stateOf(kind: ReminderKey['kind'], offsetMinutes: number, channel: ChannelName = 'desktop') {
    const { startsAt } = this.bookings.get('a') ?? {};
    const found = this.entries.find(
      (entry) =>
        entry.kind === kind &&
        entry.offsetMinutes === offsetMinutes &&
        entry.channel === channel &&
        entry.startsAt === startsAt,
    );
    return found && `${found.state}${found.reason === null ? '' : `: ${found.reason}`}`;
  }

  get #moment() {
    return { nowMs: this.nowMs, homeZone: this.#homeZone };
  }

  #of(id: string): LedgerEntry[] {
    return this.entries.filter(({ bookingId }) => bookingId === id);
  }

  #skip(verdicts: readonly Verdict[]): void {
    for (const { state, reason, entry, ...planned } of verdicts) {
      this.#write({ ...(entry ?? newEntry(planned, planned.dueAt, 'm')), state, reason });
    }
  }

  #write(entry: LedgerEntry): void {
    this.entries = [...this.entries.filter((each) => !sameKey(each, entry)), entry];
  }
}

function keyOf({ bookingId, kind, offsetMinutes, channel, machine, startsAt }: ReminderKey): ReminderKey {
  return { bookingId, kind, offsetMinutes, channel, machine, startsAt };
}
