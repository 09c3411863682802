import type { Updateable } from 'kysely';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { BookingsTable } from '../../src/db/schema.ts';

// What another process does to the bookings of a database: for tests that step in between.

export function cancelBooking(path: string): Promise<void> {
  return change(path, { status: 'cancelled', cancelled_at: '2026-11-24T17:00:00.000Z' });
}

/** `local` is a wall time in UTC. */
export function moveBooking(path: string, local: string): Promise<void> {
  return change(path, {
    class_local: local,
    class_date: local.slice(0, 10),
    class_time: local.slice(11, 16),
    class_datetime: `${local}.000Z`,
  });
}

export function isClaimed(path: string): Promise<boolean> {
  return onOwnConnection(path, async ({ store: { db } }) => {
    const claims = await db.selectFrom('reminder_ledger').select('booking_id').where('state', '=', 'sending').execute();
    return claims.length > 0;
  });
}

function change(path: string, columns: Updateable<BookingsTable>): Promise<void> {
  return onOwnConnection(path, async ({ store: { db } }) => {
    await db.updateTable('bookings').set(columns).execute();
  });
}

async function onOwnConnection<T>(path: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ path, createFolder: false, now: new Date('2026-11-24T12:00:00Z') });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
