import * as z from 'zod';
import { planned } from './reminder-schema.ts';
import { bookingCount, count, instant, type JsonOf, textOrNull } from './values.ts';

export const setting = z
  .strictObject({
    key: z.string().describe('Name of the setting'),
    value: z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
      .nullable()
      .describe('null where it is not set'),
    source: z
      .enum(['environment', 'config', 'account', 'system', 'default'])
      .describe('Where the value comes from; account: it is kept with the record of the account'),
  })
  .meta({ id: 'Setting' });
export type SettingJson = JsonOf<typeof setting>;
export const settings = z.array(setting);
export const settingItems = z.strictObject({ items: settings }).meta({ id: 'SettingItems' });
export const settingsRequest = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable())
  .meta({ id: 'SettingsRequest', description: 'The settings to change, by key; null puts one back to its default' });

export const settingsFile = z.strictObject({ path: z.string().describe('The file of the settings') });
export type SettingsFileJson = JsonOf<typeof settingsFile>;

export const daemonStatus = z
  .strictObject({
    running: z.boolean().describe('Whether a daemon of this database runs'),
    pid: z.int().nullable().describe('Id of its process'),
    version: textOrNull.describe('Version of the daemon that runs or ran last; the fields below are about it too'),
    startedAt: instant.nullable().describe('In UTC'),
    lastTickAt: instant.nullable().describe('In UTC'),
    lastError: textOrNull.describe('The last error, in words'),
    next: planned.nullable().describe('The next reminder'),
  })
  .meta({ id: 'DaemonStatus' });
export type DaemonStatusJson = JsonOf<typeof daemonStatus>;

export const serving = z.strictObject({
  url: z.string().describe('Where it listens'),
  signIn: textOrNull.describe('A link that signs a browser in, once; null where there is none'),
  pid: z.int().describe('Id of its process'),
});
export type ServingJson = JsonOf<typeof serving>;

const service = {
  manager: z.enum(['systemd', 'launchd']).describe('The service manager'),
  file: z.string().describe('The file of the service'),
};
export const installed = z.strictObject({
  ...service,
  text: z.string().describe('The text of the file'),
  installed: z.boolean().describe('false where the service was only shown'),
});
export type InstalledJson = JsonOf<typeof installed>;
export const uninstalled = z.strictObject({ ...service, removed: z.boolean().describe('false where there was none') });
export type UninstalledJson = JsonOf<typeof uninstalled>;

export const finding = z
  .strictObject({
    check: z.string().describe('Stable name of the check'),
    ok: z.boolean().nullable().describe('null where there is nothing to check, because it is not set up'),
    message: z.string().describe('The result'),
    hint: textOrNull.describe('What to do'),
  })
  .meta({ id: 'Finding' });
export type FindingJson = JsonOf<typeof finding>;
export const findings = z.array(finding);

const copy = {
  file: z.string().describe('Absolute path'),
  bytes: count.describe('Size of the file'),
  bookings: bookingCount,
};
export const backup = z.strictObject(copy).meta({ id: 'Backup' });
export type BackupJson = JsonOf<typeof backup>;
export const restored = z
  .strictObject({ ...copy, kept: textOrNull.describe('The file with the database from before') })
  .nullable()
  .describe('null where nothing was restored');
export type RestoredJson = JsonOf<typeof restored>;

export const demo = z.strictObject({
  bookings: bookingCount,
  file: z.string().describe('The file of the exported calendar'),
});
export type DemoJson = JsonOf<typeof demo>;
