import { afterEach, beforeEach } from 'vitest';
import { type AccessContext, accessContextOf } from '../../../src/accounts/access/access-context.ts';
import { addAccount } from '../../../src/accounts/account-service.ts';
import type { Database } from '../../../src/db/engine.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { type DatabasePlace, makeDatabasePlace } from '../../support/database-place.ts';

export const NOW = new Date('2026-11-25T22:30:00.000Z');

/** A database of two people, and a clock that tests turn. */
export class AccessPlace {
  #now = NOW;
  readonly database: Database;
  readonly clock = { now: () => new Date(this.#now) };
  readonly local: AccessContext;
  readonly ben: AccessContext;

  constructor(database: Database, benId: string) {
    this.database = database;
    this.local = this.contextOf(database.store.userId);
    this.ben = this.contextOf(benId);
  }

  contextOf(userId: string): AccessContext {
    const store = this.database.storeFor(userId);
    return accessContextOf({ store, clock: this.clock, newId: () => crypto.randomUUID() });
  }

  pass(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}

export function useAccessPlace(): () => AccessPlace {
  let place: DatabasePlace;
  let access: AccessPlace;
  beforeEach(async () => {
    place = await makeDatabasePlace();
    const database = await openDatabase({ path: place.path, createFolder: false, now: NOW });
    const { store, storeFor } = database;
    const parts = { store, storeFor, clock: { now: () => NOW }, newId: () => crypto.randomUUID() };
    const ben = await addAccount({ ...parts, zoneInFile: () => null }, { name: 'ben' });
    access = new AccessPlace(database, ben.id);
  });
  afterEach(async () => {
    await access.database.close();
    await place.remove();
  });
  return () => access;
}
