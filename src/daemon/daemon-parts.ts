import type { Database } from '../db/engine.ts';
import type { Channel, ChannelName, ReminderMessage } from '../reminders/channel.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';
import type { ReminderStyle } from '../reminders/reminder-text.ts';
import type { LocalDate } from '../time/civil.ts';
import type { DaemonEvent } from './daemon-event.ts';
import type { Leases } from './leases.ts';

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

/** An account of the database. */
export interface PresentAccount {
  readonly id: string;
  readonly name: string;
}

/** What the daemon does for one account. compose-account.ts makes it. */
export interface AccountParts {
  readonly context: ReminderContext;
  /** Called at every tick, so it must be cheap. Returns another object where something changed. */
  readonly config: () => DaemonConfig;
  /** Called after a write: reads the settings that the person keeps in the database. */
  readonly renew?: () => Promise<void>;
  /** The channels by which this daemon sends for the account; all where absent. */
  readonly serves?: readonly ChannelName[] | undefined;
  /**
   * Called at the start and when the local date changes: renews statistics, where `isInCharge`. Returns notices that the
   * person should see once.
   */
  readonly onDay?: (today: LocalDate, isInCharge: boolean) => Promise<readonly ReminderMessage[]>;
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
  /** Called where a program on another machine may have written: the next `follow` compares everything. */
  readonly noteOthers?: () => void;
  /**
   * Called after these: updates what is outside of the database. An error is reported, and the call is repeated
   * after an hour.
   */
  readonly follow?: () => Promise<void>;
}

/** What the daemon works with: the parts of its own account, and what is of all. compose-daemon.ts makes it. */
export interface DaemonParts extends AccountParts {
  /** The database behind `context`. */
  readonly database: Pick<Database, 'path' | 'place' | 'revisions'>;
  /** `account` is the name of another account than the daemon's own, where the event is about one. */
  readonly tell: (event: DaemonEvent, account?: string | null) => void;
  readonly signal: AbortSignal;
  /** What this daemon does, of all that the daemons of a database share out. Absent where there can be no other. */
  readonly leases?: Leases;
  /** The other accounts, which this daemon serves too. */
  readonly others?: {
    /** Every account, the own one too. */
    readonly list: () => Promise<readonly PresentAccount[]>;
    readonly open: (account: PresentAccount) => Promise<AccountParts>;
  };
  /** Called after every turn, with the latest error. */
  readonly onTick?: (lastError: string | null) => void;
}
