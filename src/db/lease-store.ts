import { type Kysely, sql } from 'kysely';
import { databaseTime } from './database-time.ts';
import type { Database, EngineName } from './engine.ts';
import { keepUnchanged } from './keep-unchanged.ts';
import type { Schema } from './schema.ts';

/** The right of one daemon to do a duty until an instant. */
export interface Lease {
  /** The id of the machine whose daemon has it. */
  readonly holder: string;
  /** Counts the daemons that have had it, from 1. */
  readonly fence: number;
  /** By the clock of the database. */
  readonly untilMs: number;
}

interface Row {
  readonly now: string;
  readonly name: string | null;
  readonly holder: string;
  readonly fence: number;
  readonly until: string;
}

/** Where the leases are. */
export type LeasePlace = Pick<Database, 'common' | 'engine'>;

/** All leases, and the instant at which they were read, by the clock of the database. */
export async function readLeases({
  common,
  engine,
}: LeasePlace): Promise<{ readonly nowMs: number; readonly leases: ReadonlyMap<string, Lease> }> {
  const { rows } = await sql<Row>`
    select present.now, leases.name, leases.holder, leases.fence, leases.until
    from (select ${databaseTime(engine)} as now) as present left join leases on 1 = 1`.execute(common);
  const leases = new Map<string, Lease>();
  for (const row of rows) if (row.name !== null) leases.set(row.name, toLease(row));
  return { nowMs: Date.parse(rows[0]?.now ?? ''), leases };
}

/** A lease as it is and stays until the transaction ends; null where nobody has had it. */
export async function readLeaseForClaim(
  db: Kysely<Schema>,
  engine: EngineName,
  duty: string,
): Promise<{ readonly nowMs: number; readonly lease: Lease } | null> {
  const { rows } = await sql<Row>`
    select ${databaseTime(engine)} as now, name, holder, fence, until from leases where name = ${duty}
    ${keepUnchanged(engine)}`.execute(db);
  const [row] = rows;
  return row ? { nowMs: Date.parse(row.now), lease: toLease(row) } : null;
}

/** Prolongs own leases; gives those that nobody has taken over since they were read. */
export async function renewLeases(db: Kysely<Schema>, renewed: ReadonlyMap<string, Lease>): Promise<readonly string[]> {
  const [first] = renewed.values();
  if (!first) return [];
  const rows = await db
    .updateTable('leases')
    .set({ until: new Date(first.untilMs).toISOString() })
    .where(({ or, and, eb }) =>
      or(
        [...renewed].map(([duty, { holder, fence }]) =>
          and([eb('name', '=', duty), eb('holder', '=', holder), eb('fence', '=', fence)]),
        ),
      ),
    )
    .returning('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** Takes a lease over, unless another has been faster since it was read. `before` is null where nobody has had it. */
export async function takeLease(
  db: Kysely<Schema>,
  duty: string,
  before: Lease | null,
  { holder, fence, untilMs }: Lease,
): Promise<boolean> {
  const values = { holder, fence, until: new Date(untilMs).toISOString() };
  if (before === null) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('leases')
      .values({ name: duty, ...values })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows) === 1;
  }
  const { numUpdatedRows } = await db
    .updateTable('leases')
    .set(values)
    .where('name', '=', duty)
    .where('holder', '=', before.holder)
    .where('fence', '=', before.fence)
    // It may have been renewed.
    .where('until', '=', new Date(before.untilMs).toISOString())
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

function toLease({ holder, fence, until }: Row): Lease {
  return { holder, fence, untilMs: Date.parse(until) };
}
