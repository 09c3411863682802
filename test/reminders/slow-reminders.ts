import type { PlannedBooking } from '../../src/reminders/candidates.ts';
import type { ChannelName, ReminderKind } from '../../src/reminders/channel.ts';
import type { ReminderSettings } from '../../src/reminders/preferences.ts';

// What REMINDERS.md says, in the order in which it says it, minute by minute and without a plan: the other opinion that
// the plan is compared with. Times are minutes; the home zone is UTC.

interface Asked {
  readonly key: string;
  readonly kind: ReminderKind;
  readonly offset: number;
  /** Without quiet hours. */
  readonly wish: number;
  readonly at: number;
  readonly until: number;
}

/** Everything is sent at once, so what was once given up stays so. */
export class SlowReminders {
  readonly bookings = new Map<string, PlannedBooking>();
  readonly sent: string[] = [];
  settings: ReminderSettings;
  now: number;
  isAwake = true;
  /** By booking and channel: the starts the person was told of. */
  readonly #told = new Map<string, Set<string>>();
  readonly #done = new Set<string>();

  constructor(nowMs: number, settings: ReminderSettings) {
    this.now = minuteOf(nowMs);
    this.settings = settings;
  }

  passTo(ms: number): void {
    const end = minuteOf(ms);
    if (!this.isAwake) this.now = end;
    for (; this.now < end; this.now += 1) this.look();
    this.look();
  }

