import { beforeEach, describe, expect, test } from 'vitest';
import { isSqlite } from '../support/engine.ts';
import { type Home, useHomes } from '../support/home.ts';
import { addressOf, takeServerDatabase } from '../support/server-database.ts';
import { useWebServer } from '../support/web-server.ts';

// An index of PostgreSQL holds 2,704 octets a row, and some systems make UIDs that are longer.

const homes = useHomes();
let home: Home;
let env: Record<string, string>;
let feed = '';
const at = useWebServer((_request, response) => {
  response.setHeader('content-type', 'text/calendar').end(feed);
});

/** 4,000 characters that cannot be packed, the same each time; two of them differ in the last ones alone. */
function uidOf(end: string): string {
  let state = 7;
  const letters = Array.from({ length: 4000 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(97 + (Math.floor(state / 65_536) % 26));
  });
  return `${letters.join('')}${end}@studio.example`;
}

function event(end: string, start: string, ...lines: readonly string[]): string {
  const [date, time = ''] = start.split(' ');
  return [
    ...['BEGIN:VEVENT', `UID:${uidOf(end)}`, `DTSTART:${date}T${time}00Z`, 'DURATION:PT1H', `SUMMARY:Class ${end}`],
    ...[...lines, 'END:VEVENT'],
  ].join('\r\n');
}

const calendar = (...events: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
const sync = (text: string) => {
  feed = text;
  return home.json('sync', { env });
};

beforeEach(async () => {
  home = homes.empty();
  env = isSqlite ? {} : { NUMINA_DB: addressOf(await takeServerDatabase()) };
});

describe('events with very long UIDs', () => {
  test('are told apart and known again, moved and cancelled, as all others', async () => {
    await home.run(['sync', 'add', 'studio', at('/')], { env });
    const [a, b] = [event('a', '20261201 1700'), event('b', '20261202 1700')];
    expect(await sync(calendar(a, b))).toMatchObject({ created: 2, skipped: [] });
    expect(await sync(calendar(a, b))).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const moved = event('b', '20261203 1800', 'SEQUENCE:1');
    expect(await sync(calendar(a, moved))).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await sync(calendar(moved))).toMatchObject({ created: 0, cancelled: 1, unchanged: 1 });
    const listed = await home.json<{ class: { name: string }; status: string }[]>('list', { env });
    expect(listed.map(({ class: { name }, status }) => `${name} ${status}`)).toEqual([
      'Class a cancelled',
      'Class b booked',
    ]);
  });

  test('stay series', async () => {
    await home.run(['sync', 'add', 'studio', at('/')], { env });
    const series = (count: number, sequence: number) =>
      calendar(event('s', '20261201 1700', `RRULE:FREQ=WEEKLY;COUNT=${count}`, `SEQUENCE:${sequence}`));
    expect(await sync(series(3, 0))).toMatchObject({ created: 3 });
    expect(await sync(series(3, 0))).toMatchObject({ created: 0, unchanged: 3 });
    expect(await sync(series(2, 1))).toMatchObject({ created: 0, cancelled: 1 });
  });
});
