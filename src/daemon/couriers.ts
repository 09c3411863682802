import type { Channel, ChannelName, ReminderMessage } from '../reminders/channel.ts';
import { type Delivery, deliverReminder, sendMessage } from '../reminders/deliver-reminder.ts';
import type { ReminderKey } from '../reminders/ledger-entry.ts';
import type { ReminderAgenda } from '../reminders/reminder-agenda.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';
import type { ReminderStyle } from '../reminders/reminder-text.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { command, words } from '../words.ts';
import type { DaemonEvent } from './daemon-event.ts';

/** The pause after an error of the database. */
const REST_MS = 1000;

export interface CourierOptions {
  readonly context: ReminderContext;
  readonly agenda: ReminderAgenda;
  /** The channels that this daemon sends by at present. The others are left to other daemons. */
  readonly serves: () => readonly ChannelName[];
  /** Does the work of a channel when its turn has come, where accounts share the channel. */
  readonly inTurn?: ((channel: ChannelName, work: () => Promise<void>) => Promise<void>) | undefined;
  readonly channels: () => readonly Channel[];
  readonly clock: () => ReminderStyle['clock'];
  readonly tell: (event: DaemonEvent) => void;
  readonly fail: (doing: string, error: unknown) => void;
  readonly signal: AbortSignal;
  /** Called when a courier has finished. */
  readonly onReturn: () => void;
}

/**
 * One courier for each channel. They work independently, so a dead mail server never delays the desktop. Each sends one
 * message at a time, so a kill repeats at most one message of each channel.
 */
export class Couriers {
  readonly #options: CourierOptions;
  readonly #underway = new Map<ChannelName, Promise<void>>();
  readonly #restUntilMs = new Map<ChannelName, number>();
  readonly #notices: ReminderMessage[] = [];
  /** Channels whose refusal was shown to the person. A channel that delivers again is removed. */
  readonly #complained = new Set<ChannelName>();

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Starts each idle courier that has something to send; gives whether there was one. */
  dispatch(): boolean {
    const ready = this.#options.serves().filter((name) => !this.#underway.has(name) && this.#hasWork(name));
    for (const name of ready) this.#underway.set(name, this.#tour(name));
    return ready.length > 0;
  }

  async #tour(name: ChannelName): Promise<void> {
    const { context, fail, onReturn } = this.#options;
    try {
      await this.#carryAll(name);
      this.#underway.delete(name);
      onReturn();
    } catch (error) {
      // Do not wake the loop: the database would refuse the same thing again at once.
      this.#restUntilMs.set(name, context.clock.now().getTime() + REST_MS);
      this.#underway.delete(name);
      fail(`sending by ${name}`, error);
    }
  }

  /** Shows a notice on the desktop, once, if the desktop is that of the person. It is not about a booking, so it is not in the ledger. */
  notify(message: ReminderMessage): void {
    if (this.#options.serves().includes('desktop')) this.#notices.push(message);
  }

  /** Waits until every courier is idle. */
  async settled(): Promise<void> {
    await Promise.all(this.#underway.values());
  }

  #hasWork(name: ChannelName): boolean {
    const { agenda, context, signal } = this.#options;
    if (signal.aborted || context.clock.now().getTime() < (this.#restUntilMs.get(name) ?? 0)) return false;
    return agenda.due(name) !== null || (name === 'desktop' && this.#notices.length > 0);
  }

  async #carryAll(name: ChannelName): Promise<void> {
    const { agenda, serves, signal, inTurn = (_, work) => work() } = this.#options;
    while (!signal.aborted && serves().includes(name)) {
      if (agenda.due(name)) await inTurn(name, () => this.#carryNext(name));
      else if (name === 'desktop' && this.#notices.length > 0) await this.#carryNotice();
      else return;
    }
  }

  async #carryNext(name: ChannelName): Promise<void> {
    const { agenda, signal } = this.#options;
    const planned = agenda.due(name);
    if (planned && !signal.aborted) await this.#carry(planned);
  }

  async #carry(planned: ReminderKey & { readonly dueAt: string }): Promise<void> {
    const { context, agenda, clock, signal, fail } = this.#options;
    const onTrouble = (error: unknown): void => fail('writing the ledger', error);
    const channel = this.#channel(planned.channel);
    const delivery = await deliverReminder(context, channel, planned, { clock: clock(), signal, onTrouble });
    // It was the claim that found out: another daemon sends it.
    if (delivery.outcome === 'dropped' && !this.#options.serves().includes(planned.channel)) return;
    this.#options.tell(toEvent(planned, delivery));
    if (delivery.outcome === 'confirmed') this.#watch(delivery.entry);
    if (delivery.outcome !== 'aborted') await agenda.refresh([planned.bookingId]);
  }

  async #carryNotice(): Promise<void> {
    const notice = this.#notices.shift();
    if (notice === undefined) return;
    const result = await sendMessage(this.#channel('desktop'), notice, this.#options.signal);
    if (result?.outcome === 'sent') this.#options.tell({ event: 'notice', title: notice.title });
    else if (result) this.#options.fail('showing a notice', result.error);
  }

  /** A final refusal, such as a wrong password, is shown on the desktop once. */
  #watch({ channel, state, reason }: { channel: ChannelName; state: string; reason: string | null }): void {
    if (state === 'sent') this.#complained.delete(channel);
    if (state !== 'failed' || channel === 'desktop' || this.#complained.has(channel)) return;
    this.#complained.add(channel);
    const { context } = this.#options;
    this.notify({
      messageId: context.newId(),
      kind: 'notice',
      title: `numina cannot remind you by ${channel}`,
      body: wordForTerminal(words`${reason ?? ''}\n${command('reminders test')} tries it again.`).trim(),
      urgency: 'normal',
      booking: null,
      now: context.clock.now(),
      homeZone: context.homeZone(),
    });
  }

  #channel(name: ChannelName): Channel {
    return this.#options.channels().find((channel) => channel.name === name) ?? notSetUp(name);
  }
}

/**
 * Stands in for a channel without settings. Its reminders are tried until the class begins: settings may still come.
 */
function notSetUp(name: ChannelName): Channel {
  return { name, send: async () => ({ outcome: 'retry', error: `${name} is not set up` }) };
}

function toEvent(planned: ReminderKey & { readonly dueAt: string }, delivery: Delivery): DaemonEvent {
  const { bookingId, kind, offsetMinutes, channel } = planned;
  const entry = delivery.outcome === 'dropped' ? null : delivery.entry;
  const dueAt = entry?.dueAt ?? planned.dueAt;
  return {
    event: delivery.outcome === 'confirmed' ? eventOf(delivery.entry.state) : delivery.outcome,
    title: delivery.outcome === 'dropped' ? null : delivery.title,
    bookingId,
    kind,
    offsetMinutes,
    channel,
    dueAt,
    lateMs: entry?.sentAt ? Date.parse(entry.sentAt) - Date.parse(dueAt) : null,
    attempts: entry?.attempts ?? 0,
    error: entry?.reason ?? null,
  };
}

function eventOf(state: string): 'sent' | 'failed' | 'unknown' | 'retry' {
  return state === 'sent' || state === 'failed' || state === 'unknown' ? state : 'retry';
}
