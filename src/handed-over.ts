import type { StatsKeeper } from './attendance/attendance-stats-service.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import type { ChangeListener } from './bookings/record-changes.ts';
import type { ExportParts } from './calendar/export-service.ts';
import { configPath, mailFormatsFolder } from './config/paths.ts';
import { readSettings, type Settings } from './config/settings.ts';
import type { ImportParts } from './intake/import-service.ts';

// What one feature needs of another, as functions. They load the other feature when they are called.

export function importPartsOf(machine: { readonly env: NodeJS.ProcessEnv; readonly settings: Settings }): ImportParts {
  return {
    planRecord: async (...said) => (await import('./attendance/portable-record.ts')).planRecord(...said),
    mailFormats: mailFormatsFolder(machine.env),
    titleMaps: {
      get all() {
        return machine.settings.titleMaps;
      },
      async check() {
        readSettings(machine.env);
      },
      async save(texts) {
        const { saveSetting } = await import('./config/edit-settings.ts');
        saveSetting(configPath(machine.env), 'import.map', texts);
      },
    },
  };
}

export const EXPORT_PARTS: ExportParts = {
  readRecord: async (...asked) => (await import('./attendance/portable-record.ts')).readRecord(...asked),
  readAlarms: async (store) => (await import('./reminders/calendar-alarms.ts')).readAlarms(store),
};

export async function findFeedName({ store }: BookingContext, name: string): Promise<string> {
  const { findFeedRow } = await import('./intake/feeds/feed-store.ts');
  return (await findFeedRow(store, name)).name;
}

/** Keeps statistics and achievements up to date. The feature is loaded at the first change, since most commands only read. */
export function listenForAttendance(keeper: StatsKeeper): ChangeListener {
  return async (store, changes) => {
    const { keepStats } = await import('./attendance/attendance-stats-service.ts');
    await keepStats(keeper)(store, changes);
  };
}

/** Keeps the reminders up to date, likewise. */
export function listenForReminders(context: Omit<BookingContext, 'listeners'>): ChangeListener {
  return async (store, changes) => {
    const { keepLedger } = await import('./reminders/keep-ledger.ts');
    await keepLedger(context)(store, changes);
  };
}
