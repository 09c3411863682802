import { createHash, type Hash } from 'node:crypto';
import type { Row } from '../row-change.ts';
import { TABLES } from './tables.ts';

/** What a table holds: the number of its rows, and a digest of them. */
export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** SHA-256, in hex. */
  readonly digest: string;
}

/**
 * Digests of all tables, from rows that come by account and key. The digest of a table is that of a text which no engine
 * has a say in: for every row a line, a JSON object with the columns by name. Rows are ordered by account and key,
 * names and keys by code point. Equal digests mean equal tables.
 */
export class TableDigests {
  readonly #hashes = new Map<string, { readonly hash: Hash; rows: number }>(
    TABLES.map(({ name }) => [name, { hash: createHash('sha256'), rows: 0 }]),
  );

  add(table: string, rows: readonly Row[]): void {
    const found = this.#hashes.get(table);
    const [first] = rows;
    if (!found || !first) return;
    // The names are ASCII, so the order of UTF-16 is that of code points.
    const columns = Object.keys(first).sort();
    found.rows += rows.length;
    for (const row of rows) found.hash.update(`${JSON.stringify(row, columns)}\n`);
  }

  /** Ends the digests. No more rows can be added. */
  result(): readonly TableDigest[] {
    return [...this.#hashes].map(([table, { hash, rows }]) => ({ table, rows, digest: hash.digest('hex') }));
  }
}
