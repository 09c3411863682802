import type { Session } from '../../app.ts';
import { listPersonSettings, patchSettings } from '../../config/patch-settings.ts';
import { toSettingJson } from '../../contract/program-json.ts';
import { toPreferencesJson } from '../../contract/reminder-json.ts';
import { settingItems, settingsRequest } from '../../contract/schemas/program-schema.ts';
import { preferences, preferencesRequest } from '../../contract/schemas/reminder-schema.ts';
import { readReminderPreferences, replaceReminderPreferences } from '../../reminders/preference-service.ts';
import { defineEndpoint } from '../endpoint.ts';

// What a person wants of numina.

const REMINDERS = { path: '/bookings/reminder-preferences', answer: { status: 200, schema: preferences } } as const;

const getPreferences = defineEndpoint({
  ...REMINDERS,
  method: 'GET',
  name: 'getReminderPreferences',
  summary: 'When and by what reminders are sent',
  scope: 'read',
  run: async ({ session }) => ({ json: toPreferencesJson(await readReminderPreferences(await session.bookings())) }),
});

const putPreferences = defineEndpoint<never, typeof preferencesRequest>({
  ...REMINDERS,
  method: 'PUT',
  name: 'setReminderPreferences',
  summary: 'Change when and by what reminders are sent: absent fields stay, offsets are set as a whole',
  scope: 'write',
  body: preferencesRequest,
  async run({ session, body }) {
    return { json: toPreferencesJson(await replaceReminderPreferences(await session.bookings(), body)) };
  },
});

const SETTINGS = { path: '/settings', answer: { status: 200, schema: settingItems } } as const;

const getSettings = defineEndpoint({
  ...SETTINGS,
  method: 'GET',
  name: 'listSettings',
  summary: 'The settings of the person',
  scope: 'read',
  run: async ({ session }) => ({ json: await settingsOf(session) }),
});

const patch = defineEndpoint<never, typeof settingsRequest>({
  ...SETTINGS,
  method: 'PATCH',
  name: 'changeSettings',
  summary: 'Change settings of the person; null puts one back to its default',
  scope: 'write',
  body: settingsRequest,
  async run({ session, body }) {
    // The config file is of the machine: nobody writes it from elsewhere.
    if ((await session.settingsPlace()).own === null) await session.keepSettingsInDatabase();
    await patchSettings(await session.settingsPlace(), body, session.dateTarget);
    return { json: await settingsOf(session) };
  },
});

async function settingsOf(session: Session) {
  return { items: (await listPersonSettings(await session.settingsPlace())).map(toSettingJson) };
}

export const PERSON = [getPreferences, putPreferences, getSettings, patch];
