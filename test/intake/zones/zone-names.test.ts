import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { meaningOf, zoneNamed } from '../../../src/intake/zones/zone-names.ts';
import { onThisMachine } from '../../support/patience.ts';

const HOUR = 3_600_000;
const offset = (hours: number) => ({ kind: 'offset', offset: hours * HOUR });
const zone = (name: string) => ({ kind: 'zone', zone: name });

describe('a name for a zone', () => {
  it.each([
    'UTC',
    'utc',
    'Etc/UTC',
    'GMT',
    'Etc/GMT',
    'GMT0',
    'Zulu',
    'Z',
    'UCT',
    'Universal',
    'Greenwich',
    '(UTC) Coordinated Universal Time',
    '(UTC+00:00) Coordinated Universal Time',
    'Greenwich Mean Time',
    'tzone://Microsoft/Utc',
    '/freeassociation.sourceforge.net/UTC',
    'UTC+0',
    'GMT-00:00',
  ])('is UTC, a moment and no place: %s', (name) => {
    expect(meaningOf(name)).toEqual(offset(0));
  });

  it.each([
    ['UTC+03:00', 3],
    ['"UTC+03:00"', 3],
    ['UTC+3', 3],
    ['GMT+2', 2],
    ['GMT+0100', 1],
    ['GMT -05.00', -5],
    ['+0100', 1],
    ['+01:00', 1],
    ['-5', -5],
    ['UTC-5', -5],
    ['UTC−5', -5],
    ['UTC–05:00', -5],
    ['UTC+5:45', 5.75],
    ['(UTC+05:30)', 5.5],
    ['UTC/GMT +1', 1],
    ['UTC-08', -8],
    ['UTC-11', -11],
    ['UTC+11', 11],
    ['Dateline Standard Time', -12],
    ['(UTC-11:00) Coordinated Universal Time-11', -11],
    ['(UTC+01:00) Nowhere in particular', 1],
  ])('may be an offset: %s is %s hours east', (name, hours) => {
    expect(meaningOf(name)).toEqual(offset(hours));
  });

  it('says any offset in any of these ways', () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 }).filter((each) => Math.abs(each) >= 60);
    const front = fc.constantFrom('', 'UTC', 'GMT', 'utc ', 'UT');
    fc.assert(
      fc.property(minutes, front, fc.constantFrom(':', '', '.'), (at, prefix, between) => {
        const [hours, rest] = [Math.floor(Math.abs(at) / 60), Math.abs(at) % 60];
        const digits = `${String(hours).padStart(2, '0')}${between}${String(rest).padStart(2, '0')}`;
        expect(meaningOf(`${prefix}${at < 0 ? '-' : '+'}${digits}`)).toEqual({ kind: 'offset', offset: at * 60_000 });
      }),
    );
  });

  it('of the database counts before what it looks like: there, the sign is turned round', () => {
    expect(meaningOf('Etc/GMT+2')).toEqual(zone('Etc/GMT+2'));
    expect(meaningOf('Etc/GMT-14')).toEqual(zone('Etc/GMT-14'));
  });

  it.each([
    ['America/New York', 'America/New_York'],
    ['america/new_york', 'America/New_York'],
    ['America/New-York', 'America/New_York'],
    ['Europe - Berlin', 'Europe/Berlin'],
    ['Europe-Berlin', 'Europe/Berlin'],
    ['Europe / Berlin', 'Europe/Berlin'],
    ['Europe\\Berlin', 'Europe/Berlin'],
    ['Europe\\/Berlin', 'Europe/Berlin'],
    ['Asia/Tokyo (JST)', 'Asia/Tokyo'],
    ['Berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['http://tzurl.org/zoneinfo/Europe/Berlin', 'Europe/Berlin'],
    ['tzone://Microsoft/W. Europe Standard Time', 'Europe/Berlin'],
    ['W. Europe Daylight Time', 'Europe/Berlin'],
    ['W. Europe Standard Time 1', 'Europe/Berlin'],
    ['Eastern Daylight Time', 'America/New_York'],
    ['GMT Standard Time', 'Europe/London'],
    ['Eastern Time (US)', 'America/New_York'],
    ['Central Standard Time (Mexico)', 'America/Mexico_City'],
  ])('may be written oddly: %s', (name, iana) => {
    expect(meaningOf(name)).toEqual(zone(iana));
  });

  it.each([
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Berlin'],
    ['(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Berlin'],
    ['(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna', 'Europe/Berlin'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien', 'Europe/Amsterdam'],
    ['Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Berlin'],
    ['(UTC-08:00) Pacific Time (US & Canada)', 'America/Los_Angeles'],
    ['(GMT-08.00) Pacific Time (US and Canada)', 'America/Los_Angeles'],
    ['(GMT-08:00) Pacific Time (US & Canada); Tijuana', 'America/Los_Angeles'],
    ['Pacific Time (US & Canada)', 'America/Los_Angeles'],
    ['(GMT-05:00) Eastern Time - New York', 'America/New_York'],
    ['(GMT+01:00) Central European Time - Berlin', 'Europe/Berlin'],
    ['(UTC+00:00) Dublin, Edinburgh, Lisbon, London', 'Europe/London'],
    ['(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London', 'Europe/London'],
    ['(GMT+02:00) Athens, Istanbul, Minsk', 'Europe/Athens'],
    ['(UTC-06:00) Guadalajara, Mexico City, Monterrey - New', 'America/Mexico_City'],
    ['(UTC+09:00) Osaka, Sapporo, Tokyo', 'Asia/Tokyo'],
    ["(UTC+13:00) Nuku'alofa", 'Pacific/Tongatapu'],
  ])('may be what Windows shows: %s', (name, iana) => {
    expect(meaningOf(name)).toEqual(zone(iana));
  });

  it.each(['', 'CUSTOM', 'Moon/Base', '...', 'UTC+25', 'GMT+1:75', 'Customized Time Zone', 'tzone://Microsoft/Custom'])(
    'may be nobody’s: %j',
    (name) => {
      expect(meaningOf(name)).toBeNull();
    },
  );

  it('is looked at in no time, however long', () => {
    const begin = performance.now();
    for (const part of ['(UTC+01:00) ', 'a, ', 'Europe/', ' - ', '((']) meaningOf(part.repeat(200_000));
    expect(performance.now() - begin).toBeLessThan(onThisMachine(500));
  });

  it('in a table is a zone of the database, UTC too, and no offset', () => {
    expect(['UTC', 'Eastern Standard Time', 'America/New York', 'UTC+3'].map(zoneNamed)).toEqual([
      'UTC',
      'America/New_York',
      'America/New_York',
      null,
    ]);
  });
});

describe('the names that Windows has', () => {
  const names = new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName));
  it.each([...names].filter((name) => name !== 'UTC'))('are all known: %s', (name) => {
    expect(meaningOf(name)).not.toBeNull();
    expect(zoneNamed(name)).toBe(findIana(name)[0]);
  });
});
