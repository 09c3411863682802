import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSettings, parseSettings, readSettings } from '../../src/config/settings.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();

function envWith(text: string): NodeJS.ProcessEnv {
  writeFileSync(path('config.toml'), text);
  return { NUMINA_CONFIG: path('config.toml') };
}

describe('the settings', () => {
  it('are the defaults where there is no file', () => {
    expect(loadSettings({ NUMINA_CONFIG: path('none.toml') })).toEqual({
      zone: null,
      weekStart: 1,
      clock: '24',
      restDays: [],
      weeklyTarget: null,
      assumeAttended: [],
      vdirPath: null,
      titleMaps: [],
      weeklyTargetByType: new Map(),
      inboxNotice: true,
    });
  });

  it('know the home folder by its sign', () => {
    const env = { NUMINA_CONFIG: path('home.toml'), HOME: '/home/ana' };
    writeFileSync(path('home.toml'), '"vdir.path" = "~/calendars/classes"');
    expect(loadSettings(env).vdirPath).toBe('/home/ana/calendars/classes');
    writeFileSync(path('home.toml'), '[vdir]\npath = "/srv/~/classes"');
    expect(loadSettings(env).vdirPath).toBe('/srv/~/classes');
  });

  it('are what the file says, in whatever form TOML has for it', () => {
    const env = envWith(`
      zone = "Europe/Berlin"   # home
      week_start = 'Sunday'
      clock = 12
      rest_days = [ "saturday", "Sunday" ]
      weekly_target = 3
      "weekly_target.yoga" = 2
      "weekly_target.hot yoga" = 1
      assume_attended = ["mindbody", "Velo"]
      inbox_notice = "off"
      import.map = ["Spin*=type:spin,location:Studio North", "*yoga=type:yoga"]
    `);
    expect(loadSettings(env)).toEqual({
      zone: 'Europe/Berlin',
      weekStart: 7,
      clock: '12',
      restDays: [6, 7],
      weeklyTarget: 3,
      vdirPath: null,
      weeklyTargetByType: new Map([
        ['yoga', 2],
        ['hot yoga', 1],
      ]),
      assumeAttended: ['mindbody', 'Velo'],
      titleMaps: [
        {
          text: 'Spin*=type:spin,location:Studio North',
          pattern: 'Spin*',
          fields: { type: 'spin', location: 'Studio North' },
        },
        { text: '*yoga=type:yoga', pattern: '*yoga', fields: { type: 'yoga' } },
      ],
      inboxNotice: false,
    });
  });

  it('take a table for a dotted key, and a list in one text', () => {
    const env = envWith('rest_days = "saturday,sunday"\n[weekly_target]\nyoga = 2\n"hot yoga" = 1\n');
    expect(loadSettings(env)).toMatchObject({
      restDays: [6, 7],
      assumeAttended: [],
      vdirPath: null,
      weeklyTargetByType: new Map([
        ['yoga', 2],
        ['hot yoga', 1],
      ]),
    });
  });

  it('keep apart what is set from what is a default', () => {
    expect([...readSettings(envWith('clock = "12"'))]).toEqual([['clock', '12']]);
    expect([...readSettings(envWith(''))]).toEqual([]);
  });
});

describe('a file of settings that is wrong', () => {
  it.each([
    ['zone = "Mars/Olympus"', 'bad_setting', 'zone cannot be “Mars/Olympus”.'],
    ['zone = true', 'bad_setting', 'zone cannot be “true”.'],
    ['zone = 2026-11-24', 'bad_setting', 'zone cannot be “2026-11-24”.'],
    ['weekly_target = 9', 'bad_setting', 'weekly_target cannot be “9”.'],
    ['[weekly_target]\nyoga = 0', 'bad_setting', 'weekly_target.yoga cannot be “0”.'],
    ['rest_days = ["sun"]', 'bad_setting', 'rest_days cannot be “sun”.'],
    ['import.map = ["Spin*=type:spin", "spin"]', 'bad_setting', 'import.map cannot be “spin”.'],
    ['[import]\nmap = 5', 'bad_setting', 'import.map cannot be “5”.'],
    ['colour = "red"', 'unknown_setting', 'There is no setting “colour”.'],
    ['[zone]\nname = "UTC"', 'unknown_setting', 'There is no setting “zone.name”.'],
  ])('%j: %s, and what it is is named', (text, code, message) => {
    const inFile = `In the settings ${path('config.toml')}: ${message}`;
    expect(() => loadSettings(envWith(text))).toThrow(
      expect.objectContaining({ kind: 'usage', code, message: inFile }),
    );
  });

  it.each(['zone = Berlin', 'zone "UTC"', 'clock = "12"\nclock = "24"', '[[['])(
    '%j is not TOML, and the file is named',
    (text) => {
      const env = envWith(text);
      expect(() => loadSettings(env)).toThrow(expect.objectContaining({ kind: 'usage', code: 'config_invalid' }));
      expect(() => loadSettings(env)).toThrow(`The settings ${path('config.toml')} are not valid TOML: `);
    },
  );

  it('is one that cannot be read', () => {
    mkdirSync(path('config.toml'));
    expect(() => loadSettings({ NUMINA_CONFIG: path('config.toml') })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'config_unreadable' }),
    );
  });

  it('names the file that was read', () => {
    expect(() => parseSettings('=', '/etc/numina.toml')).toThrow('The settings /etc/numina.toml are not valid TOML');
  });
});
