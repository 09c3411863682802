import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../src/attendance/stats/stats.ts';
import { alterDatabase } from '../../support/alter-database.ts';
import { useHomes } from '../../support/home.ts';

describe('numina stats', () => {
  const homes = useHomes();

  it('has the totals and breakdowns of the contract', async () => {
    const stats = await homes.season().json<Stats>('stats');
    expect(stats).toMatchObject({
      totalBooked: 8,
      totalAttended: 1,
      totalCancelled: 1,
      totalNoShow: 1,
      attendanceRate: 0.5,
      currentWeekStreak: 1,
      lastAttendedDate: '2026-11-19',
    });
    expect(stats.byWeekday[0]).toEqual({ key: 'monday', booked: 2, attended: 0, cancelled: 0, noShow: 0 });
    expect(stats.money[0]).toMatchObject({ currency: 'EUR', spent: 12, lostToNoShows: 12 });
  });

  it('keep what is still to come apart', async () => {
    const home = homes.season();
    expect(await home.json('stats --from 2026-11-01')).toMatchObject({ totalBooked: 8, totalAhead: 4 });
    const { stdout } = await home.run('stats --from 2026-11-01');
    expect(stdout).toContain('1 attended of 4 booked');
    expect(stdout).toContain('4 more booked, still to come');
    expect(stdout).toMatch(/^yoga +█+ +1\/1$/m);
  });

  it('of a year is compared with the year before', async () => {
    const home = homes.season();
    await home.run('book Yoga 2025-11-20T18:00 --attended');
    const stats = await home.json<Stats>('stats --year 2026');
    expect(stats.period).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(stats.previous).toMatchObject({ from: '2025-01-01', to: '2025-11-24', totalAttended: 1 });
    expect(await home.json<Stats>('stats --year 2025')).toMatchObject({ totalAttended: 1, totalBooked: 1 });
  });

  it('draws a heat map, and gives its days as JSON', async () => {
    const home = homes.season();
    expect((await home.run('stats --heatmap')).stdout).toContain('1 class on 1 day');
    const { from, to, days } = await home.json<{ from: string; to: string; days: { date: string; classes: number }[] }>(
      'stats --heatmap --year 2026',
    );
    expect([from, to, days.length]).toEqual(['2026-01-01', '2026-12-31', 365]);
    expect(days.filter(({ classes }) => classes > 0)).toEqual([{ date: '2026-11-19', classes: 1, isPaused: false }]);
  });

  it('writes a year as a picture, whole or not at all', async () => {
    const home = homes.season();
    const { exitCode, stderr, stdout } = await home.run('stats --year 2026 --svg year.svg');
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr).toContain('year.svg');
    expect(readFileSync(home.path('year.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
    expect((await home.run('stats --svg -')).stdout).toContain('2026 in classes');
    expect(await home.run('stats --svg missing/year.svg')).toMatchObject({ exitCode: 1 });
    expect(readdirSync(home.path()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('--verify agrees after every command, and ends with 1 where the copy is wrong', async () => {
    const home = homes.season();
    for (const line of ['attend boxing', 'no-show boxing', 'undo', 'redo', 'delete boxing --yes', 'undo']) {
      expect(await home.run(line), line).toMatchObject({ exitCode: 0 });
      expect(await home.json('stats --verify'), line).toMatchObject({ ok: true, differences: [] });
    }
    await alterDatabase(home, 'update attendance_stats set total_attended = 7');
    const { exitCode, stdout } = await home.run('stats --verify --json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      differences: [{ field: 'totalAttended', stored: 7, computed: 1 }],
    });
  });

  it('--verify is not misled by another day, other rules or a pause', async () => {
    const home = homes.season();
    await home.run('config set weekly_target 3');
    const later = { env: { NUMINA_NOW: '2026-12-24T09:00:00-05:00' } };
    expect(await home.json('stats --verify', later)).toMatchObject({ ok: true });
    await home.run('pause add 2026-11-01 2026-11-15', later);
    expect(await home.json('stats --verify')).toMatchObject({ ok: true });
  });

  it.each([
    ['two periods', 'stats --year 2026 --from 2026-01-01', 'name two periods'],
    ['two views', 'stats --heatmap --verify', 'exclude each other'],
    ['a year that is none', 'stats --year 26', 'Not a year: 26'],
    ['a file without a name', ['stats', '--svg', ''], 'name of the file is empty'],
  ])('refuses %s', async (_, line, says) => {
    const outcome = await homes.empty().run(line);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(says);
  });

  it('tells once what a change has earned', async () => {
    const home = homes.empty();
    expect((await home.run('book Yoga 2026-11-20T18:00 --attended')).stderr).toContain('First class');
    expect((await home.run('book Yoga 2026-11-21T18:00 --attended')).stderr).toBe('');
    const { stdout, stderr } = await home.run('book Yoga 2026-11-22T18:00 --attended --json');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'attended' });
    expect(stderr).toContain('Three in a row');
    expect(await home.run('undo --quiet')).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await home.run('redo')).stderr).not.toContain('Three in a row');
  });
});
