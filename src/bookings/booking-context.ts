import type { Transaction } from 'kysely';
import type { Database } from '../db/open.ts';
import type { Schema } from '../db/schema.ts';
import type { Clock } from '../time/clock.ts';
import type { TimeHabits } from '../time/when.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { Moment } from './booking-reference.ts';
import type { ChangeListener } from './record-changes.ts';

/** What every use case of bookings works with; the composition root makes it. */
export interface BookingContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly homeZone: string;
  readonly newId: () => string;
  /** How the person writes times; by a clock of 24 hours and in English where it is not said. */
  readonly habits?: TimeHabits;
  readonly listeners: readonly ChangeListener[];
}

/** One transaction: the write lock from the start, all of `work` on disk at the end, or nothing. */
export async function inTransaction<T>(
  { database }: Pick<BookingContext, 'database'>,
  work: (trx: Transaction<Schema>, userId: string) => Promise<T>,
): Promise<T> {
  try {
    return await database.kysely.transaction().execute((trx) => work(trx, database.userId));
  } catch (error) {
    throw database.explain(error);
  }
}

/** Now, as references in words see it. */
export function momentOf({ clock, homeZone, habits }: Pick<BookingContext, 'clock' | 'homeZone' | 'habits'>): Moment {
  const now = clock.now();
  return { now, nowLocal: wallTimeAt(now, homeZone), locale: habits?.locale ?? null };
}

/** How times in words are read in this context. */
export function readingOf({ habits }: Pick<BookingContext, 'habits'>): { readonly habits?: TimeHabits } {
  return habits === undefined ? {} : { habits };
}
