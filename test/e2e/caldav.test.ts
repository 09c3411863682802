import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import ICAL from 'ical.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { HAS_RADICALE, PASSWORD, useCaldavServer } from '../support/caldav-server.ts';
import { type Home, SEASON, useHomes } from '../support/home.ts';
import { patient } from '../support/patience.ts';

// The recipe of docs/caldav.md, as it is printed, with a real vdirsyncer and a real server.

const RECIPE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'caldav.md'), 'utf8');
const works = (command: string) => spawnSync(command, ['--version']).status === 0;
const [HAS_VDIRSYNCER, HAS_KHAL, HAS_SYSTEMD] = [works('vdirsyncer'), works('khal'), works('systemd-analyze')];

/** The blocks of a language, in order. */
function blocksOf(language: string): readonly string[] {
  return [...RECIPE.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
}

const [SET_UP = '', PUBLISH = ''] = blocksOf('sh');
const [CONFIG = '', NAMED_BY_SERVER = '', PATH_UNIT = '', KHAL_CONFIG = ''] = blocksOf('ini');

const homes = useHomes();

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Replaces what must be there. */
function replaced(text: string, old: string, by: string): string {
  expect(text).toContain(old);
  return text.replace(old, by);
}

const folderOf = (home: Home) => home.path('.calendars', 'classes');

describe.skipIf(!HAS_RADICALE || !HAS_VDIRSYNCER)('with vdirsyncer and Radicale (needs both)', () => {
  const server = useCaldavServer();

  /** The config of the recipe on this server, where `pass` knows the password. */
  function configure(home: Home, change: (config: string) => string = (config) => config): void {
    const config = replaced(CONFIG, 'https://radicale.example.com/', server.url);
    write(home.path('.config', 'vdirsyncer', 'config'), change(config));
    const pass = home.path('bin', 'pass');
    write(pass, `#!/bin/sh\n[ "$*" = 'show caldav/ana' ] && echo '${PASSWORD}'\n`);
    chmodSync(pass, 0o755);
  }

  const sh = (home: Home, line: string, input = '') =>
    home.sh(line, { input, timeoutMs: 60_000, env: { PATH: [home.path('bin'), home.env['PATH']].join(delimiter) } });

  /** Does what a block says, line by line; every question is answered with yes. */
  async function follow(home: Home, block: string): Promise<void> {
    for (const line of block.trim().split('\n')) {
      const outcome = await sh(home, line, 'y\n');
      expect(outcome, line).toMatchObject({
        exitCode: 0,
        stderr: expect.not.stringMatching(/^(?:numina|error|critical):/m),
      });
    }
  }

  async function sync(home: Home, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      expect(await sh(home, 'vdirsyncer sync classes')).toMatchObject({ exitCode: 0 });
    }
  }

  /** What the server holds, by UID. */
  async function eventsOf(collection: string): Promise<Readonly<Record<string, string>>> {
    const items = await server.items(`/ana/${collection}/`);
    const events = items.map((text) => {
      const [event, ...others] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
      expect(others).toEqual([]);
      const read = (name: string) => String(event?.getFirstPropertyValue(name));
      return [read('uid'), said(read('dtstart'), read('summary'), read('status'), Number(read('sequence')))];
    });
    expect(new Set(events.map(([uid]) => uid)).size).toBe(items.length);
    return Object.fromEntries(events);
  }

  /** Another run changes neither a file here nor an item there. */
  async function expectStill(home: Home): Promise<void> {
    const state = async () => [stampsOf(folderOf(home)), await server.etags('/ana/classes/')] as const;
    const before = await state();
    expect(before[1].size).toBeGreaterThan(0);
    expect((await home.run(['export', '--vdir', folderOf(home)])).stderr).toContain(': 0 files written, 0 removed, ');
    await sync(home);
    expect(await state()).toEqual(before);
  }

  /** Somebody at a phone. */
  const phone = {
    async find(collection: string, title: string): Promise<{ readonly href: string; readonly text: string }> {
      for (const href of (await server.etags(`/ana/${collection}/`)).keys()) {
        const text = await (await server.ask('GET', href)).text();
        if (text.includes(`SUMMARY:${title}\r\n`)) return { href, text };
      }
      throw new Error(`${title} is not on the server.`);
    },
    async put(href: string, text: string): Promise<void> {
      expect((await server.ask('PUT', href, text, { 'content-type': 'text/calendar' })).status).toBe(201);
    },
    async rename(collection: string, from: string, to: string): Promise<void> {
      const { href, text } = await phone.find(collection, from);
      await phone.put(href, replaced(text, `SUMMARY:${from}`, `SUMMARY:${to}`));
    },
    async delete(collection: string, title: string): Promise<{ readonly href: string; readonly text: string }> {
      const found = await phone.find(collection, title);
      expect((await server.ask('DELETE', found.href)).status).toBe(200);
      return found;
    },
  };

  describe('80 bookings', () => {
    let home: Home;

    beforeAll(async () => {
      home = homes.empty();
      configure(home);
      const read = await home.run('import - --json', { input: table(80) });
      expect(JSON.parse(read.stdout)).toMatchObject({ created: 80 });
      await follow(home, SET_UP);
      await follow(home, PUBLISH);
    }, patient(120_000));

    test('are on the server as they are here, under the name and the colour of the folder', async () => {
      const events = await eventsOf('classes');
      expect(Object.keys(events)).toHaveLength(80);
      expect(events).toEqual(eventsFrom(await home.bookings()));
      const properties = await (await server.ask('PROPFIND', '/ana/classes/', ASK_LOOKS, { depth: '0' })).text();
      expect(properties).toContain('<displayname>Classes</displayname>');
      expect(properties).toContain('calendar-color>#2e7d32<');
    });

    test('are left alone by a second run', () => expectStill(home));

    test('are followed: 5 changed, 3 cancelled, 2 deleted', async () => {
      const before = await server.etags('/ana/classes/');
      const [one, two, three, four, five, ...more] = (await home.bookings()).map(({ id }) => id);
      for (const words of [
        ['edit', one, '--name', 'Renamed, then'],
        ['edit', two, '--at', '2027-04-05T06:30'],
        ['edit', three, '--duration', '90'],
        ['edit', four, '--location', 'Elsewhere; upstairs'],
        ['edit', five, '--notes', 'Bring a mat,\nand water'],
        ['cancel', ...more.slice(0, 3)],
        ['delete', '--yes', ...more.slice(3, 5)],
      ]) {
        expect(await home.run(words.map(String)), words.join(' ')).toMatchObject({ exitCode: 0 });
      }
      await sync(home);

      const events = await eventsOf('classes');
      expect(events).toEqual(eventsFrom(await home.bookings()));
      const all = Object.values(events);
      expect(all).toHaveLength(78);
      expect(all.filter((event) => event.endsWith(' 1'))).toHaveLength(8);
      expect(all.filter((event) => event.includes(' CANCELLED '))).toHaveLength(3);
      const after = await server.etags('/ana/classes/');
      expect([...after].filter(([href, etag]) => before.get(href) !== etag)).toHaveLength(8);
      await expectStill(home);
    });

    test('win over what is done to them on a phone', async () => {
      const bookings = await home.bookings();
      const [edited, editedHere, deleted, deletedHere] = bookings.slice(-4).map(({ id }) => id);
      const titles = ['Edited', 'Edited here', 'Deleted', 'Deleted here'];
      for (const [index, id] of [edited, editedHere, deleted, deletedHere].entries()) {
        await home.run(['edit', String(id), '--name', titles[index] ?? '']);
      }
      await sync(home);
      await phone.rename('classes', 'Edited', 'Edited on the phone');
      await phone.rename('classes', 'Edited here', 'Edited on the phone too');
      await phone.rename('classes', 'Deleted here', 'Edited on the phone as well');
      await phone.delete('classes', 'Deleted');
      await phone.put('/ana/classes/dentist.ics', DENTIST);
      await home.run(['edit', String(editedHere), '--name', 'Edited here again']);
      await home.run(['delete', '--yes', String(deletedHere)]);
      const before = stampsOf(folderOf(home));
      await sync(home, 2);
      expect(await eventsOf('classes')).toEqual(eventsFrom(await home.bookings()));
      expect(stampsOf(folderOf(home))).toEqual(before);
      await expectStill(home);
    });

    test.skipIf(!HAS_KHAL)('are shown by khal on the same days (needs it)', async () => {
      const form = '[locale]\nlongdateformat = %Y-%m-%d\ndateformat = %Y-%m-%d\ntimeformat = %H:%M\n';
      write(home.path('.config', 'khal', 'config'), KHAL_CONFIG + form);
      const list = `khal list --once --day-format '' --format '{start-date-long} {start-time} {title}' 2026-01-01 500d`;
      const { stdout, stderr } = await sh(home, `TZ=America/New_York ${list}`);
      expect(stderr).toBe('');
      const shown = stdout.split('\n').filter((row) => row !== '');
      const bookings = await home.bookings();
      expect(shown.sort()).toEqual(bookings.map(rowOfKhal).sort());
      // What is booked in another zone stands on the day that it is there; khal knows the instant alone.
      const { days } = await home.json<{ days: readonly Day[] }>('calendar month 2026-03');
      const here = days.flatMap(({ date, bookings: all }) =>
        all.filter(({ zone }) => zone === 'America/New_York').map((booking) => [date, rowOfKhal(booking)] as const),
      );
      expect(here.length).toBeGreaterThan(5);
      for (const [date, row] of here) expect([row.slice(0, 10), shown.includes(row)]).toEqual([date, true]);
    });
  });

  test('a calendar that the server has named is filled as well', async () => {
    const home = homes.season();
    const [id = ''] = /[0-9A-F-]{36}/.exec(NAMED_BY_SERVER) ?? [];
    await server.ask('PROPFIND', '/ana/');
    expect((await server.ask('MKCALENDAR', `/ana/${id}/`)).status).toBe(201);
    configure(home, (config) => replaced(config, 'collections = ["classes"]\n', NAMED_BY_SERVER));
    await follow(home, SET_UP);
    await follow(home, PUBLISH);
    expect(await eventsOf(id)).toEqual(eventsFrom(await home.bookings()));
  });

  test('without read_only, what a phone adds stays, and what it does to a class until the booking changes', async () => {
    const home = homes.season();
    configure(home, (config) => {
      const both = replaced(config, 'read_only = true\n', '');
      return replaced(both, '["classes"]', '[["classes", "classes", "both_ways"]]');
    });
    await follow(home, SET_UP);
    await follow(home, PUBLISH);
    const lookAtAll = async () => (await home.run(['export', '--vdir', folderOf(home)])).stderr;

    await phone.put('/ana/both_ways/dentist.ics', DENTIST);
    await phone.rename('both_ways', 'Boxing', 'Wrestling');
    const barre = await phone.delete('both_ways', 'Barre');
    await sync(home);
    expect(titlesIn(folderOf(home))).toEqual(sorted([...SEASON, 'Dentist', 'Wrestling'], ['Barre', 'Boxing']));
    // Put back on the server, it comes into the folder under a name that nobody knows.
    await phone.put(barre.href, barre.text);
    await sync(home);
    await home.run('edit barre --notes mat');
    expect(await lookAtAll()).toContain(': 1 file written, 1 removed, ');
    expect(titlesIn(folderOf(home))).toEqual(sorted([...SEASON, 'Dentist']));
    expect(await lookAtAll()).toContain(': 0 files written, 0 removed, ');
    await sync(home);
    // vdirsyncer takes a file that is again what it was for unchanged.
    expect(titlesOf(await eventsOf('both_ways'))).toEqual(sorted([...SEASON, 'Dentist', 'Wrestling'], ['Boxing']));
    await home.run('edit boxing --notes gloves');
    await sync(home);
    expect(await eventsOf('both_ways')).toMatchObject(eventsFrom(await home.bookings()));
    expect(titlesOf(await eventsOf('both_ways'))).toEqual(sorted([...SEASON, 'Dentist']));
  });
});

