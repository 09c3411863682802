// Start-up and throughput, measured as whole processes against `node -e 0` and against the programs people
// use today, side by side in one run: machines are noisy, ratios are not. Nothing here is a test.
// The name of a part runs that part alone, a number says how often each program runs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBookings } from './make-bookings.js';
import { Peers } from './peers.js';
import { race } from './race.js';

const program = join(import.meta.dirname, '..', 'bin', 'numina.js');
const home = mkdtempSync(join(tmpdir(), 'numina-bench-'));
const now = new Date('2026-11-24T09:12:00Z');
const env = { PATH: process.env.PATH, HOME: home, TZ: 'UTC', LC_ALL: 'C.UTF-8', NUMINA_NOW: now.toISOString() };
const runs = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 15);
const options = { runs, env };
/** For what takes seconds. */
const fewOptions = { runs: Math.min(runs, 5), env };
const peers = new Peers(home, env);

const databaseOf = (name) => join(home, `${name}.db`);
const numina = (name, ...words) => [process.execPath, program, '--db', databaseOf(name), ...words];
const run = ([file, ...words]) => execFileSync(file, words, { env, stdio: 'ignore' });
const bare = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };

const made = new Set();

/** The name of a database of so many bookings, which is made at the first use. */
function bookings(count) {
  if (made.has(count)) return count;
  run(numina(count, 'list'));
  makeBookings(databaseOf(count), count, now);
  // It wrote past numina, which learns of that by the next change.
  run(numina(count, 'edit', 'next', '--notes', 'towel'));
  made.add(count);
  return count;
}

/** So many bookings as numina exports them. */
function exported(count, format) {
  const file = join(home, `${count}.${format}`);
  run(numina(bookings(count), 'export', '--format', format, '-o', file));
  return file;
}

let recent;

/** Marks a class of last week, by its id: words are looked up among all. */
function mark(word) {
  const [file, ...words] = numina(bookings(100_000), 'list', '--from', '2026-11-20', '--to', '2026-11-20', '--json');
  recent ??= JSON.parse(execFileSync(file, words, { env }))[0].id;
  return numina(100_000, word, recent);
}

const PARTS = {
  start() {
    const ofNumina = (word) => ({ name: `numina ${word}`, command: numina(bookings(10_000), word), budget: '1.5' });
    race('Start-up', [bare, ofNumina('--version'), ofNumina('--help')], options);
  },

  looking() {
    const ofNumina = (words, budget) => ({
      name: `numina ${words.join(' ')}`,
      command: numina(bookings(10_000), ...words),
      budget,
    });
    const contestants = [
      bare,
      ...['calendar', 'upcoming', 'streak'].map((word) => ofNumina([word], '2.2–2.5')),
      ...[['stats'], ['next'], ['list', '--limit', '50']].map((words) => ofNumina(words)),
      peers.looking(10_000, exported(10_000, 'ics')),
      peers.lookingWithKhal(exported(1000, 'ics')),
    ];
    race('Looking, 10,000 bookings', contestants, options);
  },

  writing() {
    const words = ['book', 'Boxing', '--force', '--at', '2027-03-02T19:00'];
    const book = { name: 'numina book --at ISO', command: numina(bookings(10_000), ...words), budget: '2.6' };
    const unmark = () => run(mark('no-show'));
    const attend = { name: 'numina attend, 100,000', command: mark('attend'), prepare: unmark };
    race('Writing, durable', [bare, book, attend], options);
  },

  changed() {
    const words = ['stats', 'streak', 'achievements'];
    const ofNumina = (word) => ({ name: `numina ${word}`, command: numina(bookings(100_000), word), budget: '4' });
    let turn = 0;
    const change = () => run(mark(++turn % 2 === 0 ? 'attend' : 'no-show'));
    const afterChange = words.map((word) => ({ ...ofNumina(word), prepare: change }));
    const onNewDay = words.map((word) => ({
      ...ofNumina(word),
      name: `numina ${word}, on a new day`,
      now: '2026-11-25T09:12:00Z',
    }));
    race('Looking right after a change, 100,000 bookings', [bare, ...afterChange, ...onNewDay], options);
  },

  history() {
    const grows = (words, large, budget) => {
      const at = (count) => ({ name: `${label(count)} bookings`, command: numina(bookings(count), ...words) });
      race(`numina ${words.join(' ')} as the history grows`, [at(1000), { ...at(large), budget }], options);
    };
    for (const words of [['calendar'], ['upcoming'], ['list', '--limit', '50'], ['next']]) {
      grows(words, 1_000_000, '1.2');
    }
    for (const words of [['streak'], ['stats']]) grows(words, 100_000, '2');
  },

  bulk() {
    bulk(10_000, { toExport: '350 ms', toImport: '800 ms' });
    bulk(100_000, { toExport: '1500 ms' });
  },
};

function bulk(count, { toExport, toImport }) {
  const [calendar, json] = [exported(count, 'ics'), exported(count, 'json')];
  const exporting = [
    bare,
    { name: 'numina export', command: numina(count, 'export'), budget: toExport },
    ...peers.exporting(calendar, json),
  ];
  race(`Export of ${label(count)}`, exporting, fewOptions);
  const clear = () => {
    for (const tail of ['', '-wal', '-shm']) rmSync(databaseOf('fresh') + tail, { force: true });
  };
  const command = numina('fresh', 'import', calendar);
  const importing = [
    bare,
    { name: 'numina import', command, prepare: clear, budget: toImport },
    // Into what the one before it leaves.
    { name: 'numina import, once more', command },
    ...peers.importing(calendar, json, count > 10_000),
    ...(count > 10_000 ? [] : [peers.importingWithKhal(exported(1000, 'ics'))]),
  ];
  race(`Import of ${label(count)}`, importing, fewOptions);
}

function label(count) {
  return count.toLocaleString('en');
}

const chosen = process.argv.slice(2).filter((word) => Object.hasOwn(PARTS, word));
try {
  for (const part of chosen.length > 0 ? chosen : Object.keys(PARTS)) PARTS[part]();
  for (const peer of peers.missing) console.log(`\n${peer} is not installed and left out.`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
