import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { addressOf, nameServerDatabase, prepareServerDatabase, returnServerDatabase } from './server-database.ts';

/** The database of a home: a file in it, or one at the server of this run. */
export interface HomeDatabase {
  /** The path of the file, or the address. */
  readonly place: string;
  /** Tells the commands of the home where it is. */
  readonly env: Readonly<Record<string, string>>;
  /** Waits until it is there. */
  readonly ready: () => Promise<void>;
  /** Lets another home have it. */
  readonly giveBack: () => void;
}

/** A file at the usual place of a home, a copy of another where one is given. */
export function fileInHome(file: string, copied: string | null): HomeDatabase {
  if (copied !== null) {
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(copied, file);
  }
  return { place: file, env: {}, ready: async () => undefined, giveBack: () => undefined };
}

/** A database at the server, made with the first command and with these statements. */
export function databaseAtServer(filling: () => Promise<string>): HomeDatabase & { readonly name: string } {
  const named = nameServerDatabase();
  const place = addressOf(named.name);
  let making: Promise<void> | undefined;
  return {
    name: named.name,
    place,
    env: { NUMINA_DB: place },
    ready() {
      making ??= filling().then((statements) => prepareServerDatabase(named, statements));
      return making;
    },
    giveBack() {
      if (named.isMade || making) returnServerDatabase(named.name);
    },
  };
}
