import type { Migration } from 'kysely';

/** Every migration by name, in the order in which they run. Add new ones at the end; never change a released one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': lazily(() => import('./0001-initial.ts')),
  '0002-journal': lazily(() => import('./0002-journal.ts')),
  '0003-attendance': lazily(() => import('./0003-attendance.ts')),
  '0004-reminders': lazily(() => import('./0004-reminders.ts')),
  '0005-feeds': lazily(() => import('./0005-feeds.ts')),
  '0006-attendance-past': lazily(() => import('./0006-attendance-past.ts')),
  '0007-series': lazily(() => import('./0007-series.ts')),
  '0008-weekly-targets': lazily(() => import('./0008-weekly-targets.ts')),
  '0009-mailboxes': lazily(() => import('./0009-mailboxes.ts')),
  '0010-accounts': lazily(() => import('./0010-accounts.ts')),
  '0011-keys': lazily(() => import('./0011-keys.ts')),
  '0012-leases': lazily(() => import('./0012-leases.ts')),
  '0013-access': lazily(() => import('./0013-access.ts')),
};

/** Loaded by a database that needs it. */
function lazily(load: () => Promise<Migration>): Migration {
  return { up: async (db) => (await load()).up(db) };
}
