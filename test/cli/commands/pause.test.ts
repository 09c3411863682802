import { beforeEach, describe, expect, it } from 'vitest';
import { type Home, useHomes } from '../../support/home.ts';

interface PauseJson {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
}

describe('numina pause', () => {
  const { empty } = useHomes();
  let home: Home;
  beforeEach(() => {
    home = empty();
  });

  it('is added, listed and removed', async () => {
    const added = await home.json<PauseJson>(['pause', 'add', '2026-12-24', '2027-01-03', '--reason', 'holidays']);
    expect(added).toEqual({ id: added.id, from: '2026-12-24', to: '2027-01-03', reason: 'holidays' });
    await home.json('pause add 2026-11-02 2026-11-08');
    const listed = await home.json<PauseJson[]>('pause list');
    expect(listed.map(({ from, reason }) => [from, reason])).toEqual([
      ['2026-11-02', null],
      ['2026-12-24', 'holidays'],
    ]);
    expect(await home.json(['pause', 'remove', added.id.slice(0, 8)])).toEqual(added);
    expect(await home.json('pause list')).toHaveLength(1);
  });

  it('takes dates in words; a weekday is the coming one', async () => {
    expect(await home.json('pause add mon sun')).toMatchObject({ from: '2026-11-30', to: '2026-12-06' });
    expect(await home.json('pause add 2026-08 2026-09')).toMatchObject({ from: '2026-08-01', to: '2026-09-30' });
  });

  it('names what is booked in it, which stays booked', async () => {
    await home.json('book Yoga 2026-12-24T18:00');
    await home.json('book Spin 2026-12-26T18:00 --waitlisted');
    await home.json('book Barre 2026-12-27T18:00');
    const { stdout, stderr, exitCode } = await home.run('pause add 2026-12-24 2026-12-26');
    expect({ stdout, exitCode }).toMatchObject({ stdout: expect.stringContaining('Paused'), exitCode: 0 });
    expect(stderr).toMatch(/^2 classes in it stay booked.*:\n {2}Thu 24 Dec.* Yoga\n {2}Sat 26 Dec.* Spin\n$/);
    expect((await home.run('pause add 2026-10-01 2026-10-02')).stderr).toBe('');
  });

  it('keeps the streak, also in hindsight, and shows in the calendar', async () => {
    await home.json('book Yoga 2026-11-04T18:00 --attended');
    await home.json('book Yoga 2026-11-18T18:00 --attended');
    const weeks = async () => (await home.json<{ week: { current: number } }>('streak')).week.current;
    expect(await weeks()).toBe(1);
    const { id } = await home.json<PauseJson>('pause add 2026-11-09 2026-11-15');
    expect(await weeks()).toBe(2);
    expect((await home.run('calendar')).stdout).toContain('‖');
    await home.run(['pause', 'remove', id]);
    expect(await weeks()).toBe(1);
  });

  it.each([
    ['one that ends before it starts', 'pause add 2026-12-10 2026-12-09', 2, 'before it begins'],
    ['one that overlaps', 'pause add 2026-11-30 2026-12-05', 4, 'already a pause from 2026-12-01 to 2026-12-07 (trip)'],
    ['a date that does not exist', 'pause add 2026-02-30 2026-03-01', 2, '2026-02-30'],
    ['one without an end', 'pause add 2026-12-10', 2, 'Until when?'],
    ['one without dates', 'pause add', 2, 'From when?'],
    ['removing what is not there', 'pause remove abcd1234', 3, 'There is no pause “abcd1234”'],
    ['removing by too little', 'pause remove a', 3, 'There is no pause “a”'],
  ])('refuses %s and changes nothing', async (_, line, exitCode, says) => {
    await home.run('pause add 2026-12-01 2026-12-07 --reason trip');
    const outcome = await home.run(line);
    expect(outcome).toMatchObject({ exitCode, stdout: '' });
    expect(outcome.stderr).toContain(says);
    expect(await home.json('pause list')).toHaveLength(1);
  });
});
