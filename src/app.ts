import type { Achievement } from './attendance/achievements/achievements.ts';
import type { AttendanceContext } from './attendance/attendance-context.ts';
import type { StatsKeeper } from './attendance/attendance-stats-service.ts';
import type { Booking } from './bookings/booking.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import type { ExportParts } from './calendar/export-service.ts';
import { VdirFollower } from './calendar/vdir-follower.ts';
import { homeZoneOf } from './config/home-zone.ts';
import { databasePath } from './config/paths.ts';
import { loadSettings, type Settings } from './config/settings.ts';
import type { Database } from './db/open.ts';
import { storeOf } from './db/store.ts';
import { UsageError } from './errors.ts';
import type { CodeCache } from './files/code-cache.ts';
import { createFolder } from './files/create-folder.ts';
import { EXPORT_PARTS, findFeedName, importPartsOf, listenForReminders } from './handed-over.ts';
import type { ImportParts } from './intake/import-service.ts';
import type { JournalContext } from './journal/journal-requests.ts';
import { keepJournal } from './journal/keep-journal.ts';
import { lastStepOf } from './journal/last-step.ts';
import { lazy } from './lazy.ts';
import { isPreferenceRow } from './reminders/preference-rows.ts';
import type { ReminderContext } from './reminders/reminder-service.ts';
import type { LocalDateTime } from './time/civil.ts';
import { type Clock, clockFrom } from './time/clock.ts';
import { localeOf } from './time/locale.ts';
import type { TimeHabits } from './time/when.ts';
import { wallTimeAt } from './time/zones.ts';

/** What a process has, whoever it works for. Each part is made at its first use. */
export interface Process {
  readonly env: NodeJS.ProcessEnv;
  /** That of its launcher; undefined where it has none. */
  readonly codeCache: CodeCache | undefined;
  /** `NUMINA_NOW` where that is set. Throws UsageError where it is wrong. */
  readonly clock: Clock;
  /** Of this machine, from the config file. Throws UsageError. */
  readonly settings: Settings;
  /** Reads the settings anew: a process that runs for days must not keep old ones. */
  readonly settingsNow: () => Settings;
  readonly newId: () => string;
  /** Where the database is or would be; where nobody named that place, its folder is made too. Throws UsageError. */
  readonly databasePlace: () => { readonly path: string; readonly isUsual: boolean };
  /** Opens the database, once; makes it where there is none, as of `now`. Throws StorageError. */
  readonly openDatabase: (now: Date) => Promise<Database>;
  readonly session: (options?: SessionOptions) => Session;
  /** The same on another database, with some settings of its own; to be closed by itself. */
  readonly onDatabase: (file: string, settings: Partial<Settings>) => Process;
  /** The same on the file that is now at the path of the database; to be closed by itself. */
  readonly again: () => Process;
  readonly close: () => Promise<void>;
}

export interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly codeCache?: CodeCache | undefined;
  /** `--db FILE`. */
  readonly databaseFile?: string | undefined;
  /** Instead of those of the config file. */
  readonly settings?: Settings;
}

/** One person's work, for as long as a command, a request or a daemon lasts. Asking for a part changes nothing. */
export interface Session {
  readonly process: Process;
  readonly clock: Clock;
  readonly settings: Settings;
  /** `NUMINA_ZONE`, else the setting `zone`, else the system's zone now. */
  readonly homeZone: string;
  /** Now as a wall time in the home zone; its first ten characters are today. */
  readonly nowLocal: LocalDateTime;
  /** The language tag of the environment's locale; null for none. */
  readonly locale: string | null;
  /** How the person writes times. */
  readonly habits: TimeHabits;
  readonly bookings: () => Promise<BookingContext>;
  /** The same, with what the settings say of how attendance is judged. */
  readonly attendance: () => Promise<AttendanceContext>;
  readonly reminders: () => Promise<ReminderContext>;
  readonly journal: () => Promise<JournalContext>;
  /** The file in which everything is kept, opened. */
  readonly database: () => Promise<Database>;
  /** What an import and an export take from other features and the settings. */
  readonly importParts: ImportParts;
  readonly exportParts: ExportParts;
  /** Marks past classes attended, as the setting `assume_attended` has it; told in `news`. */
  readonly markByHabit: () => Promise<void>;
  /** What the session brought about beside what it was asked for. */
  readonly news: News;
  /** Follows what the session has committed. */
  readonly calendarFolder: Pick<VdirFollower, 'follow' | 'noteAll'>;
  /** Lets the calendar folder follow; what cannot is told in `news`. */
  readonly settle: () => Promise<void>;
}

export interface SessionOptions {
  /** Whose rows; those of the local user where it is not said. */
  readonly userId?: string;
  /** In place of the process's. */
  readonly clock?: Clock;
  /** In place of that of the environment and the settings. */
  readonly homeZone?: string;
}

export interface News {
  /** Achievements that a change has earned. */
  readonly earned: readonly Achievement[];
  /** Classes that were marked attended by habit. */
  readonly assumed: readonly Booking[];
  /** What could not follow a change that is stored all the same: whole sentences. */
  readonly problems: readonly string[];
}

/** The composition root: the only place that knows how the parts fit. */
export function openProcess(options: ProcessOptions): Process {
  const { env, databaseFile, settings: given } = options;
  const clock = lazy(() => clockFrom(env));
  const settings = lazy(() => given ?? loadSettings(env));
  let opening: Promise<Database> | undefined;

  function databasePlace() {
    if (databaseFile === '') {
      throw new UsageError('bad_file', '--db names no file.', 'Give it one, or leave --db out.');
    }
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
    // Web Crypto would do the same and take 4 ms to load.
    newId: () => process.getBuiltinModule('node:crypto').randomUUID(),
    databasePlace,
    openDatabase: (now) => (opening ??= open(now)),
    session: (chosen = {}) => openSession(self, chosen),
    // A temporary database must not write into a person's calendar folder.
    onDatabase: (file, own) =>
      openProcess({ env, databaseFile: file, settings: { ...settings(), vdirPath: null, ...own } }),
    again: () => openProcess(options),
    async close() {
      // A database that could not be opened has told so already.
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
  const [earned, assumed, problems]: [Achievement[], Booking[], string[]] = [[], [], []];
  const calendarFolder = new VdirFollower(async () => {
    const { readAlarms } = await import('./reminders/calendar-alarms.ts');
    return { store: (await bookings()).store, readAlarms, createFolder };
  }, isPreferenceRow);

  async function connect(): Promise<BookingContext> {
    const { store: ofLocalUser } = await database();
    const store = userId === undefined ? ofLocalUser : storeOf(ofLocalUser.db, userId);
    const { keepStats } = await import('./attendance/attendance-stats-service.ts');
    const keeper: StatsKeeper = {
      now: () => clock().now(),
      today: () => nowLocal().slice(0, 10),
      settings: machine.settingsNow,
      onEarned: (achievements) => earned.push(...achievements),
    };
    const parts = { store, clock: clock(), homeZone: homeZone(), newId, habits: habits() };
    const ofFeatures = [keepJournal(parts), keepStats(keeper), listenForReminders(parts)];
    return { ...parts, listeners: [...ofFeatures, calendarFolder.listen] };
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
    importParts: importPartsOf(machine),
    exportParts: EXPORT_PARTS,
    news: { earned, assumed, problems },
    calendarFolder,
    async settle() {
      try {
        await calendarFolder.follow(() => machine.settings.vdirPath);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        problems.push(`The calendar folder is behind: ${error.message} numina export --vdir brings it in step.`);
      }
    },
  };
}
