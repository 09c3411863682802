import type { Store } from '../db/store.ts';
import type { Account } from './account.ts';
import { findAccountOfId } from './account-service.ts';
import { updateSettingsIn } from './account-store.ts';
import { readStoredSettings, saveStoredSetting } from './own-settings-store.ts';

/** The settings of a person that are in the database, by key, as they were stored. */
export function readOwnSettings(store: Store): Promise<ReadonlyMap<string, unknown>> {
  return readStoredSettings(store);
}

/** Stores a value, which JSON can hold; null removes the setting. */
export function saveOwnSetting(store: Store, key: string, value: unknown): Promise<void> {
  return saveStoredSetting(store, key, value);
}

/**
 * From now on the settings of the person are in the database. `copy` copies those of the config file and returns their
 * keys, all or nothing; nothing is copied where they are in the database already.
 */
export function keepInDatabase(
  store: Store,
  copy: (store: Store, account: Account) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  return store.transaction(async (inside) => {
    const account = await findAccountOfId(inside, inside.userId);
    if (account.settingsIn === 'database') return [];
    const copied = await copy(inside, account);
    await updateSettingsIn(inside, 'database');
    return copied;
  });
}
