import { describe, expect, it } from 'vitest';
import { toPreferencesJson } from '../../src/contract/reminder-json.ts';
import { describePreferenceChange } from '../../src/reminders/describe-preference-change.ts';
import { parseChannels, parseOffsets, parseQuietHours } from '../../src/reminders/parse-preferences.ts';
import { readReminderPreferences, saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import {
  changePreferences,
  DEFAULT_PREFERENCES,
  formatOffsets,
  type ReminderSettings,
  settingsFor,
} from '../../src/reminders/preferences.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

describe('offsets', () => {
  it.each([
    ['24h,1h', [1440, 60]],
    ['30m, 2h ,24h', [1440, 120, 30]],
    ['1h,60m', [60]],
    ['none', []],
    ['2d', [2880]],
    ['24h before, 1h before', [1440, 60]],
  ])('reads %s', (text, minutes) => {
    expect(parseOffsets(text, '--before')).toEqual(minutes);
  });

  it.each(['-1h', '0', '400 days', 'soon', '', '1h,,2h', ',', '1.5m'])('refuses “%s”', (text) => {
    expect(() => parseOffsets(text, '--before')).toThrow(expect.objectContaining({ kind: 'usage' }));
  });

  it('refuses a number without a unit with both of its readings', () => {
    expect(() => parseOffsets('24h,2', '--before')).toThrow(
      expect.objectContaining({ message: '“2” could be 2 hours or 2 minutes.', hint: 'Write 2h or 2m.' }),
    );
  });

  it('refuses more than a person could want', () => {
    const many = Array.from({ length: 11 }, (_, index) => `${index + 1}h`).join(',');
    expect(() => parseOffsets(many, '--before')).toThrow(expect.objectContaining({ code: 'too_many_offsets' }));
  });

  it('are written as they are read', () => {
    const minutes = [2880, 1440, 90, 60, 5];
    expect(formatOffsets(minutes)).toBe('2d,24h,1h30m,1h,5m');
    expect(parseOffsets(formatOffsets(minutes), '')).toEqual(minutes);
  });
});

describe('channels and quiet hours', () => {
  it('are read as lists and ranges', () => {
    expect(parseChannels('webhook, Desktop,desktop', '--via')).toEqual(['desktop', 'webhook']);
    expect(parseChannels('none', '--via')).toEqual([]);
    expect(parseQuietHours('22:00-7:00')).toEqual({ from: '22:00', to: '07:00' });
    for (const text of ['22-7', '10pm-7am', '22:00–07:00', '10-7am']) {
      expect(parseQuietHours(text), text).toEqual({ from: '22:00', to: '07:00' });
    }
    expect(parseQuietHours('off')).toBeNull();
  });

  it.each(['pigeon', '', 'desktop,'])('refuse the channel “%s”', (text) => {
    expect(() => parseChannels(text, '--via')).toThrow(expect.objectContaining({ kind: 'usage' }));
  });

  it.each(['22-', '10-7', '25:00-07:00', '22:00-22:00', 'nights', ''])('refuse the hours “%s”', (text) => {
    expect(() => parseQuietHours(text)).toThrow(expect.objectContaining({ code: 'bad_quiet_hours' }));
  });
});

describe('the settings of a type', () => {
  const change = (classType: string | null, fields: Partial<ReminderSettings>, before = DEFAULT_PREFERENCES) =>
    changePreferences(before, { classType, isReset: false, fields });

  it('override the general ones field by field, however the type is written', () => {
    const preferences = change(null, { isEnabled: false }, change('Yoga', { offsetsMinutes: [120] }));
    expect(settingsFor(preferences, 'YOGA')).toEqual({
      ...DEFAULT_PREFERENCES.general,
      isEnabled: false,
      offsetsMinutes: [120],
    });
    expect(settingsFor(preferences, 'spin').offsetsMinutes).toEqual([1440, 60]);
    expect(settingsFor(preferences, null).isEnabled).toBe(false);
  });

  it('are dropped by a reset', () => {
    const preferences = change('yoga', { offsetsMinutes: [120] });
    expect(changePreferences(preferences, { classType: 'YOGA', isReset: true, fields: {} }).byType.size).toBe(0);
  });

  it('never promise an email that comes too late, wherever the two parts of that are set', () => {
    const short = change('yoga', { offsetsMinutes: [9] });
    expect(() => change(null, { channels: ['email'] }, short)).toThrow(/yoga/);
    expect(() => change(null, { channels: ['email'], cancelByOffsetsMinutes: [5] })).toThrow(
      expect.objectContaining({ code: 'offset_too_short' }),
    );
    expect(change(null, { channels: ['email'], offsetsMinutes: [10] }).general.offsetsMinutes).toEqual([10]);
  });
});

describe('a change in words', () => {
  const words = (fields: Partial<ReminderSettings>, change: { classType?: string; isReset?: boolean } = {}) =>
    describePreferenceChange(
      changePreferences(DEFAULT_PREFERENCES, { classType: 'yoga', isReset: false, fields: { isEnabled: false } }),
      { classType: null, isReset: false, ...change, fields },
    );

  it('tells what becomes of each field', () => {
    expect(words({ offsetsMinutes: [1440, 120, 30], channels: ['desktop', 'email'] })).toBe(
      'set reminders: 24h, 2h and 30m before, by desktop and email',
    );
    expect(words({ isEnabled: false, cancelByOffsetsMinutes: [120] })).toBe(
      'set reminders: off, 2h before free cancellation ends',
    );
    expect(words({ offsetsMinutes: [], channels: [], quietHours: { from: '22:00', to: '07:00' } })).toBe(
      'set reminders: none before, by no channel, quiet 22:00-07:00',
    );
  });

  it('leaves out what was so before', () => {
    expect(words({ isEnabled: true, channels: ['desktop'], quietHours: null, offsetsMinutes: [60] })).toBe(
      'set reminders: 1h before',
    );
  });

  it('names the type', () => {
    expect(words({ isEnabled: false, quietHours: null }, { classType: 'Yoga' })).toBe(
      'set reminders of Yoga: no quiet hours',
    );
    expect(words({}, { classType: 'Yoga', isReset: true })).toBe('reset reminders of Yoga');
    expect(words({ isEnabled: false }, { classType: 'Yoga', isReset: true })).toBe('reset reminders of Yoga: off');
  });
});

describe('in the database', () => {
  const db = useBookingDatabase();
  const context = (now = '2026-11-24T10:00:00Z') => db.at(now);

  it('come back as they were saved', async () => {
    expect(await readReminderPreferences(context())).toEqual(DEFAULT_PREFERENCES);
    const fields: ReminderSettings = {
      isEnabled: false,
      offsetsMinutes: [2880, 60, 15],
      cancelByOffsetsMinutes: [120, 30],
      channels: ['desktop', 'webhook'],
      quietHours: { from: '22:00', to: '07:00' },
    };
    const own = { channels: [], quietHours: null } as const;
    await saveReminderPreferences(context(), { classType: null, isReset: false, fields });
    const saved = await saveReminderPreferences(context(), { classType: 'Yoga', isReset: false, fields: own });
    expect(await readReminderPreferences(context())).toEqual(saved);
    expect(saved).toEqual({ general: fields, byType: new Map([['yoga', own]]) });
    const [row] = await db.database.store.db.selectFrom('booking_reminders').selectAll().execute();
    expect(row).toMatchObject({ enabled: 0, reminder_24h: 0, reminder_1h: 1, push_reminders: 1, email_reminders: 0 });
  });

  it('have the shape of the public contract', () => {
    expect(toPreferencesJson(DEFAULT_PREFERENCES)).toEqual({
      enabled: true,
      reminder24h: true,
      reminder1h: true,
      offsets: [1440, 60],
      cancelByOffsets: [60],
      emailReminders: false,
      pushReminders: true,
      webhookReminders: false,
      quietHours: null,
      byType: {},
    });
  });
});
