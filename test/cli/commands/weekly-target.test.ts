import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSqlite } from '../../support/engine.ts';
import { type Home, useHomes } from '../../support/home.ts';

interface StreakJson {
  readonly week: { readonly current: number; readonly longest: number; readonly target: number };
  readonly byType: Readonly<Record<string, { readonly current: number; readonly target: number }>>;
}

describe('a weekly target', () => {
  const homes = useHomes();

  /** Two classes in each of the three weeks before this one, and two in this. */
  async function trained(): Promise<Home> {
    const home = homes.empty();
    for (const date of ['11-02', '11-04', '11-10', '11-12', '11-16', '11-18', '11-23']) {
      await home.run(`book Yoga 2026-${date}T18:00 --type yoga --attended`);
    }
    await home.run('book Spin 2026-11-24T07:00 --type spin --attended');
    return home;
  }

  function writeSettings(home: Home, text: string): void {
    const file = home.path('.config', 'numina', 'config.toml');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  const weekOf = async (home: Home) => (await home.json<StreakJson>('streak')).week;

  it('that is raised leaves past weeks as they were, and says from when it holds', async () => {
    const home = await trained();
    expect((await home.run('config set weekly_target 2')).stderr).toBe('');
    expect(await weekOf(home)).toMatchObject({ current: 4, longest: 4, target: 2 });
    expect((await home.run('config set weekly_target 3')).stderr).toBe(
      'It holds from Tue 24 Nov on; weeks that end before ask for 2 days.\n',
    );
    expect(await weekOf(home)).toMatchObject({ current: 3, longest: 3, target: 3 });
    expect(await home.json('stats')).toMatchObject({ currentWeekStreak: 3 });
    expect(await home.json('stats --verify')).toMatchObject({ ok: true });
  });

  it('is shown with its dates by streak --explain', async () => {
    const home = await trained();
    await home.run('config set weekly_target 2');
    expect((await home.run('streak --explain')).stdout).toContain('4 weeks, each with 2 attended days or more:');
    await home.run('config set weekly_target 3 --from 2026-11-16');
    const { stdout } = await home.run('streak --explain');
    expect(stdout).toContain('From Mon 16 Nov on a week asks for 3 attended days; before, for 2.');
    await home.run('config set weekly_target 1 --from 2026-11-16');
    const lowered = await home.run('streak --explain');
    expect(lowered.stdout).toContain('4 weeks, each with as many attended days as it asked for or more:');
    expect(lowered.stdout).toContain('From Mon 16 Nov on a week asks for an attended day; before, for 2.');
  });

  it('holds from the day that is said, in the past and ahead', async () => {
    const home = await trained();
    await home.run('config set weekly_target 2');
    await home.run('config set weekly_target 3 --from 2026-11-09');
    expect(await weekOf(home)).toMatchObject({ current: 0, longest: 1, target: 3 });
    await home.run('config set weekly_target 2 --from 2026-11-09');
    await home.run('config set weekly_target 3 --from 2027-01-01');
    expect(await weekOf(home)).toMatchObject({ current: 4, target: 2 });
    const later = { env: { NUMINA_NOW: '2027-01-05T09:00:00-05:00' } };
    expect((await home.json<StreakJson>('streak', later)).week).toMatchObject({ target: 3 });
  });

  it('holds ahead too for a person whose settings are in the database', async () => {
    const home = homes.empty();
    await home.run('account add ben');
    for (const line of ['weekly_target 2', 'weekly_target 3 --from 2027-01-01']) {
      expect((await home.run(`config set ${line} --account ben`)).exitCode).toBe(0);
    }
    expect((await home.json<StreakJson>('streak --account ben')).week).toMatchObject({ target: 2 });
  });

  it('of a class type is dated in the same way', async () => {
    const home = await trained();
    await home.run('config set weekly_target.yoga 2');
    await home.run('config set weekly_target.yoga 3');
    expect((await home.json<StreakJson>('streak')).byType['yoga']).toMatchObject({ current: 3, target: 3 });
  });

  it.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) that is written into the settings by hand counts from the first change after it',
    async () => {
      const home = await trained();
      await home.run('config set weekly_target 2');
      writeSettings(home, 'weekly_target = 3\n');
      expect(await weekOf(home)).toMatchObject({ current: 3, target: 3 });
      await home.run('book Yoga 2026-12-01T18:00');
      const later = { env: { NUMINA_NOW: '2026-12-02T09:00:00-05:00' } };
      // This week had begun to ask for three, and had two.
      expect((await home.json<StreakJson>('streak', later)).week).toMatchObject({ current: 0, longest: 3, target: 3 });
    },
  );

  it('is not touched by an undo, and comes back with a copy', async () => {
    const home = await trained();
    await home.run('config set weekly_target 2');
    await home.run('config set weekly_target 3');
    await home.run('undo');
    expect(await weekOf(home)).toMatchObject({ current: 3, target: 3 });
    await home.run(['backup', home.path('copy.db')]);
    await home.run('config set weekly_target 7 --from 2026-01-01');
    expect(await weekOf(home)).toMatchObject({ current: 0, longest: 0 });
    await home.run(['restore', home.path('copy.db'), '--yes']);
    await home.run('config set weekly_target 3');
    expect(await weekOf(home)).toMatchObject({ current: 3, target: 3 });
  });

  it.each([
    ['config set clock 12 --from today', '--from says nothing of clock.'],
    ['config set weekly_target 4 --from never', 'Not understood: “never”.'],
    ['config set weekly_target 9 --from today', 'weekly_target cannot be “9”.'],
  ])('refuses %s, and changes nothing', async (line, says) => {
    const home = homes.empty();
    const outcome = await home.run(line);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(says);
    expect(await home.json('config get weekly_target')).toMatchObject({ value: 1, source: 'default' });
  });

  it('can be set where the settings have a wrong one', async () => {
    const home = await trained();
    writeSettings(home, 'weekly_target = 9\n');
    expect(await home.run('config set weekly_target 2')).toMatchObject({ exitCode: 0, stdout: 'weekly_target = 2\n' });
    expect(await weekOf(home)).toMatchObject({ current: 4, target: 2 });
  });
});
