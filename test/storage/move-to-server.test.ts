import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/errors.ts';
import { isSqlite } from '../support/engine.ts';
import { type Home, useHomes } from '../support/home.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { addressOf, takeServerDatabase } from '../support/server-database.ts';

// A move to PostgreSQL and back. It needs a server: NUMINA_TEST_ENGINE=postgres starts one.

const homes = useHomes(runInProcess, 'sqlite');

interface Moved {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly digest: string }[];
}

const at = (home: Home, database: string, line: string) => home.run([...line.split(' '), '--db', database]);

/** A home whose database is the usual file. */
function homeWith(count: number): Home {
  const home = homes.season();
  const rows = Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
    return `İpek “${index % 7}” 🤸,${day}T18:00,${index % 3 === 0 ? 'attended' : 'no_show'},12.5,EUR`;
  });
  writeFileSync(home.path('many.csv'), `class,starts_at,status,price,currency\n${rows.join('\n')}\n`);
  return home;
}

describe.skipIf(isSqlite)('a server (needs PostgreSQL)', () => {
  test('1,000 bookings go to a server and back: the same digests, export and journal, and undo goes on', async () => {
    const home = homeWith(1000);
    const [file, back] = [home.database, home.path('back.db')];
    const address = addressOf(await takeServerDatabase());
    expect((await at(home, file, 'import many.csv')).exitCode).toBe(0);
    const there = JSON.parse((await at(home, file, `db move ${address} --json`)).stdout) as Moved;
    const again = JSON.parse((await at(home, address, `db move ${back} --json`)).stdout) as Moved;
    const ofPeople = ({ tables }: Moved) => tables.filter(({ table }) => !/^user/.test(table));
    expect(ofPeople(again)).toEqual(ofPeople(there));
    expect(there.tables.find(({ table }) => table === 'bookings')?.rows).toBeGreaterThan(1000);
    for (const line of ['export --format json', 'undo --list 1000 --json']) {
      const { stdout } = await at(home, file, line);
      expect(stdout.length).toBeGreaterThan(100);
      expect((await at(home, address, line)).stdout).toBe(stdout);
      expect((await at(home, back, line)).stdout).toBe(stdout);
    }
    const undone = await at(home, file, 'undo');
    expect((await at(home, address, 'undo')).stdout).toBe(undone.stdout);
    expect((await at(home, back, 'undo')).stdout).toBe(undone.stdout);
  });

  test('a database with a record is not written over, and a restore keeps what was there', async () => {
    const home = homeWith(1);
    const [file, address] = [home.database, addressOf(await takeServerDatabase())];
    await at(home, file, `db move ${address}`);
    expect((await at(home, file, `db move ${address}`)).exitCode).toBe(EXIT_CODES.refused);
    const copied = await at(home, address, 'backup copy.db');
    expect(copied).toMatchObject({ stderr: '', exitCode: 0 });
    const before = (await at(home, address, 'export --format json')).stdout;
    await at(home, address, 'book Yin --at 2026-12-09T10:00');
    const { kept } = JSON.parse((await at(home, address, 'restore copy.db --yes --json')).stdout) as { kept: string };
    expect((await at(home, address, 'export --format json')).stdout).toBe(before);
    expect((await at(home, kept, 'list --search yin')).stdout).toContain('Yin');
  });

  test('doctor looks at the server', async () => {
    const home = homes.empty();
    const address = addressOf(await takeServerDatabase());
    const { stdout } = await at(home, address, 'doctor --json');
    const findings = JSON.parse(stdout) as { check: string; ok: boolean | null }[];
    for (const check of ['database', 'server', 'schema', 'row-security', 'server-clock', 'latency', 'encryption']) {
      expect(findings.find((finding) => finding.check === check)).toMatchObject({ ok: true });
    }
    const admin = await at(home, address.replace('numina@', 'postgres@'), 'doctor --json');
    expect(admin.stdout).toContain('passes row-level security by');
  });
});
