import type { DaemonStatus } from '../daemon/status-file.ts';
import type { PlannedReminder } from '../reminders/ledger-entry.ts';
import type { WithBooking } from '../reminders/reminder-overview.ts';
import type { Words } from '../words.ts';
import { toPlannedJson } from './reminder-json.ts';
import type {
  BackupJson,
  DaemonStatusJson,
  DemoJson,
  FindingJson,
  InstalledJson,
  RestoredJson,
  ServingJson,
  SettingJson,
  SettingsFileJson,
  UninstalledJson,
} from './schemas/program-schema.ts';

export function toSettingJson({ key, value, source }: SettingJson): SettingJson {
  return { key, value, source };
}

export function toSettingsFileJson(path: string): SettingsFileJson {
  return { path };
}

export function toDaemonStatusJson({
  isRunning,
  status,
  next,
}: {
  readonly isRunning: boolean;
  readonly status: DaemonStatus | null;
  readonly next: WithBooking<PlannedReminder> | null;
}): DaemonStatusJson {
  return {
    running: isRunning,
    pid: isRunning ? (status?.pid ?? null) : null,
    version: status?.version ?? null,
    startedAt: status?.startedAt ?? null,
    lastTickAt: status?.lastTickAt ?? null,
    lastError: status?.lastError ?? null,
    next: next === null ? null : toPlannedJson(next),
  };
}

/** A server that has begun. */
export function toServingJson({ url, signIn, pid }: ServingJson): ServingJson {
  return { url, signIn, pid };
}

export function toInstalledJson(
  { manager, file, text }: Omit<InstalledJson, 'installed'>,
  isPrint: boolean,
): InstalledJson {
  return { manager, file, text, installed: !isPrint };
}

export function toUninstalledJson(
  { manager, file }: Omit<UninstalledJson, 'removed'>,
  isRemoved: boolean,
): UninstalledJson {
  return { manager, file, removed: isRemoved };
}

/** What a check has found, before a front end words it. */
type FoundByCheck = Pick<FindingJson, 'check' | 'ok'> & { readonly message: Words; readonly hint: Words | null };

/** `word` is how the front end words what it says. */
export function toFindingJson({ check, ok, message, hint }: FoundByCheck, word: (said: Words) => string): FindingJson {
  return { check, ok, message: word(message), hint: hint && word(hint) };
}

export function toBackupJson({ file, bytes, bookings }: BackupJson): BackupJson {
  return { file, bytes, bookings };
}

export function toRestoredJson(restored: RestoredJson): RestoredJson {
  if (restored === null) return null;
  const { file, bytes, bookings, kept } = restored;
  return { file, bytes, bookings, kept };
}

export function toDemoJson(bookings: number, file: string): DemoJson {
  return { bookings, file };
}
