import type { Database } from '../db/engine.ts';
import type { Channel, ReminderMessage } from '../reminders/channel.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';
import type { ReminderStyle } from '../reminders/reminder-text.ts';
import type { LocalDate } from '../time/civil.ts';
import type { DaemonEvent } from './daemon-event.ts';

/** The result of asking one feed. */
export interface FeedAnswer {
  /** The name that the person gave it. */
  readonly feed: string;
  /** In words. */
  readonly result: string;
  readonly hasFailed: boolean;
}

/** Mailboxes whose server announces new mails. */
export interface MailboxWatch {
  /** Finds the present mailboxes, and reads those that are due. The results are reported later. */
  readonly look: () => Promise<void>;
  /** Closes all connections at once. */
  readonly end: () => Promise<void>;
}

/** The present settings. */
export interface DaemonConfig {
  readonly channels: readonly Channel[];
  readonly clock: ReminderStyle['clock'];
}

/** What the daemon works with. compose-daemon.ts makes it. */
export interface DaemonParts {
  readonly context: ReminderContext;
  /** The file behind `context`. */
  readonly database: Pick<Database, 'path' | 'place' | 'revisionOf'>;
  /** Called at every tick, so it must be cheap. Returns another object where something changed. */
  readonly config: () => DaemonConfig;
  readonly tell: (event: DaemonEvent) => void;
  readonly signal: AbortSignal;
  /**
   * Called at the start and when the local date changes: renews statistics. Returns notices that the person should see
   * once.
   */
  readonly onDay?: (today: LocalDate) => Promise<readonly ReminderMessage[]>;
  /**
   * Called at the start, every hour, and after another process has written: asks the feeds that are due. May change
   * bookings.
   */
  readonly askFeeds?: (signal: AbortSignal) => Promise<readonly FeedAnswer[]>;
  /**
   * Called once, when the loop begins. Mailboxes are checked together with feeds. `hear` gets the result of each
   * reading, which may have changed bookings.
   */
  readonly watchMailboxes?: (hear: (answer: FeedAnswer) => Promise<void>, signal: AbortSignal) => MailboxWatch;
  /**
   * Called after these: updates what is outside of the database. An error is reported, and the call is repeated
   * after an hour.
   */
  readonly follow?: () => Promise<void>;
  /** Called after every turn, with the latest error. */
  readonly onTick?: (lastError: string | null) => void;
}
