import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Booking, endsAt } from '../../src/bookings/booking.ts';
import { buildCalendar } from '../../src/calendar/ics-export.ts';
import { wallTimeAt } from '../../src/time/zones.ts';
import { anyBooking, joined } from './ics-bookings.ts';

// Programs that nobody here wrote read the file. A machine that lacks one skips its part, by name.

const run = promisify(execFile);
const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const PYTHON = ['python3', '/usr/bin/python3'].find((python) => works(python, '-c', 'import vobject'));
const HAS_KHAL = works('khal', '--version');
const HAS_CALCURSE = works('calcurse', '--version');

const READ_WITH_VOBJECT = `
import json, sys, vobject
for calendar in vobject.readComponents(open(sys.argv[1], encoding='utf-8', newline='')):
    calendar.validate(raiseException=True)
    for event in calendar.vevent_list:
        print(json.dumps([event.uid.value, event.dtstart.value.timestamp(), event.dtend.value.timestamp(), event.summary.value]))
`;

const folder = mkdtempSync(join(tmpdir(), 'numina-judges-'));

/** A file of these bookings, in UTC or in local times; its path. */
async function writeSample(bookings: readonly Booking[], isLocal: boolean): Promise<string> {
  const file = join(folder, `${isLocal ? 'local' : 'utc'}-${bookings.length}.ics`);
  const localZones = isLocal ? [...new Set(bookings.map(({ zone }) => zone))] : [];
  const alarmsOf = () => [{ minutesBefore: 60, description: 'In an hour, go' }];
  const chunks = buildCalendar(bookings, { name: 'Classes', omitCancelled: false, localZones, alarmsOf });
  writeFileSync(file, await joined(chunks));
  return file;
}

describe.each(['UTC', 'America/New_York', 'Pacific/Chatham'])('with TZ=%s', (zone) => {
  const many = fc.sample(anyBooking(2026, 2026), { numRuns: 250, seed: 20261124 });
  // khal is slow, and its parser reads a backslash before a comma, a semicolon or an n as their escape.
  const few = many.filter(({ className }) => !className.includes('\\')).slice(0, 50);
  const env = { ...process.env, TZ: zone, HOME: folder };
  const wall = (at: string | Date) => wallTimeAt(new Date(at), zone).slice(0, 16);
  const home = join(folder, zone.replace('/', '-'));

  beforeAll(() => mkdirSync(home));

  describe.skipIf(!PYTHON)('vobject', () => {
    it.each(['UTC', 'local'])('finds nothing wrong and reads the same (%s times)', async (times) => {
      const file = await writeSample(many, times === 'local');
      const { stdout } = await run(PYTHON ?? '', ['-c', READ_WITH_VOBJECT, file], { env, maxBuffer: 1e8 });
      const expected = many.map((booking) => {
        const [start, end] = [Date.parse(booking.startsAt) / 1000, endsAt(booking).getTime() / 1000];
        return [`${booking.id}@numina`, start, end, booking.className];
      });
      expect(rowsOf(stdout).map((row) => JSON.parse(row))).toEqual(expected);
    });
  });

  describe.skipIf(!HAS_CALCURSE)('calcurse', () => {
    it.each(['UTC', 'local'])('imports all of it and shows the same (%s times)', async (times) => {
      const file = await writeSample(many, times === 'local');
      const data = join(home, `calcurse-${times}`);
      mkdirSync(data);
      await run('calcurse', ['-q', '-D', data, '-C', data, '-i', file], { env });
      // It stores wall times of its own zone: in the hour that happens twice, an instant would be too much to ask.
      const format = '%(start:%Y-%m-%dT%H:%M)\t%(end:%Y-%m-%dT%H:%M)\t%m\n';
      const query = ['-D', data, '-C', data, '-G', '--filter-type', 'apt', '--format-apt', format];
      const { stdout } = await run('calcurse', query, { env, maxBuffer: 1e8 });
      const expected = many.map((each) => `${wall(each.startsAt)}\t${wall(endsAt(each))}\t${each.className}`);
      expect(rowsOf(stdout).sort()).toEqual(expected.sort());
    });
  });

  describe.skipIf(!HAS_KHAL)('khal', () => {
    it.each(['UTC', 'local'])('imports all of it and lists the same (%s times)', async (times) => {
      const file = await writeSample(few, times === 'local');
      const config = writeKhalConfig(join(home, `khal-${times}`), zone);
      await run('khal', ['-c', config, 'import', '--batch', '-a', 'classes', file], { env });
      const format = '{uid}\t{start-long}\t{title}';
      const list = ['-c', config, 'list', '--once', '--day-format', '', '--format', format, '2025-12-30', '370d'];
      const { stdout } = await run('khal', list, { env, maxBuffer: 1e8 });
      const expected = few.map((each) => `${each.id}@numina\t${wall(each.startsAt)}\t${each.className}`);
      expect(rowsOf(stdout).sort()).toEqual(expected.sort());
    });
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

function rowsOf(output: string): string[] {
  return output.split('\n').filter((row) => row !== '');
}

/** A calendar and a cache of its own; the path of the settings. */
function writeKhalConfig(path: string, zone: string): string {
  mkdirSync(join(path, 'calendar'), { recursive: true });
  const config = join(path, 'khal.conf');
  const formats = ['dateformat', 'longdateformat'].map((name) => `${name} = %Y-%m-%d`);
  const longFormats = ['datetimeformat', 'longdatetimeformat'].map((name) => `${name} = %Y-%m-%dT%H:%M`);
  const lines = [
    ...['[calendars]', '[[classes]]', `path = ${join(path, 'calendar')}`, 'type = calendar'],
    ...['[locale]', `local_timezone = ${zone}`, `default_timezone = ${zone}`, 'timeformat = %H:%M'],
    ...formats,
    ...longFormats,
    ...['[default]', 'default_calendar = classes', '[sqlite]', `path = ${join(path, 'khal.db')}`],
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return config;
}
