import * as z from 'zod';
import { planned } from './reminder-schema.ts';
import { bookingCount, count, instant, type JsonOf, textOrNull } from './values.ts';

export const setting = z
  .strictObject({
    key: z.string().describe('Its name'),
    value: z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
      .nullable()
      .describe('null where it is not set'),
    source: z.enum(['environment', 'config', 'system', 'default']).describe('Where the value comes from'),
  })
  .meta({ id: 'Setting' });
export type SettingJson = JsonOf<typeof setting>;
export const settings = z.array(setting);

export const settingsFile = z.strictObject({ path: z.string().describe('The file of the settings') });
export type SettingsFileJson = JsonOf<typeof settingsFile>;

export const daemonStatus = z
  .strictObject({
    running: z.boolean().describe('Whether a daemon of this database runs'),
    pid: z.int().nullable().describe('Of its process'),
    version: textOrNull.describe('That of the daemon that runs or ran last, as the fields below'),
    startedAt: instant.nullable().describe('In UTC'),
    lastTickAt: instant.nullable().describe('In UTC'),
    lastError: textOrNull.describe('What went wrong last, in words'),
    next: planned.nullable().describe('The reminder that is due next'),
  })
  .meta({ id: 'DaemonStatus' });
export type DaemonStatusJson = JsonOf<typeof daemonStatus>;

const service = {
  manager: z.enum(['systemd', 'launchd']).describe('Which manager of services'),
  file: z.string().describe('Where the service is described'),
};
export const installed = z.strictObject({
  ...service,
  text: z.string().describe('What is in the file'),
  installed: z.boolean().describe('false with --print'),
});
export type InstalledJson = JsonOf<typeof installed>;
export const uninstalled = z.strictObject({ ...service, removed: z.boolean().describe('false where there was none') });
export type UninstalledJson = JsonOf<typeof uninstalled>;

export const finding = z
  .strictObject({
    check: z.string().describe('A word for each check, always the same'),
    ok: z.boolean().nullable().describe('null where there is nothing to judge: it is not set up'),
    message: z.string().describe('What was found'),
    hint: textOrNull.describe('What to do'),
  })
  .meta({ id: 'Finding' });
export type FindingJson = JsonOf<typeof finding>;
export const findings = z.array(finding);

const copy = {
  file: z.string().describe('The whole path'),
  bytes: count.describe('Size of the file'),
  bookings: bookingCount,
};
export const backup = z.strictObject(copy).meta({ id: 'Backup' });
export type BackupJson = JsonOf<typeof backup>;
export const restored = z
  .strictObject({ ...copy, kept: textOrNull.describe('The file in which the database from before is kept') })
  .nullable()
  .describe('null where nothing was restored');
export type RestoredJson = JsonOf<typeof restored>;

export const demo = z.strictObject({
  bookings: bookingCount,
  file: z.string().describe('The calendar that was exported'),
});
export type DemoJson = JsonOf<typeof demo>;
