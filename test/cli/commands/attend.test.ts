import { describe, expect, it } from 'vitest';
import { useHomes } from '../../support/home.ts';

describe('numina attend without a booking', () => {
  const homes = useHomes();

  it('takes the class that has just begun or ended, and says which', async () => {
    const home = homes.empty();
    await home.run('book Yoga 2026-11-24T08:00');
    await home.run('book Old 2026-11-22T08:00');
    const { exitCode, stdout } = await home.run('attend');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Attended Yoga · Tue 24 Nov 08:00–09:00')]);
  });

  it('finds nothing where no class has ended', async () => {
    const home = homes.empty();
    await home.run('book Old 2026-11-22T08:00');
    expect(await home.run('attend')).toMatchObject({ exitCode: 3 });
  });

  it('names those that fit where there are several', async () => {
    const home = homes.empty();
    await home.run('book Yoga 2026-11-24T07:00');
    await home.run('book Spin 2026-11-24T08:00');
    const { exitCode, stderr } = await home.run('attend');
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/Yoga\n.*Spin/);
    expect(await home.json('list --status attended')).toEqual([]);
  });
});
