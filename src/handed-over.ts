import type { StatsKeeper } from './attendance/attendance-stats-service.ts';
import type { DatedChange } from './attendance/streak/target-service.ts';
import type { BookingContext } from './bookings/booking-context.ts';
import type { ChangeListener } from './bookings/record-changes.ts';
import type { ExportParts } from './calendar/export-service.ts';
import { VdirFollower } from './calendar/vdir-follower.ts';
import type { SettingsPlace } from './config/own-settings-service.ts';
import { configPath, mailFormatsFolder } from './config/paths.ts';
import { readSettings, type Settings } from './config/settings.ts';
import type { DateTarget } from './config/weekly-target-setting.ts';
import { createFolder } from './files/create-folder.ts';
import type { ImportParts } from './intake/import-service.ts';
import { keepChanges } from './journal/keep-changes.ts';
import { keepJournal } from './journal/keep-journal.ts';
import { isPreferenceRow } from './reminders/preference-rows.ts';

// What one feature needs of another, as functions. They load the other feature when they are called.

export function importPartsOf(
  env: NodeJS.ProcessEnv,
  account: { readonly settings: Settings; readonly settingsPlace: () => Promise<SettingsPlace> },
): ImportParts {
  return {
    planRecord: async (...said) => (await import('./attendance/portable-record.ts')).planRecord(...said),
    mailFormats: mailFormatsFolder(env),
    titleMaps: {
      get all() {
        return account.settings.titleMaps;
      },
      async check() {
        const { own } = await account.settingsPlace();
        if (own === null) readSettings(env);
      },
      async save(texts) {
        const { own } = await account.settingsPlace();
        if (own !== null) return own.save('import.map', texts);
        const { saveSetting } = await import('./config/edit-settings.ts');
        saveSetting(configPath(env), 'import.map', texts);
      },
    },
  };
}

export const EXPORT_PARTS: ExportParts = {
  readRecord: async (...asked) => (await import('./attendance/portable-record.ts')).readRecord(...asked),
  readAlarms: async (store) => (await import('./reminders/calendar-alarms.ts')).readAlarms(store),
};

/** The settings say what the target is; attendance keeps since when. */
export function dateTargetIn(bookings: () => Promise<BookingContext>): DateTarget<DatedChange> {
  return async (change) => {
    const { dateTarget } = await import('./attendance/streak/target-service.ts');
    return dateTarget(await bookings(), change);
  };
}

export async function findFeedName({ store }: BookingContext, name: string): Promise<string> {
  const { findFeedRow } = await import('./intake/feeds/feed-store.ts');
  return (await findFeedRow(store, name)).name;
}

/** What follows from a change, in its transaction. Attendance and reminders are loaded then: most commands only read. */
export function listenersOf(
  context: Omit<BookingContext, 'listeners'>,
  keeper: StatsKeeper,
): readonly ChangeListener[] {
  return [keepJournal(context), listenForAttendance(keeper), listenForReminders(context), keepChanges()];
}

function listenForAttendance(keeper: StatsKeeper): ChangeListener {
  return async (store, changes) => {
    const { keepStats } = await import('./attendance/attendance-stats-service.ts');
    await keepStats(keeper)(store, changes);
  };
}

function listenForReminders(context: Omit<BookingContext, 'listeners'>): ChangeListener {
  return async (store, changes) => {
    const { keepLedger } = await import('./reminders/keep-ledger.ts');
    await keepLedger(context)(store, changes);
  };
}

/** Writes the calendar folder with the alarms that reminders make. */
export function followerOf(bookings: () => Promise<BookingContext>): VdirFollower {
  const open = async () => {
    const { readAlarms } = await import('./reminders/calendar-alarms.ts');
    return { store: (await bookings()).store, readAlarms, createFolder };
  };
  return new VdirFollower(open, isPreferenceRow);
}
