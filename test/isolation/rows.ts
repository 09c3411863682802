import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MEMORY } from '../support/temporary-folder.ts';
import type { Person } from './person.ts';
import type { Handles } from './record.ts';

/** The ways in which a person may try to reach the record of another by a use case. */
export type Tries = (me: Person, her: Handles) => readonly (() => Promise<unknown>)[];

/** Tries, or tries with the reason why they end otherwise than most. */
export type Row = Tries | Exception;

export interface Exception {
  readonly tries: Tries;
  /** The use case says to her what it says to anybody. Else the two must differ, or the tries would try nothing. */
  readonly same?: string;
}

/** By the name of the file, without its ending, and the name of the use case. */
export type Rows = Readonly<Record<string, Readonly<Record<string, Row>>>>;

export const NAMES_NOBODY = 'It tells of no row.';

/** Tries every way to name her bookings. */
export function byReference(use: (me: Person, reference: string) => Promise<unknown>): Tries {
  return (me, { word, attended, booked, begun, waitlisted, assumed }) => {
    const { id } = booked;
    const ids = [attended, begun, waitlisted, assumed].map((each) => each.id);
    const words = [`${word} Spin`, `${word.toLowerCase()} rowing`, `next ${word}`, `last ${word}`, 'next', 'last'];
    return [id, id.toUpperCase(), id.slice(0, 13), id.slice(0, 9), ...ids, ...words].map(
      (reference) => () => use(me, reference),
    );
  };
}

/** What a use case gave, and the files that it wrote. */
export async function inFolder(work: (folder: string) => Promise<unknown>): Promise<unknown> {
  const folder = mkdtempSync(join(MEMORY, 'numina-test-'));
  try {
    const said = await work(folder);
    const files = readdirSync(folder).sort();
    return { said, files: files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