  /** A person's own change: what it makes past due is not sent. */
  byHand(change: () => void, ids: readonly string[]): void {
    const before = new Set(this.#everythingAsked(ids).map(({ key, wish }) => `${key} ${wish}`));
    const wereBooked = new Set(ids.filter((id) => this.bookings.has(id)));
    change();
    for (const { key, kind, wish, at, until } of this.#everythingAsked(ids)) {
      const isNotice = kind === 'moved' || kind === 'cancelled';
      const isOver = until <= this.now;
      if (before.has(`${key} ${wish}`) || Math.min(wish, at) > this.now) continue;
      if (isOver ? wereBooked.has(key.split(' ')[0] ?? '') : !isNotice) this.#done.add(key);
    }
  }

  look(): void {
    if (!this.isAwake) return;
    for (const booking of this.bookings.values()) {
      for (const channel of this.settings.channels) {
        // What is given up may set free what waited for it.
        for (let before = -1; before !== this.#done.size; ) {
          before = this.#done.size;
          this.#lookAt(booking, channel);
        }
      }
    }
  }

  #lookAt(booking: PlannedBooking, channel: ChannelName): void {
    const all = this.#asked(booking, channel);
    const left = () => all.filter(({ key, until }) => !this.#done.has(key) && until > this.now);
    // Class begun: never sent.
    for (const { key, until } of all) if (until <= this.now) this.#done.add(key);
    // Folded into a warning.
    const isNear = (one: Asked, warning: Asked) =>
      one.kind === 'class' && warning.kind === 'cancel_by' && Math.abs(one.at - warning.at) <= 60;
    for (const one of left()) {
      if (all.some((each) => isNear(one, each) && this.#isSent(each.key))) this.#done.add(one.key);
    }
    const mine = left().filter((one) => !left().some((warning) => isNear(one, warning)));
    // Late.
    const later = mine.filter(({ at }) => at > this.now);
    for (const { key, kind, offset, at, until } of mine) {
      if (this.now - at <= 1 || offset === 0) continue;
      const nexts = kind === 'cancel_by' ? later.filter((each) => each.kind === 'cancel_by') : later;
      const isTooLateForMail = channel === 'email' && until - this.now < 10;
      if (isTooLateForMail || nexts.some((next) => next.at - this.now <= 15)) this.#done.add(key);
    }
    // Several due: the nearest.
    const due = mine.filter(({ key, at }) => at <= this.now && !this.#done.has(key));
    const weight = ({ kind }: Asked) => (kind === 'class' ? 0 : kind === 'cancel_by' ? 1 : 2);
    const [first] = [...due].sort((a, b) => weight(b) - weight(a) || b.wish - a.wish);
    for (const { key } of due) this.#done.add(key);
    // Also what waits for another warning than the one that goes out.
    for (const one of left()) if (first && one.at <= this.now && !isNear(one, first)) this.#done.add(one.key);
    if (!first) return;
    this.sent.push(`${this.now} ${first.key}`);
    if (first.kind === 'cancelled') return;
    const told = `${booking.id} ${channel}`;
    this.#told.set(told, (this.#told.get(told) ?? new Set()).add(booking.startsAt));
  }

  #everythingAsked(ids: readonly string[]): Asked[] {
    const bookings = ids.map((id) => this.bookings.get(id));
    return bookings.flatMap((booking) =>
      booking?.status === 'booked' ? this.settings.channels.flatMap((channel) => this.#asked(booking, channel)) : [],
    );
  }

  #asked(booking: PlannedBooking, channel: ChannelName): Asked[] {
    const { isEnabled, offsetsMinutes, cancelByOffsetsMinutes } = this.settings;
    const { status } = booking;
    if (!isEnabled) return [];
    const start = minuteOf(Date.parse(booking.startsAt));
    const told = this.#told.get(`${booking.id} ${channel}`) ?? new Set<string>();
    const one = (kind: ReminderKind, offset: number, wish: number, next: number, until: number): Asked => {
      const key = `${booking.id} ${kind} ${offset} ${channel} ${booking.startsAt}`;
      const lead = offset === 0 ? until - wish : offset;
      const at = channel === 'desktop' && lead >= 180 ? this.#outOfQuiet(wish, next) : wish;
      return { key, kind, offset, wish, at, until };
    };
    if (status === 'cancelled') {
      const wasAhead = booking.cancelledAt !== null && booking.cancelledAt < booking.startsAt;
      return wasAhead && told.size > 0 ? [one('cancelled', 0, this.now, start, start)] : [];
    }
    if (status !== 'booked') return [];
    const asked: Asked[] = [];
    if ([...told].some((other) => other !== booking.startsAt)) asked.push(one('moved', 0, this.now, start, start));
    if (booking.cancelBy !== null) {
      const limit = minuteOf(Date.parse(booking.cancelBy));
      cancelByOffsetsMinutes.forEach((offset, index) => {
        const next = limit - (cancelByOffsetsMinutes[index + 1] ?? 0);
        asked.push(one('cancel_by', offset, limit - offset, next, Math.min(limit, start)));
      });
    }
    offsetsMinutes.forEach((offset, index) => {
      asked.push(one('class', offset, start - offset, start - (offsetsMinutes[index + 1] ?? 0), start));
    });
    return asked;
  }

  /** To the end of the quiet hours where that leaves 15 minutes, else to the minute before them; by walking. */
  #outOfQuiet(wish: number, next: number): number {
    const endOf = (from: number): number => {
      let minute = from;
      while (this.#isQuiet(minute)) minute += 1;
      return minute;
    };
    let at = wish;
    if (this.#isQuiet(wish)) {
      at = endOf(wish);
      if (at > next - 15) for (at = wish; this.#isQuiet(at); ) at -= 1;
    }
    if (at > this.now || !this.#isQuiet(this.now)) return at;
    const end = endOf(this.now);
    return end <= next - 15 ? end : at;
  }

  #isQuiet(minute: number): boolean {
    const { quietHours } = this.settings;
    if (quietHours === null) return false;
    const time = new Date(minute * 60_000).toISOString().slice(11, 16);
    const { from, to } = quietHours;
    return from < to ? time >= from && time < to : time >= from || time < to;
  }

  #isSent(key: string): boolean {
    return this.sent.some((line) => line.endsWith(` ${key}`));
  }
}

function minuteOf(ms: number): number {
  return Math.floor(ms / 60_000);
}
