import type { Booking } from '../bookings/booking.ts';
import { UsageError } from '../errors.ts';
import { quoted } from '../time/when.ts';

export const CHANNEL_NAMES = ['desktop', 'email', 'webhook'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** The channels of these names, as said. Throws UsageError for one that there is none of. */
export function checkChannelNames(names: readonly unknown[]): readonly ChannelName[] {
  for (const name of names) {
    if ((CHANNEL_NAMES as readonly unknown[]).includes(name)) continue;
    const said = typeof name === 'string' ? quoted(name) : `“${typeof name}”`;
    throw new UsageError('unknown_channel', `There is no channel ${said}.`, `There are ${CHANNEL_NAMES.join(', ')}.`);
  }
  return names as readonly ChannelName[];
}

/** What a reminder is about; `notice` is the program's own word ("2 classes wait in your inbox"), of no one booking. */
export const REMINDER_KINDS = ['class', 'cancel_by', 'moved', 'cancelled'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** One message, ready to be shown: channels format it but do not change its words. */
export interface ReminderMessage {
  /** A UUID that stays the same however often the message is tried; from the ledger's row where there is one. */
  readonly messageId: string;
  readonly kind: ReminderKind | 'notice';
  /** One line of plain text, such as `Spin 45 in 1 h`. */
  readonly title: string;
  /** Plain text, lines divided by `\n`. */
  readonly body: string;
  /** `critical` is what costs money or is about to begin; `low` can wait. */
  readonly urgency: 'low' | 'normal' | 'critical';
  /** The booking as it was read when the message was claimed; null for a notice. */
  readonly booking: Booking | null;
  /** The instant at which the text is true ("in 1 h"). */
  readonly now: Date;
  /** The person's own zone, IANA. */
  readonly homeZone: string;
}

/**
 * `retry` is a fault that may pass; `transmitted` where the other side may already have the message, so that it is
 * tried once more and no oftener. `failed` is final. `error` is one line, without secrets.
 */
export type SendResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry'; readonly error: string; readonly transmitted?: boolean }
  | { readonly outcome: 'failed'; readonly error: string };

/**
 * A way to reach a person. `send` takes as long as its own time limits say and never throws: whatever goes wrong
 * is a result. When `signal` aborts it gives up at once; what it then returns is not read.
 */
export interface Channel {
  readonly name: ChannelName;
  send(message: ReminderMessage, signal: AbortSignal): Promise<SendResult>;
}
