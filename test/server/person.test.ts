import { describe, expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

const api = useApiServer(useHomes());
const { ask } = api;

describe('the preferences for reminders', () => {
  const set = (body: object) => ask('PUT /bookings/reminder-preferences', { body });

  test('are those of the command line, and what is absent stays', async () => {
    await set({ offsets: [60, 1440, 30], quietHours: '22:00-07:00' });
    const { json } = await set({ emailReminders: true });
    expect(json).toMatchObject({ offsets: [1440, 60, 30], quietHours: '22:00-07:00', emailReminders: true });
    expect((await ask('GET /bookings/reminder-preferences')).json).toEqual(json);
    expect((await api.home.json<{ preferences: unknown }>('reminders')).preferences).toEqual(json);
  });

  test('stay as they are where they are sent back as they came, and nothing is written down of it', async () => {
    await set({ byType: { yoga: { offsets: [120], quietHours: 'off' } } });
    const { json } = await ask('GET /bookings/reminder-preferences');
    const steps = (await ask('GET /journal')).json;
    expect((await set(json)).json).toEqual(json);
    expect((await ask('GET /journal')).json).toEqual(steps);
  });

  test('put single times into the offsets, and take them out', async () => {
    await set({ offsets: [60, 30] });
    expect((await set({ reminder24h: true, reminder1h: false })).json.offsets).toEqual([1440, 30]);
  });

  test.each([
    [{ offsets: [60], reminder24h: true }, '#/reminder24h'],
    [{ offsets: [60], reminder1h: false }, '#/reminder1h'],
    [{ quietHours: 'late' }, '#/quietHours'],
  ])('%j contradicts itself or says nothing', async (body, pointer) => {
    expect((await set(body)).json).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  test('of a type go away with null, one by one and all at once', async () => {
    await set({ byType: { barre: { enabled: false, offsets: [90] } } });
    const { json } = await set({ byType: { barre: { enabled: null } } });
    expect(json.byType.barre).toMatchObject({ enabled: null, offsets: [90] });
    expect((await set({ byType: { barre: null } })).json.byType.barre).toBeUndefined();
  });

  test('are taken back with one step', async () => {
    const { json: before } = await set({ enabled: true, byType: { hiit: null } });
    await set({ enabled: false, byType: { hiit: { offsets: [10] } } });
    await ask('POST /undo');
    expect((await ask('GET /bookings/reminder-preferences')).json).toEqual(before);
  });
});

describe('settings', () => {
  const settingOf = async (key: string) =>
    (await ask('GET /settings')).json.items.find((each: { key: string }) => each.key === key)?.value;

  test('are those of the person alone', async () => {
    const keys = (await ask('GET /settings')).json.items.map(({ key }: { key: string }) => key);
    expect(keys).toContain('zone');
    for (const key of ['smtp.host', 'smtp.password_command', 'database', 'vdir.path']) expect(keys).not.toContain(key);
  });

  test('are changed for the command line too, and null puts one back', async () => {
    const { status, text } = await ask('PATCH /settings', {
      body: { clock: '12', weekly_target: 3, rest_days: ['saturday', 'sunday'], 'weekly_target.yoga': 1 },
    });
    expect(status, text).toBe(200);
    expect(await api.home.json('config get clock')).toMatchObject({ value: '12' });
    expect(await settingOf('rest_days')).toEqual(['saturday', 'sunday']);
    await ask('PATCH /settings', { body: { clock: null, 'weekly_target.yoga': null } });
    expect(await settingOf('clock')).toBe('24');
    expect(await settingOf('weekly_target.yoga')).toBeUndefined();
  });

  test('are changed all or none', async () => {
    const { json } = await ask('PATCH /settings', { body: { week_start: 'sunday', zone: 'Nowhere' } });
    expect(json).toMatchObject({ status: 422, errors: [{ pointer: '#/zone' }] });
    expect(await settingOf('week_start')).toBe('monday');
  });

  test.each(['smtp.password_command', 'smtp.host', 'vdir.path', 'database', 'webhook.url', 'nothing'])(
    'have no %s from elsewhere',
    async (key) => {
      const { json } = await ask('PATCH /settings', { body: `{"${key}": "x"}`, headers: JSON_TYPE });
      expect(json).toMatchObject({ status: 422, errors: [{ pointer: `#/${key}` }] });
    },
  );

  test('of one are not those of the other', async () => {
    await ask('PATCH /settings', { token: 'ben', body: { clock: '12' } });
    expect(await settingOf('clock')).toBe('24');
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };
