// Start-up and throughput, measured as whole processes against `node -e 0` and against the programs people
// use today, side by side in one run: machines are noisy, ratios are not. Peers that are not installed are
// left out. Nothing here is a test.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBookings } from './make-bookings.js';

const RUNS = Number(process.argv[2] ?? 15);
const program = join(import.meta.dirname, '..', 'bin', 'numina.js');
const home = mkdtempSync(join(tmpdir(), 'numina-bench-'));
const now = new Date('2026-11-24T09:12:00Z');
const env = { PATH: process.env.PATH, HOME: home, TZ: 'UTC', LC_ALL: 'C.UTF-8', NUMINA_NOW: now.toISOString() };

const numina = (count, ...words) => [process.execPath, program, '--db', databaseOf(count), ...words];
const databaseOf = (count) => join(home, `${count}.db`);

/** A class of last week, by its id: words are looked up among all. */
const classOf = (count) => {
  const [file, ...words] = numina(count, 'list', '--from', '2026-11-20', '--to', '2026-11-20', '--json');
  return JSON.parse(execFileSync(file, words, { env }))[0].id;
};
const run = ([file, ...words]) => execFileSync(file, words, { env, stdio: 'ignore' });

/** Times whole processes in turn, so that noise hits all alike; the median of each, in milliseconds. */
function race(contestants) {
  const times = new Map(contestants.map(({ name }) => [name, []]));
  for (let turn = -2; turn < RUNS; turn += 1) {
    for (const { name, command, prepare, input, now } of contestants) {
      prepare?.();
      const [file, ...words] = command;
      const output = openSync(join(home, 'output'), 'w');
      const began = process.hrtime.bigint();
      const { status, stderr, error } = spawnSync(file, words, {
        env: now ? { ...env, NUMINA_NOW: now } : env,
        stdio: [input ? openSync(input, 'r') : 'ignore', output, 'pipe'],
      });
      const ms = Number(process.hrtime.bigint() - began) / 1e6;
      if (status !== 0) throw new Error(`${name}: ${error ?? stderr}`);
      if (turn >= 0) times.get(name).push(ms);
    }
  }
  return new Map([...times].map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]]));
}

function report(title, contestants) {
  const medians = race(contestants);
  const [first] = medians.values();
  console.log(`\n${title}`);
  for (const { name, budget } of contestants) {
    const ms = medians.get(name);
    console.log(
      `  ${name.padEnd(44)} ${ms.toFixed(1).padStart(8)} ms  ${(ms / first).toFixed(2).padStart(6)} ×${budget ? `  (budget ${budget})` : ''}`,
    );
  }
}

function isInstalled(name) {
  return spawnSync('which', [name]).status === 0;
}

