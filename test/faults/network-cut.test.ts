import { tmpdir } from 'node:os';
import { beforeEach, describe, expect, it } from 'vitest';
import { useHomes } from '../e2e/program.ts';
import { useCutProxy } from '../support/cut-proxy.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { holdToTold, letWrite } from './writers.ts';

const CONNECTIONS = 160;

describe.skipIf(SERVER_PROGRAMS === null)('a network that fails (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir() });
  const proxy = useCutProxy(() => server.port);
  const homes = useHomes();
  const throughProxy = (database: string) => server.address(database, 'numina', proxy.port);

  beforeEach(() => {
    [proxy.cutAfter, proxy.cutSentAfter, proxy.cutAtText] = [null, null, null];
  });

  it('cut at random octets, leaves what 8 writers were told, and nothing twice', async () => {
    const database = await server.makeDatabase();
    // Some commands say so much to the server and hear so much, most do not come so far.
    const upTo = (most: number) => () => (Math.random() < 0.3 ? null : Math.ceil(Math.random() * most));
    [proxy.cutAfter, proxy.cutSentAfter] = [upTo(8000), upTo(20_000)];
    const end = proxy.count + CONNECTIONS;
    const told = await letWrite(homes.empty(), throughProxy(database), 8, () => proxy.count >= end);
    await holdToTold(server, database, told);
    expect(told.outcomes.get('done'), 'some came through').toBeGreaterThan(0);
    expect(told.outcomes.get('connection_lost'), 'some did not').toBeGreaterThan(0);
  });

  it.each([
    { when: 'before', count: 0 },
    { when: 'after', count: 1 },
  ] as const)('cut $when the server saves, makes the outcome unknown, and says so', async ({ when, count }) => {
    const database = await server.makeDatabase();
    const home = homes.empty();
    // The first use makes the account, which is saved too.
    await home.json('list', { env: { NUMINA_DB: throughProxy(database) } });
    proxy.cutAtText = { text: 'returning revision; commit', when };
    const told = await home.run('book Boxing --at 2027-03-02T19:00', { env: { NUMINA_DB: throughProxy(database) } });
    expect(told).toMatchObject({ exitCode: 5, stdout: '' });
    expect(told.stderr).toMatch(
      /^numina: [^\n]* was lost while the change was being saved: it may be saved, or not\.\n/,
    );
    expect(told.stderr).toContain('numina list');
    expect(await server.admin('select id from bookings', database)).toHaveLength(count);
  });

  it.each(['book Boxing --at 2027-03-02T19:00', 'cancel Yoga', 'again Yoga', 'edit Yoga --notes towel'])(
    'cut while it reads the short ids, changes nothing by %s: they are read before the change is saved',
    async (command) => {
      const database = await server.makeDatabase();
      const home = homes.empty();
      await home.json('book Yoga --at 2027-03-01T19:00', { env: { NUMINA_DB: server.address(database) } });
      const before = await server.admin('select class_name, status, notes from bookings', database);
      proxy.cutAtText = { text: '("id" >= $2', when: 'before' };
      const told = await home.run(command, { env: { NUMINA_DB: throughProxy(database) } });
      expect(told).toMatchObject({ exitCode: 5, stdout: '' });
      expect(told.stderr).toContain('Nothing was changed.');
      expect(await server.admin('select class_name, status, notes from bookings', database)).toEqual(before);
    },
  );

  it('cut after a change was saved, says that it is saved', async () => {
    const database = await server.makeDatabase();
    const home = homes.empty();
    const env = { NUMINA_DB: throughProxy(database) };
    await home.run('book Yoga --at 2026-03-01T19:00', { env });
    await home.run('config set assume_attended manual', { env });
    // The class is marked by habit first.
    proxy.cutAtText = { text: 'from "fitness_classes"', when: 'before' };
    const told = await home.run('classes', { env });
    expect(told).toMatchObject({ exitCode: 5, stdout: '' });
    expect(told.stderr).toMatch(
      /^numina: A change is saved, and then this failed: The connection to [^\n]* was lost\.\n/,
    );
    expect(await server.admin('select status from bookings', database)).toEqual([{ status: 'attended' }]);
  });
});
