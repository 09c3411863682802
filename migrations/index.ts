import type { Migration } from 'kysely';
import * as initial from './0001-initial.ts';
import * as journal from './0002-journal.ts';
import * as attendance from './0003-attendance.ts';
import * as reminders from './0004-reminders.ts';
import * as feeds from './0005-feeds.ts';
import * as attendancePast from './0006-attendance-past.ts';
import * as series from './0007-series.ts';
import * as weeklyTargets from './0008-weekly-targets.ts';
import * as mailboxes from './0009-mailboxes.ts';

/** Every migration by name, in the order in which they run. Add new ones at the end; never change a released one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-journal': journal,
  '0003-attendance': attendance,
  '0004-reminders': reminders,
  '0005-feeds': feeds,
  '0006-attendance-past': attendancePast,
  '0007-series': series,
  '0008-weekly-targets': weeklyTargets,
  '0009-mailboxes': mailboxes,
};
