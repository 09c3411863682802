import { dirname, join } from 'node:path';
import type { Achievement } from './attendance/achievements/achievements.ts';
import type { StatsKeeper } from './attendance/attendance-stats-service.ts';
import type { Booking } from './bookings/booking.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import type { ChangeListener } from './bookings/record-changes.ts';
import { VdirBacklog } from './calendar/vdir-backlog.ts';
import { homeZoneOf } from './config/home-zone.ts';
import { databasePath, folderOf, nameOfMoment } from './config/paths.ts';
import { loadSettings, type Settings } from './config/settings.ts';
import type { DaemonParts } from './daemon/loop.ts';
import type { Copy } from './db/copies.ts';
import type { Database } from './db/open.ts';
import { UsageError } from './errors.ts';
import { createFolder } from './files/create-folder.ts';
import { keepJournal } from './journal/keep-journal.ts';
import { lazy } from './lazy.ts';
import { isPreferenceRow } from './reminders/preference-rows.ts';
import type { LocalDateTime } from './time/civil.ts';
import { type Clock, clockFrom } from './time/clock.ts';
import { localeOf } from './time/locale.ts';
import type { TimeHabits } from './time/when.ts';
import { wallTimeAt } from './time/zones.ts';

/** Everything a command can ask for; each part is made at its first use. */
export interface App {
  readonly env: NodeJS.ProcessEnv;
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
  /** The file in which everything is kept, opened. */
  readonly database: () => Promise<Database>;
  /** What this run brought about beside what its command was asked for. */
  readonly news: News;
  /** What the daemon does beside reminding, in its loop or in one pass. */
  readonly duties: (isOnce: boolean) => Promise<Pick<DaemonParts, 'onDay' | 'askFeeds' | 'follow'>>;
  /** The same moment and person on another database, with some settings of its own; to be closed by itself. */
  readonly onDatabase: (file: string, settings: Partial<Settings>) => App;
  /** All of this once more, on the file that is at the path of the database by now; to be closed by itself. */
  readonly again: () => App;
  /** A checked copy of the database in a new file; without a name in the state folder. Throws RefusedError, StorageError. */
  readonly backUp: (file: string | undefined) => Promise<Copy>;
  /** A checked copy of `file` in the place of the database. Throws RefusedError while a daemon runs, StorageError. */
  readonly restore: (file: string) => Promise<Copy & { readonly kept: string | null }>;
  /** Lets what lies outside the database follow what has been committed; what cannot is told in `news`. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface News {
  /** Achievements that a change has earned. */
  readonly earned: readonly Achievement[];
  /** Classes that were marked attended by habit. */
  readonly assumed: readonly Booking[];
  /** What could not follow a change that is stored all the same: whole sentences. */
  readonly problems: readonly string[];
}

export interface AppOptions {
  readonly env: NodeJS.ProcessEnv;
  /** `--db FILE`. */
  readonly databaseFile?: string | undefined;
  /** Where false, past classes are left alone whatever `assume_attended` says. */
  readonly marksByHabit?: boolean;
  /** Instead of those of the config file. */
  readonly settings?: Settings;
}

