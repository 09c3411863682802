import BetterSqlite3 from 'better-sqlite3';

// What another process does to the only booking of a database, at once: for tests that step in between.

export function cancelBooking(path: string): void {
  change(path, (sqlite) =>
    sqlite.prepare("update bookings set status = 'cancelled', cancelled_at = '2026-11-24T17:00:00.000Z'").run(),
  );
}

/** `local` is a wall time in UTC. */
export function moveBooking(path: string, local: string): void {
  change(path, (sqlite) =>
    sqlite
      .prepare('update bookings set class_local = ?, class_date = ?, class_time = ?, class_datetime = ?')
      .run(local, local.slice(0, 10), local.slice(11, 16), `${local}.000Z`),
  );
}

export function isClaimed(path: string): boolean {
  let isFound = false;
  change(path, (sqlite) => {
    isFound = sqlite.prepare("select 1 from reminder_ledger where state = 'sending'").get() !== undefined;
  });
  return isFound;
}

function change(path: string, work: (sqlite: BetterSqlite3.Database) => unknown): void {
  const sqlite = new BetterSqlite3(path);
  work(sqlite);
  sqlite.close();
}