try {
  for (const count of [1_000, 10_000, 100_000, 1_000_000]) {
    execFileSync(process.execPath, [program, '--db', databaseOf(count), 'list'], { env });
    makeBookings(databaseOf(count), count, now);
    // It wrote past numina, which learns of that by the next change.
    run(numina(count, 'edit', 'next', '--notes', 'towel'));
  }
  const calendar = join(home, '10000.ics');
  execFileSync(process.execPath, [program, '--db', databaseOf(10_000), 'export', '--quiet', '-o', calendar], { env });
  const bare = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };

  report('Start-up', [
    bare,
    { name: 'numina --version', command: numina(10_000, '--version'), budget: '1.5' },
    { name: 'numina --help', command: numina(10_000, '--help'), budget: '1.5' },
  ]);
  report('Looking, 10,000 bookings', [
    bare,
    ...['calendar', 'upcoming', 'streak'].map((word) => ({
      name: `numina ${word}`,
      command: numina(10_000, word),
      budget: '2.2–2.5',
    })),
    { name: 'numina stats', command: numina(10_000, 'stats') },
    { name: 'numina next', command: numina(10_000, 'next') },
    { name: 'numina list --limit 50', command: numina(10_000, 'list', '--limit', '50') },
    ...peersLooking(calendar),
  ]);
  const recent = classOf(100_000);
  const mark = (word) => numina(100_000, word, recent);
  report('Writing, durable', [
    bare,
    {
      name: 'numina book --at ISO',
      command: numina(10_000, 'book', 'Boxing', '--force', '--at', '2027-03-02T19:00'),
      budget: '2.6',
    },
    { name: 'numina attend, 100,000', command: mark('attend'), prepare: () => run(mark('no-show')) },
  ]);
  let turn = 0;
  report('Looking right after a change, 100,000 bookings', [
    bare,
    ...['stats', 'streak', 'achievements'].map((word) => ({
      name: `numina ${word}`,
      command: numina(100_000, word),
      prepare: () => run(mark(++turn % 2 === 0 ? 'attend' : 'no-show')),
      budget: '4',
    })),
    ...['stats', 'streak', 'achievements'].map((word) => ({
      name: `numina ${word}, on a new day`,
      command: numina(100_000, word),
      now: '2026-11-25T09:12:00Z',
      budget: '4',
    })),
  ]);
  for (const words of [['calendar'], ['upcoming'], ['list', '--limit', '50'], ['next']]) {
    report(`numina ${words.join(' ')} as the history grows`, [
      { name: '1,000 bookings', command: numina(1_000, ...words) },
      { name: '1,000,000 bookings', command: numina(1_000_000, ...words), budget: '1.2' },
    ]);
  }
  for (const word of ['streak', 'stats']) {
    report(`numina ${word} as the history grows`, [
      { name: '1,000 bookings', command: numina(1_000, word) },
      { name: '100,000 bookings', command: numina(100_000, word), budget: '2' },
    ]);
  }
  const fresh = databaseOf('fresh');
  const clear = () => {
    for (const tail of ['', '-wal', '-shm']) rmSync(fresh + tail, { force: true });
  };
  report('Bulk', [
    bare,
    { name: 'numina export, 10,000', command: numina(10_000, 'export'), budget: '350 ms' },
    { name: 'numina export, 100,000', command: numina(100_000, 'export'), budget: '1500 ms' },
    {
      name: 'numina import, 10,000 events',
      command: numina('fresh', 'import', calendar),
      prepare: clear,
      budget: '800 ms',
    },
    ...peersImporting(calendar),
  ]);
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Programs people use today, on the same calendar. */
function peersLooking(calendar) {
  const peers = [];
  if (isInstalled('calcurse')) {
    const folder = join(home, 'calcurse');
    execFileSync('calcurse', ['-D', folder, '-i', calendar], { env, stdio: 'ignore' });
    peers.push({ name: 'calcurse -Q (10,000)', command: ['calcurse', '-D', folder, '-Q', '--days', '30'] });
  }
  if (isInstalled('khal')) {
    // khal takes minutes to read 10,000 events; a vdir of 1,000 is what it is used with.
    const config = join(home, 'khal.conf');
    const folder = join(home, 'khal');
    mkdirSync(folder);
    writeFileSync(
      config,
      `[calendars]\n[[classes]]\npath = ${folder}\n[sqlite]\npath = ${join(home, 'khal.db')}\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n`,
    );
    const some = join(home, '1000.ics');
    execFileSync(process.execPath, [program, '--db', databaseOf(1_000), 'export', '--quiet', '-o', some], { env });
    execFileSync('khal', ['-c', config, 'import', '--batch', '-a', 'classes', some], { env, stdio: 'ignore' });
    peers.push({ name: 'khal list (1,000)', command: ['env', 'LC_ALL=C', 'khal', '-c', config, 'list'] });
  }
  return peers;
}

function peersImporting(calendar) {
  if (!isInstalled('calcurse')) return [];
  const folder = join(home, 'calcurse-import');
  return [
    {
      name: 'calcurse -i (10,000)',
      command: ['calcurse', '-D', folder, '-i', calendar],
      prepare: () => rmSync(folder, { recursive: true, force: true }),
    },
  ];
}