/** The composition root: the only place that knows how the parts fit. */
export function createApp(options: AppOptions): App {
  const { env, databaseFile, marksByHabit = true, settings: given } = options;
  const clock = clockFrom(env);
  const settings = lazy(() => given ?? loadSettings(env));
  const homeZone = lazy(() => homeZoneOf(env, env['NUMINA_ZONE'] ? null : settings().zone));
  const nowLocal = lazy(() => wallTimeAt(clock.now(), homeZone()));
  const habits = lazy((): TimeHabits => {
    const { clock: hours, weekStart } = settings();
    return { clock: hours, weekStart, locale: localeOf(env), homeZone: homeZone() };
  });
  let opening: Promise<Database> | undefined;
  let connecting: Promise<BookingContext> | undefined;
  const earned: Achievement[] = [];
  const assumed: Booking[] = [];
  const problems: string[] = [];
  const backlog = new VdirBacklog(isPreferenceRow);

  async function open(): Promise<Database> {
    const { openDatabase } = await import('./db/open.ts');
    const chosen = databaseFile ?? env['NUMINA_DB'];
    return openDatabase({ path: pathOfDatabase(), createFolder: !chosen, now: clock.now() });
  }

  /** The settings are asked for only after a change: a command that mends them must not stumble over them. */
  async function follow(latest: () => Settings): Promise<void> {
    const changes = backlog.take();
    if (changes === null || !opening) return;
    const { vdirPath } = latest();
    if (vdirPath === null) return;
    const { updateVdir } = await import('./calendar/vdir-service.ts');
    const { readAlarms } = await import('./reminders/calendar-alarms.ts');
    await updateVdir({ store: (await opening).store, readAlarms, createFolder }, vdirPath, changes);
  }

  async function settle(): Promise<void> {
    try {
      await follow(settings);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problems.push(`The calendar folder is behind: ${error.message} numina export --vdir brings it in step.`);
    }
  }

  async function connect(): Promise<BookingContext> {
    opening ??= open();
    const database = await opening;
    // Web Crypto would do the same and take 4 ms to load.
    const newId = () => process.getBuiltinModule('node:crypto').randomUUID();
    const { keepStats } = await import('./attendance/attendance-stats-service.ts');
    const keeper: StatsKeeper = {
      now: () => clock.now(),
      today: () => nowLocal().slice(0, 10),
      settings() {
        const { restDays, weekStart, weeklyTarget } = settings();
        return { restDays, weekStart, weeklyTarget };
      },
      onEarned: (achievements) => earned.push(...achievements),
    };
    const { store } = database;
    const parts = { store, clock, homeZone: homeZone(), newId, habits: habits() };
    const ofFeatures = [keepJournal(parts), keepStats(keeper), listenForReminders(parts)];
    const context = { ...parts, listeners: [...ofFeatures, backlog.listen] };
    const rules = settings().assumeAttended;
    if (marksByHabit && rules.length > 0) {
      const { markByHabit } = await import('./attendance/habit-service.ts');
      assumed.push(...(await markByHabit(context, rules)));
    }
    return context;
  }

  function pathOfDatabase(): string {
    if (databaseFile === '') {
      throw new UsageError('bad_file', '--db names no file.', 'Give it one, or leave --db out.');
    }
    return databasePath(env, databaseFile ?? env['NUMINA_DB']);
  }

  return {
    env,
    clock,
    async backUp(chosen) {
      opening ??= open();
      const { path } = await opening;
      const file = chosen ?? join(folderOf('state', env), `numina-${nameOfMoment(nowLocal())}.db`);
      if (chosen === undefined) createFolder(dirname(file));
      return (await import('./db/copies.ts')).backUp(path, file);
    },
    async restore(file) {
      const path = pathOfDatabase();
      if (!databaseFile && !env['NUMINA_DB']) createFolder(dirname(path));
      const { restoreDatabase } = await import('./daemon/restore-database.ts');
      return restoreDatabase(env, file, path, `${path}.before-restore-${nameOfMoment(nowLocal())}`);
    },
    get settings() {
      return settings();
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
    bookings() {
      connecting ??= connect();
      return connecting;
    },
    database() {
      opening ??= open();
      return opening;
    },
    news: { earned, assumed, problems },
    async duties(isOnce) {
      const { dailyDuties } = await import('./daemon/daily-duties.ts');
      connecting ??= connect();
      const context = await connecting;
      return {
        async onDay(today) {
          const notices = await dailyDuties(context, loadSettings(env), today);
          // Others may write into the folder too. A single pass may be made every minute.
          if (!isOnce) backlog.noteAll();
          return notices;
        },
        async askFeeds(signal) {
          const { askDueFeeds } = await import('./daemon/ask-due-feeds.ts');
          return askDueFeeds(context, loadSettings(env), signal);
        },
        async follow() {
          try {
            await follow(() => loadSettings(env));
          } catch (error) {
            backlog.noteAll();
            throw error;
          }
        },
      };
    },
    // A throw-away database has no business in the calendar of a person.
    onDatabase: (file, own) =>
      createApp({ env, databaseFile: file, settings: { ...settings(), vdirPath: null, ...own } }),
    again: () => createApp(options),
    settle,
    async close() {
      // A command that failed may have changed something before.
      await settle();
      // A database that could not be opened has told so already.
      await opening?.then(
        (database) => database.close(),
        () => undefined,
      );
    },
  };
}

/** Loaded by the first change: most commands only read. */
function listenForReminders(context: Omit<BookingContext, 'listeners'>): ChangeListener {
  return async (store, changes) => {
    const { keepLedger } = await import('./reminders/keep-ledger.ts');
    await keepLedger(context)(store, changes);
  };
}
