import { describe, expect, test } from 'vitest';
import type { LinkJson, NewTokenJson, TokenJson } from '../../../src/contract/schemas/access-schema.ts';
import { useHomes } from '../../support/home.ts';

const homes = useHomes();

describe('account link', () => {
  test('prints an address for the account that is named, else the chosen one', async () => {
    const home = homes.season();
    await home.json('account add ben');
    const own = await home.json<LinkJson>('account link');
    expect(own).toMatchObject({ account: 'local', url: expect.stringMatching(/:6464\/in\/local\.[\w-]{43}$/) });
    for (const words of ['account link BEN', 'account link --account ben']) {
      expect(await home.json<LinkJson>(words)).toMatchObject({ account: 'ben' });
    }
    expect(await home.run('account link nobody')).toMatchObject({ exitCode: 3 });
    expect(await home.run('account link --days 8')).toMatchObject({
      exitCode: 2,
      stderr: 'numina: --days cannot be 8.\nGive a whole number from 1 to 7.\n',
    });
  });

  test('is good from now on by the clock of the server, for which NUMINA_NOW does not hold', async () => {
    const home = homes.season();
    const before = performance.timeOrigin + performance.now();
    const { expiresAt } = await home.json<LinkJson>('account link', { env: { NUMINA_NOW: '2020-01-01T00:00:00Z' } });
    const after = performance.timeOrigin + performance.now();
    // The two clocks may differ by as much as the system has set its own since the start.
    expect(Date.parse(expiresAt)).toBeGreaterThan(before + 14 * 60_000);
    expect(Date.parse(expiresAt)).toBeLessThan(after + 16 * 60_000);
  });

  test('is told in words', async () => {
    const { stdout, stderr } = await homes.season().run('account link');
    expect(stdout).toMatch(/^http:\S+\nSigns one browser in as local, once, until .*\.\n$/);
    expect(stderr).toContain('No server has said its address yet');
  });
});

describe('account token', () => {
  test('shows a token once, and lists it without its secret', async () => {
    const home = homes.season();
    const { token, ...made } = await home.json<NewTokenJson>('account token add --label phone --scope write');
    expect(made).toEqual({ id: expect.any(String), label: 'phone', scope: 'write' });
    expect(token).toMatch(/^local\.[\w-]{43}$/);
    const listed = await home.json<TokenJson[]>('account token list');
    expect(listed).toEqual([{ ...made, createdAt: '2026-11-24T14:12:00.000Z', lastUsedAt: null }]);
  });

  test('may read where nothing else is said', async () => {
    const home = homes.season();
    expect(await home.json('account token add --label phone')).toMatchObject({ scope: 'read' });
    const { stdout, stderr } = await home.run('account token add --label bar');
    expect(stdout).toMatch(/^local\.[\w-]{43}\n$/);
    expect(stderr).toBe('bar: it may read. This is the only time that it is shown.\n');
  });

  test('is ended by its id or the beginning of that, by its own account alone', async () => {
    const home = homes.season();
    await home.json('account add ben');
    const { id } = await home.json<NewTokenJson>('account token add ben --label phone');
    expect(await home.run(`account token revoke ${id}`)).toMatchObject({ exitCode: 3 });
    expect(await home.json('account token list ben')).toHaveLength(1);
    await home.json(`account token revoke ${id.slice(0, 8)} --account ben`);
    expect(await home.json('account token list ben')).toEqual([]);
    expect((await home.run('account token list')).stdout).toContain('No tokens.');
  });

  test('alone shows its help, and a slip is told', async () => {
    const home = homes.empty();
    expect((await home.run('account token')).stdout).toMatch(/add.*\n.*list.*\n.*revoke/);
    expect(await home.run('account token ad')).toMatchObject({ exitCode: 2 });
    expect((await home.run('account token add --help')).stdout).toContain('numina account token add [options] [name]');
  });
});

test.each(['account token list', 'account link', 'account token add --help', 'share list', 'share add --help'])(
  '%s keeps to 40 columns, but for addresses',
  async (words) => {
    const home = homes.season();
    await home.json(['account', 'token', 'add', '--label', 'the telephone of the person with the long name']);
    await home.json([
      'share',
      'add',
      'everything for all of the family',
      '--type',
      'yoga',
      '--location',
      'Studio North',
    ]);
    const { stdout } = await home.run(words, { env: { COLUMNS: '40' } });
    const prose = stdout.split('\n').filter((line) => !/^ {2}\$ |^http:/.test(line));
    const widest = words.endsWith('--help') ? 50 : 40;
    expect(Math.max(...prose.map((line) => line.length)), stdout).toBeLessThanOrEqual(widest);
  },
);
