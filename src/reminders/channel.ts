import type { Booking } from '../bookings/booking.ts';
import { UsageError } from '../errors.ts';
import { quoted } from '../time/when.ts';

export const CHANNEL_NAMES = ['desktop', 'email', 'webhook'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** Checks channel names. Throws UsageError for an unknown name. */
export function checkChannelNames(names: readonly unknown[]): readonly ChannelName[] {
  for (const name of names) {
    if ((CHANNEL_NAMES as readonly unknown[]).includes(name)) continue;
    const said = typeof name === 'string' ? quoted(name) : `“${typeof name}”`;
    throw new UsageError('unknown_channel', `There is no channel ${said}.`, `There are ${CHANNEL_NAMES.join(', ')}.`);
  }
  return names as readonly ChannelName[];
}

/**
 * What a reminder is about. A `notice` is a message of the program itself, not about a booking ("2 classes wait in your
 * inbox").
 */
export const REMINDER_KINDS = ['class', 'cancel_by', 'moved', 'cancelled'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** A message that is ready to be shown. Channels format it but do not change its words. */
export interface ReminderMessage {
  /** A UUID that stays the same at every attempt. It comes from the ledger, if there is an entry. */
  readonly messageId: string;
  readonly kind: ReminderKind | 'notice';
  /** One line of plain text, such as `Spin 45 in 1 h`. */
  readonly title: string;
  /** Plain text; lines are separated by `\n`. */
  readonly body: string;
  /** `critical`: costs money or is about to begin. `low`: can wait. */
  readonly urgency: 'low' | 'normal' | 'critical';
  /** The booking as it was when the message was claimed; null for a notice. */
  readonly booking: Booking | null;
  /** The instant for which the text is true ("in 1 h"). */
  readonly now: Date;
  /** The home zone of the person (IANA). */
  readonly homeZone: string;
}

/**
 * `retry`: a temporary failure. With `transmitted`, the other side may have the message already, so it is tried only
 * once more. `failed` is final. `error` is one line without secrets.
 */
export type SendResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry'; readonly error: string; readonly transmitted?: boolean }
  | { readonly outcome: 'failed'; readonly error: string };

/**
 * A way to reach a person. `send` has its own time limits and never throws: every failure is a result. When `signal`
 * aborts, it stops at once, and its result is ignored.
 */
export interface Channel {
  readonly name: ChannelName;
  send(message: ReminderMessage, signal: AbortSignal): Promise<SendResult>;
}
