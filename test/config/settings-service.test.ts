import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';
import {
  changeSetting,
  checkSettingsFile,
  listSettings,
  readSetting,
  resetSetting,
} from '../../src/config/settings-service.ts';
import { NuminaError } from '../../src/errors.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();
const file = () => path('config.toml');
const env = (others: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ NUMINA_CONFIG: file(), TZ: 'UTC', ...others });

describe('which value wins', () => {
  it('is that of the environment, then of the file, then of the system, then the default', () => {
    writeFileSync(file(), 'zone = "Europe/Berlin"\n');
    expect(readSetting(env({ NUMINA_ZONE: 'Asia/Tokyo' }), 'zone')).toEqual({
      key: 'zone',
      value: 'Asia/Tokyo',
      source: 'environment',
    });
    expect(readSetting(env(), 'zone')).toEqual({ key: 'zone', value: 'Europe/Berlin', source: 'config' });
    writeFileSync(file(), '');
    expect(readSetting(env(), 'zone')).toEqual({ key: 'zone', value: 'UTC', source: 'system' });
    expect(readSetting(env(), 'clock')).toEqual({ key: 'clock', value: '24', source: 'default' });
  });

  it('is told when another is set', () => {
    expect(changeSetting(env({ NUMINA_ZONE: 'Asia/Tokyo' }), 'zone', 'Europe/Berlin')).toMatchObject({
      isOverruled: true,
    });
    expect(changeSetting(env(), 'zone', 'Europe/Berlin')).toMatchObject({ isOverruled: false });
  });

  it('is refused where the environment names no zone', () => {
    expect(() => readSetting(env({ NUMINA_ZONE: 'Moon/Base' }), 'zone')).toThrow(/NUMINA_ZONE is not a known zone/);
  });
});

describe('all settings', () => {
  it('are those of the table, then those of single class types', () => {
    changeSetting(env(), 'weekly_target.yoga', '2');
    const keys = listSettings(env()).map(({ key }) => key);
    expect(keys[0]).toBe('zone');
    expect(keys.at(-1)).toBe('weekly_target.yoga');
    expect(keys).not.toContain('weekly_target.TYPE');
  });
});

describe('a setting that a stranger sends', () => {
  const HOSTILE: readonly (readonly [key: string, text: string])[] = [
    ['zone', 'Europe/Berlin\nclock = "12"'],
    ['zone', '../../etc/passwd'],
    ['clock', ' 24'],
    ['weekly_target', '1e0'],
    ['weekly_target', '99999999999999999999'],
    ['weekly_target.\u001b[31m', '3'],
    ['weekly_target.', '3'],
    ['__proto__', '3'],
    ['constructor', '3'],
    ['toString', '3'],
    ['', '3'],
    ['assume_attended', 'Velo\u0000,x'],
    ['assume_attended', 'Velo \u202egnol'],
    ['assume_attended', 'half \ud83d'],
    ['vdir.path', '/tmp/\u009b2J'],
    ['vdir.path', 'relative'],
    ['smtp.host', 'mail.example.com\r\nDATA'],
    ['smtp.from', 'a@example.com\r\nBcc: b@example.com'],
    ['smtp.password_command', '["pass\u0000"]'],
    ['webhook.url', 'javascript:alert(1)'],
    ['webhook.url', 'http://example.com/'],
    ['import.map', '*'],
  ];
  test.each(HOSTILE)('%j = %j is refused in words, and nothing is written', (key, text) => {
    expect(() => changeSetting(env(), key, text)).toThrow(NuminaError);
    try {
      changeSetting(env(), key, text);
    } catch (error) {
      const { kind, message, hint } = error as NuminaError;
      expect(kind).toBe('usage');
      expect(`${message}${hint}`).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    }
    expect(existsSync(file())).toBe(false);
  });

  it('is taken whole or not at all, and leaves a file that can be read', () => {
    const keys = fc.oneof(
      fc.constantFrom('zone', 'clock', 'rest_days', 'assume_attended', 'vdir.path', 'import.map', 'smtp.user'),
      fc.string({ unit: 'binary' }).map((type) => `weekly_target.${type}`),
      fc.string({ unit: 'binary' }),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('3', '24', '"', "'''", '"""', '[', '#', '\\'),
    );
    fc.assert(
      fc.property(keys, texts, (key, text) => {
        let set: ReturnType<typeof changeSetting> | null = null;
        try {
          set = changeSetting(env(), key, text);
        } catch (error) {
          expect(error).toBeInstanceOf(NuminaError);
        }
        if (set !== null) expect(readSettings(env()).get(key)).toEqual(set.value);
        checkSettingsFile(env());
      }),
    );
  });

  it('may have the name of what every object has', () => {
    for (const type of ['__proto__', 'constructor', 'a.b', 'a"b', 'a]b', '#']) {
      changeSetting(env(), `weekly_target.${type}`, '3');
      expect(readSetting(env(), `weekly_target.${type}`)).toMatchObject({ value: 3, source: 'config' });
      resetSetting(env(), `weekly_target.${type}`);
      expect(readSetting(env(), `weekly_target.${type}`)).toMatchObject({ value: null, source: 'default' });
    }
  });
});

describe('a setting that is taken back', () => {
  it('may be the wrong one that keeps everything from being read', () => {
    writeFileSync(file(), '# mine\nclock = "13"\nweek_start = "sunday"\n');
    expect(() => readSetting(env(), 'week_start')).toThrow(/clock cannot be/);
    expect(resetSetting(env(), 'clock')).toEqual({ key: 'clock', value: '24', source: 'default' });
    expect(readFileSync(file(), 'utf8')).toBe('# mine\nweek_start = "sunday"\n');
  });

  it('leaves a file alone that does not have it, or is not TOML', () => {
    resetSetting(env(), 'clock');
    expect(existsSync(file())).toBe(false);
    writeFileSync(file(), 'clock = [');
    expect(() => resetSetting(env(), 'clock')).toThrow(/not valid TOML/);
    expect(readFileSync(file(), 'utf8')).toBe('clock = [');
  });

  it('is refused where no setting has that name', () => {
    expect(() => resetSetting(env(), 'colour')).toThrow(/There is no setting “colour”/);
  });
});

describe('the file itself', () => {
  it('is looked through, every channel too', () => {
    writeFileSync(file(), 'webhook.url = "ftp://example.com"\n');
    expect(() => checkSettingsFile(env())).toThrow(/webhook\.url cannot be/);
    writeFileSync(file(), 'clock = "12"\n');
    expect(checkSettingsFile(env())).toBe(file());
  });

  it('is reported in words where it is a folder', () => {
    mkdirSync(file());
    expect(() => checkSettingsFile(env())).toThrow(/cannot be read/);
  });
});
