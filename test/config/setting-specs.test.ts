import { describe, expect, it } from 'vitest';
import { findSetting, SETTINGS, weekdayNamed } from '../../src/config/setting-specs.ts';

/** What `config set KEY TEXT` makes of the text. */
function read(key: string, text: string): unknown {
  return findSetting(key).parse(text, key);
}

const TITLE_MAPS =
  "patterns such as 'Spin*=type:spin,location:Studio North'; the fields are name, type, location, instructor, source";

describe('a setting', () => {
  it.each([
    ['zone', 'Europe/Berlin', 'Europe/Berlin'],
    ['zone', 'UTC', 'UTC'],
    ['week_start', 'Sunday', 'sunday'],
    ['week_start', 'saturday', 'saturday'],
    ['clock', '12', '12'],
    ['rest_days', 'Saturday, sunday', ['saturday', 'sunday']],
    ['rest_days', 'monday,monday', ['monday']],
    ['rest_days', 'none', []],
    ['rest_days', '', []],
    ['weekly_target', '3', 3],
    ['weekly_target', ' 7 ', 7],
    ['weekly_target.yoga', '2', 2],
    ['weekly_target.hot yoga', '2', 2],
    ['import.map', ' Spin*=type:spin, location:North ', ['Spin*=type:spin, location:North']],
    ['import.map', '["Spin*=type:spin","*, x=name:y"]', ['Spin*=type:spin', '*, x=name:y']],
    ['import.map', '["Spin*=type:a", "spin*=type:b"]', ['spin*=type:b']],
    ['import.map', '[Velo] *=type:spin', ['[Velo] *=type:spin']],
    ['import.map', '[]', []],
  ])('%s takes %j', (key, text, value) => {
    expect(read(key, text)).toEqual(value);
  });

  it.each([
    ['zone', 'Mars/Olympus', 'an IANA zone such as Europe/Berlin'],
    ['zone', '', 'an IANA zone such as Europe/Berlin'],
    ['zone', '+01:00', 'an IANA zone such as Europe/Berlin'],
    ['week_start', 'tuesday', 'monday or sunday or saturday'],
    ['week_start', '1', 'monday or sunday or saturday'],
    ['clock', '13', '24 or 12'],
    ['rest_days', 'sat', 'weekdays such as saturday,sunday'],
    ['rest_days', 'monday,,sunday', 'weekdays such as saturday,sunday'],
    ['rest_days', 'monday,tuesday,wednesday,thursday,friday,saturday,sunday', 'at most six weekdays'],
    ['weekly_target', '0', 'a whole number from 1 to 7'],
    ['weekly_target', '8', 'a whole number from 1 to 7'],
    ['weekly_target', '2.5', 'a whole number from 1 to 7'],
    ['weekly_target.yoga', 'often', 'a whole number from 1 to 7'],
    ['import.map', 'spin', TITLE_MAPS],
    ['import.map', '["Spin*=type:spin", "Spin*=colour:red"]', TITLE_MAPS],
    ['import.map', '["Spin*=type:spin"', TITLE_MAPS],
    ['import.map', '["Spin*=type:spin", 5]', TITLE_MAPS],
  ])('%s refuses %j and names what is right', (key, text, right) => {
    expect(() => read(key, text)).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'bad_setting', hint: `Set it to ${right}.` }),
    );
    expect(() => read(key, text)).toThrow(`${key} cannot be “`);
  });

  it.each(['', 'zones', 'Zone', 'weekly_target.', 'zone.yoga', 'constructor', '__proto__'])(
    '%j does not exist, and the message names those that do',
    (key) => {
      expect(() => findSetting(key)).toThrow(
        expect.objectContaining({
          kind: 'usage',
          code: 'unknown_setting',
          hint: `The settings are ${SETTINGS.map((each) => each.key).join(', ')}.`,
        }),
      );
    },
  );

  it('takes its own default', () => {
    for (const { key, default: value } of SETTINGS) {
      if (value !== null) expect(read(key, Array.isArray(value) ? value.join(',') : String(value))).toEqual(value);
    }
  });
});

describe('a weekday by its name', () => {
  it('counts from Monday, 1', () => {
    expect(['monday', 'saturday', 'sunday'].map(weekdayNamed)).toEqual([1, 6, 7]);
  });
});
