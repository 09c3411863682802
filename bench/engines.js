// A file beside a server: the same commands on SQLite and on PostgreSQL, as whole processes, in turn, over loopback; what it
// takes to get in to a server; and the work of many people in one database. Nothing here is a test. It starts a server of its
// own, as durable as PostgreSQL comes. The name of a part runs that part alone, a number says how often each program runs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBookings } from './make-bookings.js';
import { makePeople } from './make-people.js';
import { race } from './race.js';
import { startServer } from './start-server.js';

const program = join(import.meta.dirname, '..', 'bin', 'numina.js');
const home = mkdtempSync(join(tmpdir(), 'numina-engines-'));
const now = new Date('2026-11-24T09:12:00Z');
const env = { PATH: process.env.PATH, HOME: home, TZ: 'UTC', LC_ALL: 'C.UTF-8', NUMINA_NOW: now.toISOString() };
const runs = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 15);
const server = await startServer(home);
const file = (name) => join(home, `${name}.db`);
const command = (place, ...words) => [process.execPath, program, '--db', place, ...words];
const run = ([first, ...words]) =>
  execFileSync(first, words, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** What is asked of a server: its share of the speed of a file. */
const [READS, WRITES] = [0.6, 0.5];
const shares = [];

/** Creates a database with the tables of numina. @param {string} name @returns {Promise<string>} its address */
async function create(name) {
  await server.query(`create database ${name} owner numina`);
  run(command(server.address(name), 'db', 'init'));
  return server.address(name);
}

/** The same words on a file and on a server. @param {(place: string) => void} [prepare] is not timed */
function compare(places, words, aim, prepare, options = { runs, env }) {
  const title = `numina ${words
    .slice(0, 3)
    .map((word) => word.replace(`${home}/`, ''))
    .join(' ')}`;
  const of = (name) => ({
    name,
    command: command(places[name], ...words),
    prepare: prepare && (() => prepare(places[name])),
  });
  const budget = `${(1 / aim).toFixed(2)} ×`;
  const times = race(title, [of('sqlite'), { ...of('postgres'), budget }], options);
  shares.push({ title, share: times.get('sqlite') / times.get('postgres'), aim });
}

const PARTS = {
  /** The same record of 10,000 bookings in both. */
  async ratios() {
    const places = { sqlite: file('all'), postgres: await create('all_bookings') };
    run(command(places.sqlite, 'list'));
    makeBookings(places.sqlite, 10_000, now);
    // It wrote past numina, which learns of that by the next change.
    run(command(places.sqlite, 'edit', 'next', '--notes', 'towel'));
    run(command(places.sqlite, 'db', 'move', places.postgres));
    // As a server does by itself, some time after so many rows.
    await server.query('vacuum analyze', 'all_bookings');
    const [{ id }] = JSON.parse(run(command(places.sqlite, 'list', '--status', 'attended', '--limit', '1', '--json')));
    for (const words of [['next'], ['list', '--limit', '50'], ['calendar'], ['stats'], ['show', 'next']]) {
      compare(places, words, READS);
    }
    const first = (words) => (place) => run(command(place, ...words));
    compare(places, ['book', 'Boxing', '--force', '--at', '2027-03-02T19:00'], WRITES);
    compare(places, ['attend', id], WRITES, first(['no-show', id]));
    compare(places, ['cancel', 'next'], WRITES, first(['book', 'Yin', '--force', '--at', '2026-11-24T11:00']));

    const calendar = join(home, 'all.ics');
    run(command(places.sqlite, 'export', '-o', calendar));
    const fresh = { sqlite: file('fresh'), postgres: server.address('fresh') };
    await create('fresh_empty');
    const clear = () => {
      for (const tail of ['', '-wal', '-shm']) rmSync(fresh.sqlite + tail, { force: true });
      server.run('drop database if exists fresh');
      server.run('create database fresh template fresh_empty owner numina');
    };
    compare(fresh, ['import', calendar], WRITES, clear, { runs: Math.min(runs, 5), env });
  },

  /** What the calendar on a server costs beside that on a file, and how much of it is the server letting somebody in. */
  async opening() {
    const places = { sqlite: file('to-open'), postgres: await create('to_open') };
    run(command(places.sqlite, 'list'));
    const step = (name, code) => ({ name, command: [process.execPath, '-e', code] });
    const contestants = [
      step('node -e 0', '0'),
      step('and a connection', connecting('to_open')),
      { name: 'numina calendar, sqlite', command: command(places.sqlite, 'calendar') },
      { name: 'numina calendar, postgres', command: command(places.postgres, 'calendar') },
    ];
    const times = race('Opening a server, without bookings', contestants, { runs, env });
    const [bare, connected, onFile, onServer] = contestants.map(({ name }) => times.get(name));
    const share = (connected - bare) / (onServer - onFile);
    console.log(`  Of what the calendar takes longer, ${Math.round(share * 100)} % is the connection.`);
  },

  /** Many people in one database: its size, a turn of the daemon for all of them, and commands of one of them. */
  async people() {
    const [count, each] = [1000, 1000];
    const address = await create('people');
    for (const statement of makePeople(count, each, now)) await server.query(statement, 'people');
    const [sizes] = await server.query(
      `select pg_size_pretty(pg_database_size('people')) as database, pg_size_pretty(pg_table_size('bookings')) as rows,
         pg_size_pretty(pg_indexes_size('bookings')) as indexes`,
      'people',
    );
    console.log(`\n${count} people with ${each} bookings each`);
    for (const [what, size] of Object.entries(sizes)) console.log(`  ${what.padEnd(34)} ${size}`);
    const turn = { name: 'numina daemon run --once', command: command(address, 'daemon', 'run', '--once') };
    race('A turn of the daemon for all of them', [turn], { runs: Math.min(runs, 3), env });
    for (const words of [['next'], ['calendar'], ['stats']]) {
      const of = (who) => ({ name: who, command: [...command(address, ...words), '--account', who] });
      race(`numina ${words.join(' ')}, one of many`, [of('person-1'), of(`person-${count}`)], { runs, env });
    }
  },
};

/** A program that a server lets in, and that leaves again: without a driver. */
function connecting(database) {
  const text = `user\0numina\0database\0${database}\0\0`;
  const hello = Buffer.alloc(8 + text.length);
  hello.writeUInt32BE(hello.length, 0);
  hello.writeUInt32BE(3 << 16, 4);
  hello.write(text, 8);
  const bye = Buffer.from('X\0\0\0\x04');
  // 'Z' with a length of 5 and "idle": it waits for a statement.
  return `const socket = require('net').connect(${server.port}, '127.0.0.1');
    const [hello, bye] = ['${hello.toString('hex')}', '${bye.toString('hex')}'].map((text) => Buffer.from(text, 'hex'));
    socket.on('data', (data) => data.includes('Z\\0\\0\\0\\x05I') && socket.end(bye));
    socket.write(hello);`;
}

const chosen = process.argv.slice(2).filter((word) => Object.hasOwn(PARTS, word));
try {
  for (const part of chosen.length > 0 ? chosen : Object.keys(PARTS)) await PARTS[part]();
  if (shares.length > 0) console.log("\nA server's share of the speed of a file");
  for (const { title, share, aim } of shares) {
    console.log(`  ${title.padEnd(54)} ${share.toFixed(2)}  (${share < aim ? 'NOT the' : 'aim'} ${aim})`);
  }
} finally {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
