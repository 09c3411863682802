import type { Account } from './accounts/account.ts';
import type { OwnSettings, OwnSettingsStore } from './config/own-settings.ts';
import type { SettingsPlace } from './config/own-settings-service.ts';
import { loadSettings, type Settings } from './config/settings.ts';
import type { AllRows } from './db/copy/all-rows.ts';
import type { Database } from './db/engine.ts';
import type { Store } from './db/store.ts';
import { foldCase } from './fold-case.ts';

/** What is asked of the process. */
interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly settings: Settings;
  readonly settingsNow: () => Settings;
  /** Whether there is a database. Opens none. */
  readonly hasDatabase: () => boolean;
}

/** Whose work a session does, and what that person has set. */
export interface SessionAccount {
  /** The rows of the account. Throws NotFoundError where there is none of the name. */
  readonly store: () => Promise<Store>;
  /**
   * Finds the account and reads its settings. Before that, the settings are those of the config file. Creates no
   * database for the first account. Throws NotFoundError, and UsageError where the settings are wrong.
   */
  readonly ready: () => Promise<void>;
  /** Reads the settings again, where they are in the database. Keeps the same objects where nothing has changed. */
  readonly renew: () => Promise<void>;
  readonly settings: Settings;
  /** Also with the present config file. */
  readonly settingsNow: () => Settings;
  /** The settings that the person keeps in the database; null where they are in the config file. */
  readonly own: OwnSettings | null;
  readonly settingsPlace: () => Promise<SettingsPlace>;
  /**
   * From now on the settings of the person are in the database: copies there what the config file says, and returns
   * the copied keys; none where they are there already. `within`: it is about the first account of a database whose
   * rows are copied, and a part of that transaction.
   */
  readonly keepSettingsInDatabase: (within?: AllRows) => Promise<readonly string[]>;
  /** Whether the desktop and the calendar folder of this machine are this person's. Known after `ready`. */
  readonly isAtHome: boolean;
  /** What was read of the account; null where it was not asked for. Known after `ready`. */
  readonly known: KnownAccount | null;
}

export interface AccountChoice {
  /** A name, or an account that was found; the first account where absent. */
  readonly account?: string | Account | undefined;
  /** Where absent: it is the account of NUMINA_ACCOUNT, or the first one. */
  readonly isAtHome?: boolean | undefined;
  /** What was read of the account before, where nothing was written since. */
  readonly known?: KnownAccount | undefined;
}

/** What is read of an account when its work begins. */
export interface KnownAccount {
  readonly account: Account;
  /** The settings in the database, as they are stored. */
  readonly stored: ReadonlyMap<string, unknown>;
  /** What came of them; absent where nobody asked yet. */
  readonly loaded?: LoadedSettings | undefined;
}

interface LoadedSettings {
  readonly own: OwnSettings;
  readonly settings: Settings;
}

interface Found {
  readonly store: Store;
  /** Null for the first account while its settings are in the config file: nobody asks for more. */
  readonly account: Account | null;
  /** The settings in the database, as they are stored. */
  readonly stored: ReadonlyMap<string, unknown>;
  readonly isAtHome: boolean;
}

/** `open` opens the database. */
export function openSessionAccount(
  machine: Machine,
  { account: chosen, ...choice }: AccountChoice,
  open: () => Promise<Database>,
): SessionAccount {
  const { env } = machine;
  let finding: Promise<Found> | undefined;
  let loading: Promise<void> | undefined;
  let own: OwnSettings | null = null;
  let isAtHome = choice.isAtHome ?? chosen === undefined;
  let { known } = choice;
  let loaded: LoadedSettings | undefined;

  async function find(): Promise<Found> {
    const database = await open();
    const first = database.store;
    if (chosen === undefined && database.settingsIn === 'config') {
      return { store: first, account: null, stored: new Map(), isAtHome };
    }
    const { findAccount } = await import('./accounts/account-service.ts');
    const named = typeof chosen === 'string' ? await findAccount(first, chosen) : chosen;
    const store = named === undefined ? first : database.storeFor(named.id);
    const { account, stored } = known ?? (await read(store));
    const { NUMINA_ACCOUNT: usual } = env;
    const isUsual = usual ? foldCase(usual) === foldCase(account.name) : account.id === first.userId;
    return { store, account, stored, isAtHome: choice.isAtHome ?? isUsual };
  }

  const found = (): Promise<Found> => (finding ??= find());
  const isOfNoDatabase = (): boolean => chosen === undefined && !machine.hasDatabase();

  async function load(): Promise<void> {
    const { account, stored, isAtHome: isHere } = await found();
    if (known?.loaded) {
      loaded = known.loaded;
      own = loaded.own;
      return;
    }
    known = account === null ? undefined : { account, stored };
    isAtHome = isHere;
    if (account === null || account.settingsIn === 'config') {
      own = null;
      return;
    }
    const { readOwnValues } = await import('./config/own-settings.ts');
    const values = readOwnValues(account.name, stored);
    const now = { values, email: account.email };
    if (own === null || textOf(own) !== textOf(now)) own = now;
  }

  /** What was read before a change is read again. */
  function forget(): void {
    known = undefined;
    finding = undefined;
    loading = undefined;
  }

  const atHome = (settings: Settings): Settings => (isAtHome ? settings : { ...settings, vdirPath: null });

  return {
    store: async () => (await found()).store,
    async ready() {
      if (isOfNoDatabase()) return;
      loading ??= load();
      await loading;
    },
    async renew() {
      known = undefined;
      finding = undefined;
      await load();
    },
    get settings() {
      if (own === null) return atHome(machine.settings);
      if (loaded?.own !== own) loaded = { own, settings: atHome(loadSettings(env, own.values)) };
      return loaded.settings;
    },
    settingsNow: () => atHome(own === null ? machine.settingsNow() : loadSettings(env, own.values)),
    get own() {
      return own;
    },
    get isAtHome() {
      return isAtHome;
    },
    get known() {
      return known ? { ...known, loaded } : null;
    },
    async settingsPlace() {
      if (isOfNoDatabase()) return { env, own: null };
      const { store, account } = await found();
      if (account?.settingsIn !== 'database') return { env, own: null };
      const kept = await ownStore(store, account);
      return { env, own: { ...kept, save: (key, value) => kept.save(key, value).then(forget) } };
    },
    async keepSettingsInDatabase(within) {
      const store = within
        ? await (await import('./accounts/account-store.ts')).firstStoreIn(within)
        : (await found()).store;
      const { keepInDatabase } = await import('./accounts/own-settings-service.ts');
      const { copyOwnSettings } = await import('./config/own-settings-service.ts');
      const copied = await keepInDatabase(store, async (inside, account) =>
        copyOwnSettings(env, await ownStore(inside, account)),
      );
      forget();
      return copied;
    },
  };
}

async function read(store: Store): Promise<KnownAccount> {
  const { findAccountOfId } = await import('./accounts/account-service.ts');
  const { readOwnSettings } = await import('./accounts/own-settings-service.ts');
  const [account, stored] = await store.together((same) => [findAccountOfId(same), readOwnSettings(same)] as const);
  return { account, stored };
}

async function ownStore(store: Store, { name }: Account): Promise<OwnSettingsStore> {
  const { readOwnSettings, saveOwnSetting } = await import('./accounts/own-settings-service.ts');
  return {
    account: name,
    read: () => readOwnSettings(store),
    save: (key, value) => saveOwnSetting(store, key, value),
  };
}

function textOf({ values, email }: OwnSettings): string {
  return JSON.stringify([email, ...values]);
}
