import { sleep } from '../time/sleep.ts';
import type { Channel, ReminderMessage, SendResult } from './channel.ts';
import type { LedgerEntry, ReminderKey } from './ledger-entry.ts';
import { claimReminder, confirmReminder, type ReminderContext, reviewClaim } from './reminder-service.ts';
import { composeReminder, type ReminderStyle } from './reminder-text.ts';

/**
 * The outcome of a reminder. `dropped`: it is no longer wanted. `aborted`: the process was stopped; the next start
 * sends it again.
 */
export type Delivery =
  | { readonly outcome: 'dropped' }
  | { readonly outcome: 'aborted' | 'confirmed'; readonly entry: LedgerEntry; readonly title: string };

/** The wait before a confirmation is written again that the database refused (ms). */
const CONFIRM_AGAIN_MS = 1000;

export interface DeliveryOptions {
  readonly clock: ReminderStyle['clock'];
  readonly signal: AbortSignal;
  /** Called where a confirmation could not be written yet. */
  readonly onTrouble: (error: unknown) => void;
}

/** Claims, sends and confirms a reminder. Throws errors of the database before anything is sent. */
export async function deliverReminder(
  context: ReminderContext,
  channel: Channel,
  key: ReminderKey,
  { clock, signal, onTrouble }: DeliveryOptions,
): Promise<Delivery> {
  const claimed = await claimReminder(context, key);
  if (claimed === null || !(await reviewClaim(context, claimed))) return { outcome: 'dropped' };
  const { entry, booking, toldStartsAt } = claimed;
  const parts = { messageId: entry.messageId, kind: entry.kind, booking, toldStartsAt, now: context.clock.now() };
  const message = composeReminder(parts, { homeZone: context.homeZone(), clock });
  const result = await sendMessage(channel, message, signal);
  const { title } = message;
  if (result === null) return { outcome: 'aborted', entry, title };
  for (;;) {
    try {
      return { outcome: 'confirmed', entry: await confirmReminder(context, claimed, result), title };
    } catch (error) {
      // The message was sent. Without this record it would be sent again.
      onTrouble(error);
      if (!(await sleep(CONFIRM_AGAIN_MS, signal))) return { outcome: 'aborted', entry, title };
    }
  }
}

/** The answer of the channel; null where `signal` aborted first. */
export async function sendMessage(
  channel: Channel,
  message: ReminderMessage,
  signal: AbortSignal,
): Promise<SendResult | null> {
  if (signal.aborted) return null;
  let stop = (): void => undefined;
  const aborted = new Promise<null>((resolve) => {
    stop = () => resolve(null);
    signal.addEventListener('abort', stop, { once: true });
  });
  const sending = channel.send(message, signal).catch(
    // A channel should never throw. If one does, it must not end the daemon.
    (error: unknown): SendResult => ({
      outcome: 'retry',
      error: error instanceof Error ? error.message : String(error),
    }),
  );
  try {
    const result = await Promise.race([sending, aborted]);
    return signal.aborted ? null : result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