test.skipIf(!HAS_SYSTEMD)('the unit that watches the folder is one that systemd takes (needs systemd-analyze)', () => {
  const home = homes.empty();
  write(home.path('classes.path'), PATH_UNIT);
  write(home.path('vdirsyncer.service'), '[Service]\nExecStart=/bin/true\n');
  mkdirSync(home.path('runtime'), { mode: 0o700 });
  const words = ['verify', '--user', '--man=no', home.path('classes.path')];
  const env = { ...home.env, XDG_RUNTIME_DIR: home.path('runtime') };
  const { status, stderr } = spawnSync('systemd-analyze', words, { env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

const ASK_LOOKS =
  '<propfind xmlns="DAV:"><prop><displayname/><calendar-color xmlns="http://apple.com/ns/ical/"/></prop></propfind>';

const DENTIST = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//phone//EN', 'BEGIN:VEVENT', 'UID:dentist@example.org'],
  ...['DTSTAMP:20261101T000000Z', 'DTSTART:20261201T100000Z', 'SUMMARY:Dentist', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

const STATUS: Readonly<Record<BookingJson['status'], string>> = {
  booked: 'CONFIRMED',
  attended: 'CONFIRMED',
  no_show: 'CONFIRMED',
  cancelled: 'CANCELLED',
  waitlisted: 'TENTATIVE',
};

function said(start: string, summary: string, status: string, sequence: number): string {
  return `${start} ${summary} ${status} ${sequence}`;
}

/** Of what {@link said} says. */
function titlesOf(events: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(events)
    .map((event) => event.split(' ').slice(1, -2).join(' '))
    .sort();
}

/** What a server is to hold of these bookings, by UID. */
function eventsFrom(bookings: readonly BookingJson[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    bookings.map(({ id, startsAt, class: { name }, status, sequence }) => {
      const utc = new Date(startsAt).toISOString().replace('.000', '');
      return [`${id}@numina`, said(utc, name, STATUS[status], sequence)];
    }),
  );
}

interface Day {
  readonly date: string;
  readonly bookings: readonly BookingJson[];
}

/** `2026-11-24 18:00 Spin 45` in New York. */
function rowOfKhal({ startsAt, class: { name } }: BookingJson): string {
  return `${new Date(startsAt).toLocaleString('sv-SE', { timeZone: 'America/New_York' }).slice(0, 16)} ${name}`;
}

/** A table of so many classes, every 17 hours from March on, in zones of the world. */
function table(count: number): string {
  const names = ['Spin 45', '"Yoga, slow; deep"', 'Barre 🩰', 'Кардио', '"Say ""Om"""', 'Boxing \\ Ring'];
  const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Chatham'];
  const statuses = ['booked', 'booked', 'booked', 'attended', 'no_show', 'waitlisted', 'booked'];
  const rows = Array.from({ length: count }, (_, index) => {
    const start = new Date(Date.UTC(2026, 2, 1, 9) + index * 17 * 3_600_000).toISOString().slice(0, 16);
    const of = (list: readonly string[]) => list[index % list.length];
    return `${start},${of(zones)},${of(names)},${of(statuses)},${30 + (index % 5) * 15}`;
  });
  return `starts_at,zone,class,status,duration\n${rows.join('\n')}\n`;
}

/** Names, identities, times of change and contents: all that vdirsyncer looks at. */
function stampsOf(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => {
    const { mtimeNs, ino } = statSync(join(folder, name), { bigint: true });
    return `${name} ${ino} ${mtimeNs} ${readFileSync(join(folder, name), 'utf8')}`;
  });
}

function titlesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ics'));
  return names.map((name) => /^SUMMARY:(.*?)\r?$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1] ?? '').sort();
}

function sorted(titles: readonly string[], without: readonly string[] = []): readonly string[] {
  return titles.filter((title) => !without.includes(title)).sort();
}
