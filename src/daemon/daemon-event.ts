import type { ChannelName, ReminderKind } from '../reminders/channel.ts';

/** What a daemon tells of its work, in its log and on a terminal. Never a secret: errors are those of the channels. */
export type DaemonEvent =
  | { readonly event: 'started'; readonly pid: number; readonly version: string; readonly database: string }
  | { readonly event: 'lost'; readonly database: string; readonly how: 'replaced' | 'gone' }
  | { readonly event: 'opened'; readonly database: string }
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
  /** Null where nothing was written. */
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

/** An event with the instant at which it happened. */
export type LoggedEvent = { readonly at: string } & DaemonEvent;
