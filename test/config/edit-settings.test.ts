import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saveSetting } from '../../src/config/edit-settings.ts';
import type { SettingValue } from '../../src/config/setting-specs.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();

/** The file `text` after one setting is saved in it. */
function saved(text: string, key: string, value: SettingValue | null): string {
  writeFileSync(path('config.toml'), text);
  saveSetting(path('config.toml'), key, value);
  return readFileSync(path('config.toml'), 'utf8');
}

const WRITTEN_BY_HAND = `# My settings

zone = "Europe/Berlin" # since the move
  week_start = 'sunday'   # as at work
rest_days = ["saturday", "sunday"]# no classes
# clock = "12"
`;

describe('saving a setting', () => {
  it('makes the file and its folder, for their owner alone', () => {
    const umask = process.umask(0);
    try {
      saveSetting(path('new', 'numina', 'config.toml'), 'clock', '12');
    } finally {
      process.umask(umask);
    }
    expect(readFileSync(path('new', 'numina', 'config.toml'), 'utf8')).toBe('clock = "12"\n');
    expect(statSync(path('new', 'numina', 'config.toml')).mode & 0o777).toBe(0o600);
    expect(statSync(path('new', 'numina')).mode & 0o777).toBe(0o700);
    expect(readdirSync(path('new', 'numina'))).toEqual(['config.toml']);
  });

  it.each<[string, SettingValue | null, string, string]>([
    ['zone', 'UTC', 'zone = "Europe/Berlin" # since the move', 'zone = "UTC" # since the move'],
    ['week_start', 'monday', "  week_start = 'sunday'   # as at work", '  week_start = "monday"   # as at work'],
    ['rest_days', [], 'rest_days = ["saturday", "sunday"]# no classes', 'rest_days = []# no classes'],
    ['rest_days', null, 'rest_days = ["saturday", "sunday"]# no classes\n', ''],
    ['clock', '12', '# clock = "12"\n', '# clock = "12"\nclock = "12"\n'],
    ['weekly_target', 3, '# clock = "12"\n', '# clock = "12"\nweekly_target = 3\n'],
    ['weekly_target.hot yoga', 3, '# clock = "12"\n', '# clock = "12"\n"weekly_target.hot yoga" = 3\n'],
  ])('%s = %j changes its line and nothing else', (key, value, before, after) => {
    expect(saved(WRITTEN_BY_HAND, key, value)).toBe(WRITTEN_BY_HAND.replace(before, after));
  });

  it('removing what is not there changes nothing', () => {
    expect(saved(WRITTEN_BY_HAND, 'clock', null)).toBe(WRITTEN_BY_HAND);
  });

  it('changes quoted keys, and keeps a target of a type beside the general one', () => {
    const text = 'weekly_target = 2\n"weekly_target.yoga" = 3 # more\n';
    expect(saved(text, 'weekly_target.yoga', 4)).toBe('weekly_target = 2\n"weekly_target.yoga" = 4 # more\n');
    expect(saved(text, 'weekly_target.yoga', null)).toBe('weekly_target = 2\n');
    expect(saved(text, 'weekly_target', 1)).toBe('weekly_target = 1\n"weekly_target.yoga" = 3 # more\n');
  });

  it('changes dotted keys and keys in tables', () => {
    const settings = (text: string) => Object.fromEntries(parseSettings(text, 'it'));
    const dotted = 'weekly_target.yoga = 3\nweekly_target.spin = 1\n';
    expect(settings(saved(dotted, 'weekly_target.yoga', 4))).toEqual({
      'weekly_target.yoga': 4,
      'weekly_target.spin': 1,
    });
    const table = 'clock = "12"\n[weekly_target]\nyoga = 3\nspin = 1\n';
    expect(settings(saved(table, 'weekly_target.yoga', 4))).toEqual({
      clock: '12',
      'weekly_target.yoga': 4,
      'weekly_target.spin': 1,
    });
    expect(settings(saved(table, 'weekly_target.yoga', null))).toEqual({ clock: '12', 'weekly_target.spin': 1 });
    expect(saved(table, 'zone', 'UTC')).toBe('clock = "12"\nzone = "UTC"\n[weekly_target]\nyoga = 3\nspin = 1\n');
  });

  it('changes a list over several lines, and leaves the comments around it', () => {
    const text = '# mine\nrest_days = [\n  "saturday",\n  "sunday",\n] # no classes\n\nclock = "12" # old\n';
    const around = (line: string) => `# mine\n${line}\nclock = "12" # old\n`;
    expect(saved(text, 'rest_days', ['monday'])).toBe(around('rest_days = [ "monday" ] # no classes\n'));
    expect(saved(text, 'rest_days', null)).toBe(around(''));
  });

  it('changes a key in its table, and leaves the comments around it', () => {
    const text = '# mine\n[vdir] # for khal\n  path = "/a" # both\n[weekly_target]\npath = 2 # of them\n';
    expect(saved(text, 'vdir.path', '/b')).toBe(text.replace('"/a"', '"/b"'));
    expect(saved(text, 'weekly_target.path', 3)).toBe(text.replace('2 # of', '3 # of'));
    expect(saved(text, 'weekly_target.path', null)).toBe(text.replace('path = 2 # of them\n', ''));
  });

  it('mends the value that is wrong', () => {
    expect(saved('zone = "Mars/Olympus"\n', 'zone', 'UTC')).toBe('zone = "UTC"\n');
  });

  it('leaves a file alone in which something else is wrong', () => {
    for (const text of ['zone = "Mars/Olympus"\n', 'this is no TOML\n']) {
      expect(() => saved(text, 'clock', '12')).toThrow(expect.objectContaining({ kind: 'usage' }));
      expect(readFileSync(path('config.toml'), 'utf8')).toBe(text);
    }
  });

  it('leaves a file alone that cannot be read', () => {
    mkdirSync(path('config.toml'));
    expect(() => saveSetting(path('config.toml'), 'clock', '12')).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'config_unreadable' }),
    );
    expect(readdirSync(path())).toEqual(['config.toml']);
  });

  it('writes through a link to the file it names', () => {
    mkdirSync(path('dotfiles'));
    writeFileSync(path('dotfiles', 'numina.toml'), 'clock = "24"\n');
    symlinkSync(path('dotfiles', 'numina.toml'), path('config.toml'));
    saveSetting(path('config.toml'), 'clock', '12');
    expect(lstatSync(path('config.toml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path('dotfiles', 'numina.toml'), 'utf8')).toBe('clock = "12"\n');
  });

  it('names a folder that cannot be written', () => {
    writeFileSync(path('file'), '');
    expect(() => saveSetting(path('file', 'config.toml'), 'clock', '12')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^Check the f/) }),
    );
  });

  it('is what is read again, whatever was set before and however a type is called', () => {
    const change = fc.oneof(
      fc.tuple(fc.constant('zone'), fc.constantFrom(null, 'UTC', 'Europe/Berlin')),
      fc.tuple(fc.constant('rest_days'), fc.constantFrom(null, ['monday'], ['saturday', 'sunday'])),
      fc.tuple(fc.constant('weekly_target'), fc.constantFrom(null, 1, 7)),
      fc.tuple(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((type) => `weekly_target.${type}`),
        fc.constantFrom(null, 2, 5),
      ),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        writeFileSync(path('config.toml'), WRITTEN_BY_HAND);
        const expected = new Map(parseSettings(WRITTEN_BY_HAND, 'it'));
        for (const [key, value] of changes) {
          saveSetting(path('config.toml'), key, value);
          if (value === null) expected.delete(key);
          else expected.set(key, value);
        }
        const text = readFileSync(path('config.toml'), 'utf8');
        expect(new Map([...parseSettings(text, 'it')].sort())).toEqual(new Map([...expected].sort()));
        expect(text.startsWith('# My settings\n')).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
