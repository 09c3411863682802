import type { BookingContext } from './bookings/booking-context.ts';
import type { ChangeListener } from './bookings/record-changes.ts';
import { databasePath } from './config/paths.ts';
import { loadSettings, type Settings } from './config/settings.ts';
import type { DaemonParts } from './daemon/loop.ts';
import type { Database } from './db/open.ts';
import { UsageError } from './errors.ts';
import type { LocalDateTime } from './time/civil.ts';
import { type Clock, clockFrom } from './time/clock.ts';
import { isZone, systemWallTimeAt, systemZone, wallTimeAt } from './time/zones.ts';

/** Everything a command can ask for; each part is made at its first use. */
export interface App {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly settings: Settings;
  /** `NUMINA_ZONE`, else the setting `zone`, else the system's zone now. */
  readonly homeZone: string;
  /** Now as a wall time in the home zone; its first ten characters are today. */
  readonly nowLocal: LocalDateTime;
  readonly bookings: () => Promise<BookingContext>;
  /** What the daemon does beside reminding. */
  readonly duties: () => Promise<Pick<DaemonParts, 'onDay' | 'onHour'>>;
  /** The same moment and person on another database, with some settings of its own; to be closed by itself. */
  readonly onDatabase: (file: string, settings: Partial<Settings>) => App;
  readonly close: () => Promise<void>;
}

export interface AppOptions {
  readonly env: NodeJS.ProcessEnv;
  /** `--db FILE`. */
  readonly databaseFile?: string | undefined;
  /** Instead of those of the config file. */
  readonly settings?: Settings;
}

/** The composition root: the only place that knows how the parts fit. */
export function createApp({ env, databaseFile, settings: given }: AppOptions): App {
  const clock = clockFrom(env);
  const system = lazy(() => systemZone(env));
  const settings = lazy(() => given ?? loadSettings(env));
  const homeZone = lazy(() => (env['NUMINA_ZONE'] ? checkedZone(env['NUMINA_ZONE']) : (settings().zone ?? system())));
  const nowLocal = lazy(() => {
    const now = clock.now();
    return homeZone() === system() ? systemWallTimeAt(now) : wallTimeAt(now, homeZone());
  });
  let opening: Promise<Database> | undefined;

  async function open(): Promise<Database> {
    const { openDatabase } = await import('./db/open.ts');
    if (databaseFile === '') {
      throw new UsageError('bad_file', '--db names no file.', 'Give it one, or leave --db out.');
    }
    const chosen = databaseFile ?? env['NUMINA_DB'];
    return openDatabase({ path: databasePath(env, chosen), createFolder: !chosen, now: clock.now() });
  }

  return {
    env,
    clock,
    get settings() {
      return settings();
    },
    get homeZone() {
      return homeZone();
    },
    get nowLocal() {
      return nowLocal();
    },
    async bookings() {
      opening ??= open();
      const context = { database: await opening, clock, homeZone: homeZone(), newId: () => crypto.randomUUID() };
      return { ...context, listeners: [listenForReminders(context)] };
    },
    duties: async () => ({}),
    onDatabase: (file, own) => createApp({ env, databaseFile: file, settings: { ...settings(), ...own } }),
    async close() {
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
  return async (trx, changes) => {
    const { keepLedger } = await import('./reminders/keep-ledger.ts');
    await keepLedger(context)(trx, changes);
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function checkedZone(name: string): string {
  if (isZone(name)) return name;
  throw new UsageError(
    'unknown_zone',
    `NUMINA_ZONE is not a known zone: ${name}`,
    'Use an IANA name such as Europe/Berlin.',
  );
}
