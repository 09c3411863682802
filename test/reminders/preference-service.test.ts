import { describe, expect, it } from 'vitest';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { listEntries } from '../../src/journal/journal-store.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { readReminderPreferences, saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import { DEFAULT_PREFERENCES, type PreferenceChange } from '../../src/reminders/preferences.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();

function context() {
  const parts = db.at('2026-11-24T14:12:00Z');
  return { ...parts, listeners: [keepJournal(parts)] };
}

/** A change as a stranger sends it: no type keeps him from anything. */
function save(said: { classType?: unknown; isReset?: unknown; fields?: unknown }) {
  return saveReminderPreferences(context(), {
    classType: null,
    isReset: false,
    fields: {},
    ...said,
  } as unknown as PreferenceChange);
}

const LONG = 'x'.repeat(100_000);
const ESCAPE = '\u001b[31mred\u001b[0m';

describe('preferences that nobody may have', () => {
  it.each([
    ['an offset of −1 minutes', { offsetsMinutes: [-1] }, 'bad_offset'],
    ['an offset of 0 minutes', { offsetsMinutes: [0] }, 'bad_offset'],
    ['half a minute', { offsetsMinutes: [0.5] }, 'bad_offset'],
    ['no number', { offsetsMinutes: [Number.NaN] }, 'bad_offset'],
    ['for ever', { offsetsMinutes: [Number.POSITIVE_INFINITY] }, 'bad_offset'],
    ['10^9 minutes', { cancelByOffsetsMinutes: [10 ** 9] }, 'bad_offset'],
    ['a minute more than a year', { offsetsMinutes: [366 * 1440 + 1] }, 'bad_offset'],
    ['a number in words', { offsetsMinutes: ['60'] }, 'bad_offset'],
    ['no list', { offsetsMinutes: 60 }, 'bad_list'],
    ['a hundred thousand offsets', { offsetsMinutes: Array.from({ length: 100_000 }, (_, i) => i + 1) }, null],
    ['an unknown channel', { channels: ['pigeon'] }, 'unknown_channel'],
    ['a channel with an escape sequence', { channels: [ESCAPE] }, 'unknown_channel'],
    ['a channel of 100,000 characters', { channels: [LONG] }, 'unknown_channel'],
    ['a channel that is not text', { channels: [{ toString: null }] }, 'unknown_channel'],
    ['hours that no clock shows', { quietHours: { from: '25:00', to: '07:00' } }, 'bad_quiet_hours'],
    ['hours with a line break', { quietHours: { from: '22:00\n', to: '07:00' } }, 'bad_quiet_hours'],
    ['no hours', { quietHours: { from: '22:00', to: '22:00' } }, 'bad_quiet_hours'],
    ['hours in words', { quietHours: '22:00-07:00' }, 'bad_quiet_hours'],
    ['neither on nor off', { isEnabled: 'yes' }, 'bad_enabled'],
    ['an unknown field', { volume: 11 }, 'unknown_field'],
    ['a field of every object', { ['__proto__']: null, constructor: 1 }, 'unknown_field'],
    ['an email that would come too late', { channels: ['email'], offsetsMinutes: [9] }, 'offset_too_short'],
  ])('are refused: %s', async (_, fields, code) => {
    const error = await save({ fields }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'usage', code: code ?? 'too_many_offsets' });
    // What is said stays short, and is nothing that a terminal obeys.
    expect((error as Error).message).toMatch(/^[^\p{C}]{1,200}$/u);
    expect(await readReminderPreferences(context())).toEqual(DEFAULT_PREFERENCES);
  });

  it.each([
    ['empty', ' \u0000', 'empty_text'],
    ['too long', LONG, 'text_too_long'],
  ])('are refused for a type that is %s', async (_, classType, code) => {
    await expect(save({ classType, fields: { isEnabled: false } })).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('are refused where nothing is said, or everything is to be reset', async () => {
    await expect(save({})).rejects.toMatchObject({ kind: 'usage', code: 'nothing_to_set' });
    await expect(save({ isReset: true })).rejects.toMatchObject({ kind: 'usage', code: 'type_missing' });
    expect(await listEntries(db.database.store, 10)).toEqual([]);
  });
});

describe('preferences as said', () => {
  it('are kept in their usual form, each once', async () => {
    const saved = await save({
      classType: `Yoga${ESCAPE}`,
      fields: { offsetsMinutes: [60, 1440, 60], channels: ['webhook', 'desktop', 'webhook'], quietHours: null },
    });
    expect([...saved.byType]).toEqual([
      ['yoga[31mred[0m', { offsetsMinutes: [1440, 60], channels: ['desktop', 'webhook'], quietHours: null }],
    ]);
    expect(await readReminderPreferences(context())).toEqual(saved);
  });

  it('are one step, which undo takes back and redo brings again', async () => {
    await save({ fields: { offsetsMinutes: [120], isEnabled: false } });
    expect(await listEntries(db.database.store, 10)).toMatchObject([{ what: 'set reminders: off, 2h before' }]);
    await reverseSteps(context(), 'undo', 1);
    expect(await readReminderPreferences(context())).toEqual(DEFAULT_PREFERENCES);
    await reverseSteps(context(), 'redo', 1);
    expect((await readReminderPreferences(context())).general.offsetsMinutes).toEqual([120]);
  });
});
