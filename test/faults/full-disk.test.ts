import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useHomes } from '../e2e/program.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { canMount, fillDisk, mountDisk, unmountDisk } from '../support/small-disk.ts';
import { manyClasses } from './many-classes.ts';
import { contentOf } from './whole-content.ts';

describe.skipIf(SERVER_PROGRAMS === null || !canMount())('a server with a full disk (needs PostgreSQL, root)', () => {
  const server = useOwnServer({ within: tmpdir() });
  const homes = useHomes();
  let [folder, database] = ['', ''];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'numina-full-'));
    mountDisk(folder, '16m');
    chmodSync(folder, 0o700);
    const [{ data } = { data: '' }] = await server.admin<{ data: string }>(
      "select current_setting('data_directory') as data",
    );
    const { uid, gid } = statSync(data);
    chownSync(folder, uid, gid);
    // Tables and indexes on a disk of their own; the log of changes has room.
    await server.admin(`create tablespace small location '${folder}'`);
    database = await server.makeDatabase();
    await server.admin(`alter database ${database} set tablespace small`);
  });
  afterAll(async () => {
    await server.admin(`drop database ${database} with (force)`);
    await server.admin('drop tablespace small');
    unmountDisk(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes nothing of an import, says so, and takes all of it when there is room', async () => {
    const home = homes.empty();
    const withAddress = { env: { NUMINA_DB: server.address(database) }, timeoutMs: 60_000 };
    await home.json('book Boxing --at 2027-03-02T19:00', withAddress);
    writeFileSync(home.path('many.csv'), manyClasses(1500));
    const before = await contentOf(server, database);
    fillDisk(folder);

    const full = await home.run(['import', 'many.csv'], withAddress);
    expect(full, full.stderr).toMatchObject({ exitCode: 5, stdout: '' });
    expect(full.stderr).toMatch(/^numina: There is no room left on the disk of the server of [^\n]+\.\n[^\n]+\n$/);
    expect(await contentOf(server, database)).toEqual(before);
    expect(await home.json('list', withAddress), 'it can be read').toHaveLength(1);

    rmSync(join(folder, 'fill'));
    await home.json(['import', 'many.csv'], withAddress);
    expect(await server.admin('select count(*) from bookings', database)).toEqual([{ count: '1501' }]);
  });
});
