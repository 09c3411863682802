import { existsSync } from 'node:fs';
import type { Achievement } from './attendance/achievements/achievements.ts';
import type { StatsKeeper } from './attendance/attendance-stats-service.ts';
import type { Booking } from './bookings/booking.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import { folderBehind } from './calendar/vdir-follower.ts';
import { homeZoneOf } from './config/home-zone.ts';
import { databasePath, keyPath, requireFileName } from './config/paths.ts';
import { loadDatabaseSettings, loadSettings } from './config/settings.ts';
import type { Database } from './db/engine.ts';
import { isServerAddress, serverName } from './db/server-address.ts';
import { dateTargetIn, EXPORT_PARTS, findFeedName, followerOf, importPartsOf, listenersOf } from './handed-over.ts';
import { lastStepOf } from './journal/last-step.ts';
import { lazy } from './lazy.ts';
import type { DatabasePlace, Process, ProcessOptions, Session, SessionOptions } from './session.ts';
import { openSessionAccount } from './session-account.ts';
import { clockFrom } from './time/clock.ts';
import { localeOf } from './time/locale.ts';
import type { TimeHabits } from './time/when.ts';
import { wallTimeAt } from './time/zones.ts';
import type { Words } from './words.ts';

export type { DatabasePlace, News, Process, ProcessOptions, Session, SessionOptions } from './session.ts';

/** The composition root: the only place that wires the parts. */
export function openProcess(options: ProcessOptions): Process {
  const { env, databaseFile, settings: given } = options;
  const clock = lazy(() => clockFrom(env));
  const settings = lazy(() => given ?? loadSettings(env));
  const ofDatabase = lazy(() => loadDatabaseSettings(env));
  let opening: Promise<Database> | undefined;

  const databasePlace = lazy((): DatabasePlace => {
    requireFileName(databaseFile);
    const chosen = (databaseFile ?? env['NUMINA_DB']) || ofDatabase().database;
    if (!chosen) return { path: databasePath(env, undefined), isUsual: true, isServer: false };
    return isServerAddress(chosen)
      ? { path: serverName(chosen), isUsual: false, isServer: true }
      : { path: databasePath(env, chosen), isUsual: false, isServer: false };
  });

  const serverAccess = () => ({ env, passwordCommand: ofDatabase().passwordCommand });

  async function open(now: Date): Promise<Database> {
    const { openDatabase } = await import('./db/open.ts');
    const { path, isUsual, isServer } = databasePlace();
    return openDatabase({ path, createFolder: isUsual, now, ...(isServer ? { access: serverAccess() } : {}) });
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
    serverAccess,
    openDatabase: (now) => (opening ??= open(now)),
    async hasSaved() {
      const database = await opening?.catch(() => null);
      return database?.hasSaved() ?? false;
    },
    hasDatabase: () => databasePlace().isServer || existsSync(databasePlace().path),
    session: (chosen = {}) => openSession(self, { account: nameOfAccount(options), ...chosen }),
    // A temporary database must not write into a person's calendar folder.
    onDatabase: (file, own) =>
      openProcess({ env, databaseFile: file, account: null, settings: { ...settings(), vdirPath: null, ...own } }),
    again: () => openProcess(options),
    async close() {
      // A failure to open was reported when it happened.
      const database = await opening?.catch(() => null);
      await database?.close();
    },
  };
  return self;
}

/** `--account`, else NUMINA_ACCOUNT; undefined for the first account. */
function nameOfAccount({ account, env }: ProcessOptions): string | undefined {
  return account === null ? undefined : (account ?? (env['NUMINA_ACCOUNT'] || undefined));
}

function openSession(machine: Process, chosen: SessionOptions): Session {
  const { newId } = machine;
  const env = chosen.isForeign ? { ...machine.env, NUMINA_ZONE: undefined } : machine.env;
  const database = (): Promise<Database> => machine.openDatabase(clock().now());
  const account = openSessionAccount(machine, chosen, database);
  const clock = lazy(() => chosen.clock ?? machine.clock);
  const homeZone = lazy(() => chosen.homeZone ?? homeZoneOf(env, env['NUMINA_ZONE'] ? null : account.settings.zone));
  const nowLocal = lazy(() => wallTimeAt(clock().now(), homeZone()));
  const habits = lazy((): TimeHabits => {
    const { clock: hours, weekStart } = account.settings;
    return { clock: hours, weekStart, locale: localeOf(env), homeZone: homeZone() };
  });
  let connecting: Promise<BookingContext> | undefined;
  const [earned, assumed, problems]: [Achievement[], Booking[], Words[]] = [[], [], []];
  const calendarFolder = followerOf(() => bookings());

  async function connect(): Promise<BookingContext> {
    const store = await account.store();
    await account.ready();
    const keeper: StatsKeeper = {
      now: () => clock().now(),
      today: () => nowLocal().slice(0, 10),
      settings: account.settingsNow,
      onEarned: (achievements) => earned.push(...achievements),
    };
    const parts = { store, clock: clock(), homeZone: homeZone(), newId, habits: habits() };
    return { ...parts, listeners: [...listenersOf(parts, keeper), calendarFolder.listen] };
  }

  const bookings = (): Promise<BookingContext> => (connecting ??= connect());

  return {
    process: machine,
    get clock() {
      return clock();
    },
    ready: account.ready,
    renew: account.renew,
    get settings() {
      return account.settings;
    },
    settingsNow: account.settingsNow,
    get own() {
      return account.own;
    },
    get isAtHome() {
      return account.isAtHome;
    },
    get known() {
      return account.known;
    },
    settingsPlace: account.settingsPlace,
    keepSettingsInDatabase: account.keepSettingsInDatabase,
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
      return { ...context, settings: account.settings, steps: lastStepOf(context) };
    },
    async reminders() {
      const { store } = await bookings();
      const { engine } = await database();
      // A file is used by one machine.
      const place = engine === 'sqlite' ? null : (await import('./config/machine-id.ts')).readMachineId(env);
      return { store, clock: clock(), newId, homeZone, machine: place ?? '' };
    },
    async journal() {
      const context = await bookings();
      return { ...context, findFeedName: (name) => findFeedName(context, name) };
    },
    async shares() {
      const [context, { common }] = [await bookings(), await database()];
      const { ensureKey, readKey } = await import('./files/key-file.ts');
      const path = keyPath(env, machine.databasePlace());
      return { ...context, common, key: { read: () => readKey(path), ensure: () => ensureKey(path) } };
    },
    async accounts() {
      const { store, storeFor } = await database();
      return { store, storeFor, clock: clock(), newId, zoneInFile: () => machine.settings.zone };
    },
    database,
    async markByHabit() {
      const rules = account.settings.assumeAttended;
      if (rules.length === 0) return;
      const { markByHabit } = await import('./attendance/habit-service.ts');
      assumed.push(...(await markByHabit(await bookings(), rules)));
    },
    dateTarget: dateTargetIn(bookings),
    importParts: importPartsOf(env, account),
    exportParts: EXPORT_PARTS,
    news: { earned, assumed, problems },
    calendarFolder,
    async settle() {
      try {
        await calendarFolder.follow(() => account.settings.vdirPath);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        problems.push(folderBehind(error.message));
      }
    },
  };
}
