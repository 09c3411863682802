import { rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { StorageError } from '../../errors.ts';
import type { Place } from '../engine.ts';
import { addFunctions, type HeldFile } from './dialect.ts';
import { type FileIdentity, identityOf, isSameFile, sideFile } from './file-state.ts';
import { nativeBinding } from './native-binding.ts';
import { newestMigration } from './newest-migration.ts';
import { explaining, PreparedStatement } from './prepared-statement.ts';
import { toStorageError } from './storage-errors.ts';

const BUSY_TIMEOUT_MS = 5000;
/** Longer than any pause between two statements of a command. */
const REST_AFTER_MS = 200;

/**
 * A connection of SQLite to a file, open only while there is work. While the process waits for the next reminder or for
 * a person, the connection is closed: then the file is complete, has no -wal file, and may be copied, moved or
 * replaced. If a file were replaced while its -wal exists, SQLite would read that -wal into the new file and destroy
 * it.
 */
export class FileConnection implements HeldFile {
  readonly #path: string;
  #sqlite: BetterSqlite3.Database | null = null;
  #identity: FileIdentity | null = null;
  /** The newest migration of the file; null until {@link settle}. */
  #migration: string | null = null;
  #isOther = false;
  #isBusy = false;
  #timer: NodeJS.Timeout | null = null;
  #sideFiles: readonly (readonly [path: string, identity: FileIdentity | null])[] = [];
  readonly #statements = new Map<string, PreparedStatement>();

  constructor(path: string) {
    this.#path = path;
  }

  /** The connection; opens it where it is closed. */
  get sqlite(): BetterSqlite3.Database {
    this.#sqlite ??= this.#open();
    return this.#sqlite;
  }

  get place(): Place {
    const found = identityOf(this.#path);
    if (found === null) return 'gone';
    return this.#isOther || (this.#identity !== null && !isSameFile(found, this.#identity)) ? 'replaced' : 'there';
  }

  get inTransaction(): boolean {
    return this.#sqlite?.inTransaction ?? false;
  }

  /** Prepares a statement once per connection. */
  prepare(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const explain = (error: unknown): unknown => toStorageError(error, this.#path);
    const statement = explaining(explain, () => new PreparedStatement(this.sqlite.prepare(sql), explain));
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Marks the schema as final. From now on the connection is closed between the pieces of work. */
  settle(): void {
    this.#migration = newestMigration(this.sqlite);
    this.end();
  }

  /** Begins a piece of work. Throws StorageError where the opened file is no longer at its path. */
  begin(): void {
    this.check();
    this.#isBusy = true;
  }

  /** Ends a piece of work; soon after, the connection is closed. */
  end(): void {
    this.#isBusy = false;
    if (this.#migration === null || this.#sqlite === null) return;
    if (this.#sideFiles.length === 0) {
      const paths = (['wal', 'shm'] as const).map((kind) => sideFile(this.#path, kind));
      this.#sideFiles = paths.map((path) => [path, identityOf(path)]);
    }
    if (this.#timer === null) this.#timer = setTimeout(() => this.#rest(), REST_AFTER_MS).unref();
    else this.#timer.refresh();
  }

  /**
   * Throws StorageError where the opened file is no longer at its path, so that nothing is written to another file.
   */
  check(): void {
    if (this.#identity === null) return;
    const { place } = this;
    if (place !== 'there') {
      this.#letGo();
      throw notInPlace(this.#path, place);
    }
    if (this.#sqlite !== null) return;
    this.#sqlite = this.#open();
    if (this.place === 'there') return;
    this.#letGo();
    throw notInPlace(this.#path, 'replaced');
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#letGo();
  }

  #rest(): void {
    if (!this.#isBusy) this.#letGo();
  }

  #open(): BetterSqlite3.Database {
    const isAgain = this.#migration !== null;
    try {
      const options = { timeout: BUSY_TIMEOUT_MS, nativeBinding: nativeBinding(), fileMustExist: isAgain };
      const sqlite = new BetterSqlite3(this.#path, options);
      try {
        sqlite.pragma('synchronous = full');
        sqlite.pragma('foreign_keys = on');
        addFunctions(sqlite);
        this.#identity ??= identityOf(this.#path);
        // A copy of another version may have been written over the file: same identity, other contents.
        if (isAgain) this.#isOther ||= newestMigration(sqlite) !== this.#migration;
      } catch (error) {
        sqlite.close();
        throw error;
      }
      return sqlite;
    } catch (error) {
      throw toStorageError(error, this.#path);
    }
  }

  /**
   * Closes the connection. SQLite finds its side files by path, but after a replacement there may be those of another
   * file. So where the file was moved, its -wal is written into the opened file, and only the side files that this
   * process used are removed.
   */
  #letGo(): void {
    const sqlite = this.#sqlite;
    if (sqlite === null) return;
    const sideFiles = this.#sideFiles;
    this.#sqlite = null;
    this.#sideFiles = [];
    this.#statements.clear();
    const isMoved = this.#identity !== null && this.place !== 'there';
    try {
      if (isMoved && sqlite.inTransaction) sqlite.exec('rollback');
      if (isMoved) sqlite.pragma('wal_checkpoint');
      sqlite.close();
    } catch {
      // The disk is full or broken: what was committed stays in the -wal, and the next connection reads it.
    }
    if (!isMoved) return;
    for (const [path, own] of sideFiles) {
      const found = identityOf(path);
      if (own && found && isSameFile(own, found)) rmSync(path, { force: true });
    }
  }
}

function notInPlace(path: string, place: Exclude<Place, 'there'>): StorageError {
  return place === 'gone'
    ? new StorageError(
        'database_gone',
        `The database ${path} is gone.`,
        'Bring it back; nothing was written elsewhere.',
      )
    : new StorageError(
        'database_replaced',
        `The database ${path} was replaced by another file meanwhile.`,
        'Nothing was written to it. Run the command again.',
      );
}
