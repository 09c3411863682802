import type { Achievement } from './attendance/achievements/achievements.ts';
import type { AttendanceContext } from './attendance/attendance-context.ts';
import type { StatsKeeper } from './attendance/attendance-stats-service.ts';
import type { DatedChange } from './attendance/streak/target-service.ts';
import type { Booking } from './bookings/booking.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import type { ExportParts } from './calendar/export-service.ts';
import { folderBehind, type VdirFollower } from './calendar/vdir-follower.ts';
import { homeZoneOf } from './config/home-zone.ts';
import { databasePath, requireFileName } from './config/paths.ts';
import { loadSettings, type Settings } from './config/settings.ts';
import type { DateTarget } from './config/weekly-target-setting.ts';
import type { Database } from './db/engine.ts';
import { storeOf } from './db/store.ts';
import type { CodeCache } from './files/code-cache.ts';
import { dateTargetIn, EXPORT_PARTS, findFeedName, followerOf, importPartsOf, listenersOf } from './handed-over.ts';
import type { ImportParts } from './intake/import-service.ts';
import type { JournalContext } from './journal/journal-requests.ts';
import { lastStepOf } from './journal/last-step.ts';
import { lazy } from './lazy.ts';
import type { ReminderContext } from './reminders/reminder-service.ts';
import type { LocalDateTime } from './time/civil.ts';
import { type Clock, clockFrom } from './time/clock.ts';
import { localeOf } from './time/locale.ts';
import type { TimeHabits } from './time/when.ts';
import { wallTimeAt } from './time/zones.ts';
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
  /** The path of the database. `isUsual`: nobody named another, so its folder may be created. Throws UsageError. */
  readonly databasePlace: () => { readonly path: string; readonly isUsual: boolean };
  /** Opens the database once; creates it where there is none. `now` is the time for migrations. Throws StorageError. */
  readonly openDatabase: (now: Date) => Promise<Database>;
  readonly session: (options?: SessionOptions) => Session;
  /** A process on another database, with some settings changed. The caller closes it. */
  readonly onDatabase: (file: string, settings: Partial<Settings>) => Process;
  /** A process on the file that is now at the path of the database. The caller closes it. */
  readonly again: () => Process;
  readonly close: () => Promise<void>;
}

export interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly codeCache?: CodeCache | undefined;
  /** `--db FILE`. */
  readonly databaseFile?: string | undefined;
  /** Used instead of the config file. */
  readonly settings?: Settings;
}

/** The work of one person, as long as a command, a request or a daemon lasts. Asking for a part changes nothing. */
export interface Session {
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

export interface SessionOptions {
  /** Whose rows to use; the local user by default. */
  readonly userId?: string;
  /** Used instead of the clock of the process. */
  readonly clock?: Clock;
  /** Used instead of the zone of the environment and the settings. */
  readonly homeZone?: string;
}

export interface News {
  /** Achievements that a change earned. */
  readonly earned: readonly Achievement[];
  /** Classes that `assume_attended` marked. */
  readonly assumed: readonly Booking[];
  /** Failures after a change that is stored all the same, as whole sentences. */
  readonly problems: readonly Words[];
}

/** The composition root: the only place that wires the parts. */
export function openProcess(options: ProcessOptions): Process {
  const { env, databaseFile, settings: given } = options;
  const clock = lazy(() => clockFrom(env));
  const settings = lazy(() => given ?? loadSettings(env));
  let opening: Promise<Database> | undefined;

  function databasePlace() {
    requireFileName(databaseFile);
    const chosen = databaseFile ?? env['NUMINA_DB'];
    return { path: databasePath(env, chosen), isUsual: !chosen };
  }

  async function open(now: Date): Promise<Database> {
    const { openDatabase } = await import('./db/open.ts');
    const { path, isUsual } = databasePlace();
    return openDatabase({ path, createFolder: isUsual, now });
  }

  const self: Process = {
    env,
    codeCache: options.codeCache,
    get clock() {
      return clock();
    },
    get settings() {
      return settings();
    },
    settingsNow: () => given ?? loadSettings(env),
    // Web Crypto can do the same but takes 4 ms to load.
    newId: () => process.getBuiltinModule('node:crypto').randomUUID(),
    databasePlace,
    openDatabase: (now) => (opening ??= open(now)),
    session: (chosen = {}) => openSession(self, chosen),
    // A temporary database must not write into a person's calendar folder.
    onDatabase: (file, own) =>
      openProcess({ env, databaseFile: file, settings: { ...settings(), vdirPath: null, ...own } }),
    again: () => openProcess(options),
    async close() {
      // A failure to open was reported when it happened.
      const database = await opening?.catch(() => null);
      await database?.close();
    },
  };
  return self;
}

function openSession(machine: Process, { userId, ...chosen }: SessionOptions): Session {
  const { env, newId } = machine;
  const clock = lazy(() => chosen.clock ?? machine.clock);
  const homeZone = lazy(() => chosen.homeZone ?? homeZoneOf(env, env['NUMINA_ZONE'] ? null : machine.settings.zone));
  const nowLocal = lazy(() => wallTimeAt(clock().now(), homeZone()));
  const habits = lazy((): TimeHabits => {
    const { clock: hours, weekStart } = machine.settings;
    return { clock: hours, weekStart, locale: localeOf(env), homeZone: homeZone() };
  });
  let connecting: Promise<BookingContext> | undefined;
  const [earned, assumed, problems]: [Achievement[], Booking[], Words[]] = [[], [], []];
  const calendarFolder = followerOf(() => bookings());

  async function connect(): Promise<BookingContext> {
    const { store: ofLocalUser } = await database();
    const store = userId === undefined ? ofLocalUser : storeOf(ofLocalUser.db, userId);
    const keeper: StatsKeeper = {
      now: () => clock().now(),
      today: () => nowLocal().slice(0, 10),
      settings: machine.settingsNow,
      onEarned: (achievements) => earned.push(...achievements),
    };
    const parts = { store, clock: clock(), homeZone: homeZone(), newId, habits: habits() };
    return { ...parts, listeners: [...listenersOf(parts, keeper), calendarFolder.listen] };
  }

  const database = (): Promise<Database> => machine.openDatabase(clock().now());
  const bookings = (): Promise<BookingContext> => (connecting ??= connect());

  return {
    process: machine,
    get clock() {
      return clock();
    },
    get settings() {
      return machine.settings;
    },
    get homeZone() {
      return homeZone();
    },
    get nowLocal() {
      return nowLocal();
    },
    locale: localeOf(env),
    get habits() {
      return habits();
    },
    bookings,
    async attendance() {
      const context = await bookings();
      return { ...context, settings: machine.settings, steps: lastStepOf(context) };
    },
    async reminders() {
      const { store } = await bookings();
      return { store, clock: clock(), newId, homeZone };
    },
    async journal() {
      const context = await bookings();
      return { ...context, findFeedName: (name) => findFeedName(context, name) };
    },
    database,
    async markByHabit() {
      const rules = machine.settings.assumeAttended;
      if (rules.length === 0) return;
      const { markByHabit } = await import('./attendance/habit-service.ts');
      assumed.push(...(await markByHabit(await bookings(), rules)));
    },
    dateTarget: dateTargetIn(bookings),
    importParts: importPartsOf(machine),
    exportParts: EXPORT_PARTS,
    news: { earned, assumed, problems },
    calendarFolder,
    async settle() {
      try {
        await calendarFolder.follow(() => machine.settings.vdirPath);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        problems.push(folderBehind(error.message));
      }
    },
  };
}
