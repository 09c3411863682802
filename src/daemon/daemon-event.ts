import type { ChannelName, ReminderKind } from '../reminders/channel.ts';
import type { Duty } from './lease.ts';

/** An event in the log of the daemon or on a terminal. It never contains a secret: the channels word the errors. */
export type DaemonEvent =
  | { readonly event: 'started'; readonly pid: number; readonly version: string; readonly database: string }
  | { readonly event: 'lost'; readonly database: string; readonly how: 'replaced' | 'gone' }
  | { readonly event: 'opened'; readonly database: string }
  | { readonly event: 'away'; readonly database: string; readonly error: string }
  | { readonly event: 'back'; readonly database: string }
  | { readonly event: 'duties'; readonly duties: readonly Duty[] }
  | { readonly event: 'released'; readonly claims: number }
  | ReminderEvent
  | { readonly event: 'notice'; readonly title: string }
  | { readonly event: 'day'; readonly date: string }
  | { readonly event: 'synced'; readonly feed: string; readonly result: string }
  | { readonly event: 'configured' }
  | { readonly event: 'error'; readonly doing: string; readonly error: string }
  | { readonly event: 'stopped' };

export interface ReminderEvent {
  readonly event: 'sent' | 'retry' | 'failed' | 'unknown' | 'dropped' | 'aborted';
  /** Null where no message was written. */
  readonly title: string | null;
  readonly bookingId: string;
  readonly kind: ReminderKind;
  readonly offsetMinutes: number;
  readonly channel: ChannelName;
  readonly dueAt: string;
  /** Milliseconds from due to sent. */
  readonly lateMs: number | null;
  readonly attempts: number;
  readonly error: string | null;
}

/**
 * An event with the instant at which it happened. `account` is the name of the account that it is about; null for the
 * daemon's own, and for the daemon itself.
 */
export type LoggedEvent = { readonly at: string; readonly account: string | null } & DaemonEvent;
