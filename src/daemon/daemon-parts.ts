import type { Database } from '../db/open.ts';
import type { Channel, ReminderMessage } from '../reminders/channel.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';
import type { ReminderStyle } from '../reminders/reminder-text.ts';
import type { LocalDate } from '../time/civil.ts';
import type { DaemonEvent } from './daemon-event.ts';

/** What came of asking a feed. */
export interface FeedAnswer {
  /** What the person calls it. */
  readonly feed: string;
  /** In words. */
  readonly result: string;
  readonly hasFailed: boolean;
}

/** What the settings say at the moment. */
export interface DaemonConfig {
  readonly channels: readonly Channel[];
  readonly clock: ReminderStyle['clock'];
}

/** What a daemon works with; the composition root makes it. */
export interface DaemonParts {
  readonly context: ReminderContext;
  /** The file behind `context`. */
  readonly database: Pick<Database, 'path' | 'place' | 'stamp'>;
  /** Cheap while nothing changed, for it is asked at every tick; another object where something did. */
  readonly config: () => DaemonConfig;
  readonly tell: (event: DaemonEvent) => void;
  readonly signal: AbortSignal;
  /** On start and when the local date changes: statistics rolled. Gives what the person should see, once. */
  readonly onDay?: (today: LocalDate) => Promise<readonly ReminderMessage[]>;
  /** On start, every hour, and when another process has written: feeds asked that are due. It may change bookings. */
  readonly askFeeds?: (signal: AbortSignal) => Promise<readonly FeedAnswer[]>;
  /**
   * After either of them: what lies outside the database follows what they changed. What it throws is told, and it is
   * called again after an hour at most.
   */
  readonly follow?: () => Promise<void>;
  /** After every look around, with the latest trouble. */
  readonly onTick?: (lastError: string | null) => void;
}
