import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useHomes } from '../e2e/program.ts';
import { ownerIds, SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { canMount, fillDisk, mountDisk, unmountDisk } from '../support/small-disk.ts';
import { manyClasses } from './many-classes.ts';
import { contentOf } from './whole-content.ts';

describe.skipIf(SERVER_PROGRAMS === null || !canMount())(
  'a server whose log has no room (needs PostgreSQL, root)',
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'numina-full-'));
      mountDisk(folder, '32m');
      const { uid, gid } = ownerIds();
      if (uid !== undefined) chownSync(folder, uid, gid ?? uid);
    });
    // Done after the server has ended, which is begun later.
    afterAll(() => {
      unmountDisk(folder);
      rmSync(folder, { recursive: true, force: true });
    });
    // Files of the log are not kept for later use: each new one needs room.
    const settings = ['min_wal_size=2MB', 'max_wal_size=2MB', 'wal_recycle=off'];
    const server = useOwnServer({ within: tmpdir(), settings, logAt: () => join(folder, 'log') });
    const homes = useHomes();

    it('stops; nothing of an import is there when it is back, and all of it is taken then', async () => {
      const home = homes.empty();
      const database = await server.makeDatabase();
      const withAddress = { env: { NUMINA_DB: server.address(database) }, timeoutMs: 60_000 };
      await home.json('book Boxing --at 2027-03-02T19:00', withAddress);
      writeFileSync(home.path('many.csv'), manyClasses(1500));
      const before = await contentOf(server, database);
      fillDisk(folder);

      const full = await home.run(['import', 'many.csv'], withAddress);
      expect(full, full.stderr).toMatchObject({ exitCode: 5, stdout: '' });
      expect(full.stderr).toMatch(/^numina: [^\n]+\.\n[^\n]+\n$/);

      rmSync(join(folder, 'fill'));
      // It may have given up, or be trying to come back: an order to end would wait for that.
      await server.restart('SIGKILL');
      expect(await contentOf(server, database)).toEqual(before);
      await home.json(['import', 'many.csv'], withAddress);
      expect(await server.admin('select count(*) from bookings', database)).toEqual([{ count: '1501' }]);
    });
  },
);
