import type { AccountRegister } from './accounts/account-service.ts';
import type { Achievement } from './attendance/achievements/achievements.ts';
import type { AttendanceContext } from './attendance/attendance-context.ts';
import type { DatedChange } from './attendance/streak/target-service.ts';
import type { Booking } from './bookings/booking.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import type { ExportParts } from './calendar/export-service.ts';
import type { ShareContext } from './calendar/shares/share-service.ts';
import type { VdirFollower } from './calendar/vdir-follower.ts';
import type { Settings } from './config/settings.ts';
import type { DateTarget } from './config/weekly-target-setting.ts';
import type { Database, ServerAccess } from './db/engine.ts';
import type { CodeCache } from './files/code-cache.ts';
import type { ImportParts } from './intake/import-service.ts';
import type { JournalContext } from './journal/journal-requests.ts';
import type { ReminderContext } from './reminders/reminder-service.ts';
import type { AccountChoice, SessionAccount } from './session-account.ts';
import type { LocalDateTime } from './time/civil.ts';
import type { Clock } from './time/clock.ts';
import type { TimeHabits } from './time/when.ts';
import type { Words } from './words.ts';

/** What a process has for all of its sessions. Each part is made at its first use. */
export interface Process {
  readonly env: NodeJS.ProcessEnv;
  /** The code cache of the launcher; undefined where there is no launcher. */
  readonly codeCache: CodeCache | undefined;
  /** Fixed by `NUMINA_NOW` where that is set. Throws UsageError where it is malformed. */
  readonly clock: Clock;
  /** The settings of this machine, from the config file. Throws UsageError. */
  readonly settings: Settings;
  /** Reads the settings again: a process that runs for days must not use old ones. */
  readonly settingsNow: () => Settings;
  readonly newId: () => string;
  /** Where the database is: `--db`, else NUMINA_DB, else the setting, else the usual file. Throws UsageError. */
  readonly databasePlace: () => DatabasePlace;
  /** How to be let in by a server. Throws UsageError. */
  readonly serverAccess: () => ServerAccess;
  /** Opens the database once; creates it where there is none. `now` is the time for migrations. Throws StorageError. */
  readonly openDatabase: (now: Date) => Promise<Database>;
  /** Whether a change of somebody's record was saved at a server through this process. */
  readonly hasSaved: () => Promise<boolean>;
  /** Whether there is a database; a server is taken to have one. Opens none. */
  readonly hasDatabase: () => boolean;
  readonly session: (options?: SessionOptions) => Session;
  /** A process on another database, with some settings changed. The caller closes it. */
  readonly onDatabase: (file: string, settings: Partial<Settings>) => Process;
  /** A process on the file that is now at the path of the database. The caller closes it. */
  readonly again: () => Process;
  readonly close: () => Promise<void>;
}

export interface DatabasePlace {
  /** The path of the file, or the address at a server. */
  readonly path: string;
  /** Nobody named another, so the folder may be created. */
  readonly isUsual: boolean;
  readonly isServer: boolean;
}

export interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly codeCache?: CodeCache | undefined;
  /** `--db FILE`, or an address. */
  readonly databaseFile?: string | undefined;
  /** `--account NAME`; null for the first account whatever the environment says. */
  readonly account?: string | null | undefined;
  /** Used instead of the config file. */
  readonly settings?: Settings;
}

/** The work of one person, as long as a command, a request or a daemon lasts. Asking for a part changes nothing. */
export interface Session
  extends Pick<
    SessionAccount,
    'ready' | 'renew' | 'settingsNow' | 'own' | 'settingsPlace' | 'keepSettingsInDatabase' | 'isAtHome' | 'known'
  > {
  readonly process: Process;
  readonly clock: Clock;
  readonly settings: Settings;
  /** `NUMINA_ZONE`, else the setting `zone`, else the zone of the system. */
  readonly homeZone: string;
  /** Now as a wall time in the home zone. Its first ten characters are the date of today. */
  readonly nowLocal: LocalDateTime;
  /** The language tag of the locale in the environment; null where there is none. */
  readonly locale: string | null;
  /** How this person writes times. */
  readonly habits: TimeHabits;
  readonly bookings: () => Promise<BookingContext>;
  /** Like `bookings`, with the settings for judging attendance. */
  readonly attendance: () => Promise<AttendanceContext>;
  readonly reminders: () => Promise<ReminderContext>;
  readonly journal: () => Promise<JournalContext>;
  /** Like `bookings`, with what the addresses of shared calendars are made of. */
  readonly shares: () => Promise<ShareContext>;
  /** All accounts of the database. */
  readonly accounts: () => Promise<AccountRegister>;
  /** The open database. */
  readonly database: () => Promise<Database>;
  /** What import and export need from other features and from the settings. */
  readonly importParts: ImportParts;
  readonly exportParts: ExportParts;
  /** Marks past classes as attended, by the setting `assume_attended`, and reports them in `news`. */
  readonly markByHabit: () => Promise<void>;
  /** What happened beside what was asked for. */
  readonly news: News;
  /** Stores from which date a weekly target is in force. */
  readonly dateTarget: DateTarget<DatedChange>;
  /** Updates the calendar folder (vdir) with committed changes. */
  readonly calendarFolder: Pick<VdirFollower, 'follow' | 'noteAll'>;
  /** Updates the calendar folder. A failure is reported in `news`. */
  readonly settle: () => Promise<void>;
}

export interface SessionOptions extends AccountChoice {
  /** Used instead of the clock of the process. */
  readonly clock?: Clock;
  /** Used instead of the zone of the environment and the settings. */
  readonly homeZone?: string;
  /** Whether the environment is that of somebody else, so that its zone says nothing of this person. */
  readonly isForeign?: boolean;
}

export interface News {
  /** Achievements that a change earned. */
  readonly earned: readonly Achievement[];
  /** Classes that `assume_attended` marked. */
  readonly assumed: readonly Booking[];
  /** Failures after a change that is stored all the same, as whole sentences. */
  readonly problems: readonly Words[];
}
