import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onThisMachine } from '../../support/patience.ts';
import { buildScript, type Script } from '../../support/script.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const path = useTemporaryFolder();
let script: Script;

beforeAll(async () => {
  script = await buildScript('db/sqlite/booking-script.ts', 'booking');
});
afterAll(() => script.remove());

interface Contents {
  readonly users: number;
  readonly ids: ReadonlySet<string>;
  readonly journal: string;
}

/** What is in a database that is whole. */
function readWhole(file: string): Contents {
  const sqlite = new BetterSqlite3(file);
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(sqlite.pragma('foreign_key_check')).toEqual([]);
  const contents = {
    users: sqlite.prepare('select count(*) from users').pluck().get() as number,
    ids: new Set(sqlite.prepare('select id from bookings').pluck().all() as string[]),
    journal: sqlite.pragma('journal_mode', { simple: true }) as string,
  };
  sqlite.close();
  return contents;
}

describe('several processes', () => {
  it('that race to create the database all succeed, with one user', async () => {
    for (const round of [1, 2]) {
      const file = path(`race-${round}.db`);
      const runs = await Promise.all(['a', 'b', 'c', 'd'].map((name) => script.run(file, name)));
      expect(runs.map(({ stderr, exitCode }) => stderr || exitCode)).toEqual([0, 0, 0, 0]);
      const { users, ids, journal } = readWhole(file);
      expect({ users, bookings: ids.size, journal }).toEqual({ users: 1, bookings: 12, journal: 'wal' });
    }
  });

  it('twenty at once lose nothing and never find the database locked', async () => {
    const file = path('numina.db');
    // Each waits five seconds at most for its turn: as many as an idle machine does in that time, or a busy one.
    const count = Math.max(4, Math.round(20_000 / onThisMachine(1000)));
    const names = Array.from({ length: count }, (_, index) => `Class ${String(index).padStart(2, '0')}`);
    const runs = await Promise.all(names.map((name) => script.run(file, name, '5')));
    expect(runs.map(({ stderr }) => stderr).filter(Boolean)).toEqual([]);
    const acknowledged = runs.flatMap(({ stdout }) => stdout.split(/\s/));
    const { ids } = readWhole(file);
    expect(acknowledged).toHaveLength(count * 15);
    expect(new Set(acknowledged)).toEqual(ids);
  });

  it('killed while they write lose nothing that was acknowledged, and leave no half of a series', async () => {
    const file = path('numina.db');
    await script.run(file, 'First');
    const acknowledged: string[] = [];
    for (const delayMs of [0, 3, 9, 20]) {
      const runs = ['a', 'b'].map((name) => script.run(file, `${name} ${delayMs}`, '100000'));
      // Killed at odd moments after the first line of either: in a transaction, between two, in a checkpoint, waiting.
      await Promise.race(runs.map((run) => new Promise((resolve) => run.stdout.once('data', resolve))));
      await wait(delayMs);
      for (const run of runs) run.kill('SIGKILL');
      for (const { stdout, signal } of await Promise.all(runs)) {
        expect(signal).toBe('SIGKILL');
        const lines = stdout.split('\n').filter((line) => line.length === 3 * 36 + 2);
        acknowledged.push(...lines.flatMap((line) => line.split(' ')));
      }
      const { ids } = readWhole(file);
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      expect(ids.size % 3).toBe(0);
    }
    // A series at least before each kill.
    expect(acknowledged.length).toBeGreaterThanOrEqual(4 * 3);
  });
});
