import { beforeEach, describe, expect, it } from 'vitest';
import { type Home, useHomes } from '../../support/home.ts';

describe('assume_attended', () => {
  const homes = useHomes();
  let home: Home;
  const statuses = async () =>
    Object.fromEntries((await home.bookings()).map(({ class: { name }, status }) => [name, status]));

  beforeEach(async () => {
    home = homes.empty();
    await home.run('book Vinyasa 2026-11-22T18:00 --source mindbody');
    await home.run('book Spin 2026-11-22T20:00 --source classpass --location Velo');
    await home.run('book Boxing 2026-11-22T19:00');
    await home.run('book Late 2026-11-23T21:00 --source mindbody');
  });

  it('does nothing unless it is set', async () => {
    expect(Object.values(await statuses())).toEqual(['booked', 'booked', 'booked', 'booked']);
  });

  it('marks classes of a source or a place twelve hours after their end, says so, and is one step', async () => {
    await home.run('config set assume_attended mindbody,velo');
    const { stdout, stderr } = await home.run('list --json');
    expect(JSON.parse(stdout)).toHaveLength(4);
    expect(stderr).toContain('Took 2 classes for attended');
    expect(await statuses()).toEqual({ Vinyasa: 'attended', Spin: 'attended', Boxing: 'booked', Late: 'booked' });
    expect((await home.run('show vinyasa')).stdout).toContain('by assume_attended');
    const { done } = await home.json<{ done: { what: string }[] }>('undo --list');
    expect(done[0]?.what).toContain('assumed attended 2 classes');
    expect(await home.json('stats --verify')).toMatchObject({ ok: true });
  });

  it('is undone like any other mark, and not made again', async () => {
    await home.run('config set assume_attended mindbody');
    await home.run('list');
    await home.run('undo');
    expect(await statuses()).toMatchObject({ Vinyasa: 'booked' });
    await home.run('redo');
    expect((await home.run('show vinyasa')).stdout).toContain('by assume_attended');
    await home.run('undo');
    await home.run('attend vinyasa', { env: { NUMINA_NOW: '2026-11-24T09:20:00-05:00' } });
    const { stdout } = await home.run('show vinyasa');
    expect(stdout).toContain('✓ Vinyasa');
    expect(stdout).not.toContain('assume_attended');
  });

  it('leaves the last step to undo', async () => {
    await home.run('config set assume_attended mindbody');
    const { stdout } = await home.run('undo');
    expect(stdout).toContain('Undone: booked Late');
  });

  it('counts by the end of the class', async () => {
    await home.run('config set assume_attended mindbody');
    const at = (time: string) => ({ env: { NUMINA_NOW: `2026-11-24T${time}:00-05:00` } });
    await home.run('list', at('09:59'));
    expect(await statuses()).toMatchObject({ Late: 'booked' });
    await home.run('list', at('10:00'));
    expect(await statuses()).toMatchObject({ Late: 'attended' });
  });

  it.each([
    ['weekly_target 0', 'weekly_target cannot be “0”'],
    ['weekly_target 8', 'weekly_target cannot be “8”'],
    ['weekly_target.yoga 8', 'weekly_target.yoga cannot be “8”'],
    ['rest_days funday', 'rest_days cannot be “funday”'],
    ['week_start wednesday', 'week_start cannot be “wednesday”'],
  ])('beside it, config set %s is refused and changes nothing', async (words, says) => {
    const before = await home.json('config list');
    const outcome = await home.run(`config set ${words}`);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(says);
    expect(await home.json('config list')).toEqual(before);
  });
});
