import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { databasePath, keyPath } from '../../../src/config/paths.ts';
import type { ShareJson } from '../../../src/contract/schemas/access-schema.ts';
import { isSqlite } from '../../support/engine.ts';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();
const keyOf = ({ env, database }: Home) => keyPath(env, { path: databasePath(env, database), isServer: !isSqlite });
const shares = (home: Home, more = '') => home.json<ShareJson[]>(`share list${more}`);
const ADDRESS = /^http:\/\/127\.0\.0\.1:6464\/calendars\/local\.[\w-]{43}\.ics$/;

describe('a shared calendar', () => {
  test('has an address of its own, which is listed with what it shows', async () => {
    const home = homes.season();
    const yoga = await home.json<ShareJson>('share add Yoga --type yoga --type pilates --from today');
    const all = await home.json<ShareJson>('share add family');
    expect(yoga.url).toMatch(ADDRESS);
    expect(all.url).toMatch(ADDRESS);
    expect(yoga.url).not.toBe(all.url);
    expect(yoga.filter).toMatchObject({ type: ['yoga', 'pilates'], from: 'today', to: null, search: null });
    expect(await shares(home)).toEqual([all, yoga]);
  });

  test.runIf(isSqlite)('keeps no address in the file (needs a file)', async () => {
    const home = homes.season();
    const { url } = await home.json<ShareJson>('share add family');
    const secret = url?.split('local.')[1]?.slice(0, 43) ?? '';
    expect(readFileSync(home.database).includes('family')).toBe(true);
    expect(readFileSync(home.database).includes(secret)).toBe(false);
  });

  test('keeps its key for the owner alone', async () => {
    const home = homes.season();
    await home.json('share add family');
    expect(statSync(keyOf(home)).mode & 0o777).toBe(0o600);
  });

  test('shows no address without the key, and the same one with it again', async () => {
    const home = homes.season();
    const share = await home.json<ShareJson>('share add family');
    renameSync(keyOf(home), home.path('away'));
    expect(await shares(home)).toEqual([{ ...share, url: null }]);
    expect((await home.run('share list')).stdout).toContain('Its address is shown where the key is');
    await home.json('share add other');
    expect((await shares(home)).map(({ url }) => url === null)).toEqual([true, false]);
    rmSync(keyOf(home));
    renameSync(home.path('away'), keyOf(home));
    expect(await shares(home)).toContainEqual(share);
  });

  test('is one of its account, by a name without case', async () => {
    const home = homes.season();
    await home.json('account add ben');
    await home.json('share add family');
    expect(await home.run('share add FAMILY')).toMatchObject({ exitCode: 4 });
    expect((await home.json<ShareJson>('share add family --account ben')).url).toMatch(/\/calendars\/[0-9a-f]{12}\./);
    await home.json('share remove Family');
    expect(await shares(home)).toEqual([]);
    expect(await shares(home, ' --account ben')).toHaveLength(1);
    expect(await home.run('share remove family')).toMatchObject({
      exitCode: 3,
      stderr: 'numina: There is no shared calendar “family”.\nnumina share list shows them.\n',
    });
  });

  test('goes along with a move, with its address', async () => {
    const home = homes.season();
    const share = await home.json<ShareJson>('share add family');
    await home.json('db move moved.db');
    expect(await shares(home, ' --db moved.db')).toEqual([share]);
    await home.json('backup copy.db');
    await home.json('share remove family');
    await home.json('restore copy.db --yes');
    expect(await shares(home)).toEqual([share]);
  });

  test.each([
    ['share add', 2],
    ['share add family --from never', 2],
    ['share add family --status gone', 2],
    [`share add ${'x'.repeat(101)}`, 2],
  ])('is not made by numina %s', async (words, exitCode) => {
    const home = homes.season();
    expect(await home.run(words)).toMatchObject({ exitCode });
    expect(await shares(home)).toEqual([]);
  });

  test('is told in words', async () => {
    const home = homes.season();
    const { stdout, stderr } = await home.run('share add yoga --type yoga --from today');
    const [head, url, webcal, ...rest] = stdout.split('\n');
    expect(head).toMatch(/^yoga . type yoga . from today$/);
    expect(url).toMatch(ADDRESS);
    expect(webcal).toBe(url?.replace('http:', 'webcal:'));
    expect(rest).toEqual(['']);
    expect(stderr).toContain('No server has said its address yet');
    expect((await home.run('share list')).stdout).toBe(`${head}\n${url}\n`);
    expect((await home.run('share list --plain')).stdout).toBe(`yoga\t${url}\ttype yoga; from today\n`);
    expect((await homes.empty().run('share list')).stdout).toContain('No shared calendars.');
  });
});
