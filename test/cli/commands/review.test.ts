import { beforeEach, describe, expect, it } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import { type Home, namesOf, useHomes } from '../../support/home.ts';

interface ReviewJson {
  readonly bookingId: string;
  readonly classId: string;
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

describe('numina review', () => {
  const homes = useHomes();
  let home: Home;
  beforeEach(() => {
    home = homes.season();
  });
  const reviews = () => home.json<ReviewJson[]>('review list');
  const later = (at: string) => ({ env: { NUMINA_NOW: at } });

  it('is written with the fields of the contract, listed, and shown with its class', async () => {
    const written = await home.json<ReviewJson>(['review', 'vinyasa', '--rating', '4', '--text', 'a calm hour']);
    const [vinyasa] = await home.json<BookingJson[]>('list --status attended');
    expect(written).toMatchObject({
      bookingId: vinyasa?.id,
      classId: vinyasa?.class.id,
      rating: 4,
      text: 'a calm hour',
      createdAt: '2026-11-24T09:12:00.000-05:00',
      updatedAt: '2026-11-24T09:12:00.000-05:00',
    });
    expect(await reviews()).toEqual([written]);
    const classes =
      await home.json<{ name: string; rating: number | null; instructorRating: number | null }[]>('classes');
    expect(classes.find(({ name }) => name === 'Vinyasa Flow')).toMatchObject({ rating: 4, instructorRating: 4 });
    expect(classes.find(({ name }) => name === 'Barre')).toMatchObject({ rating: null });
    expect((await home.run('show vinyasa')).stdout).toContain('4 of 5');
    expect((await home.run('classes')).stdout).toContain('Ana 4/5 (1 review)');
  });

  it('is pending for every class attended and not reviewed', async () => {
    expect(namesOf(await home.json('review pending'))).toEqual(['Vinyasa Flow']);
    await home.run('review vinyasa --rating 5');
    expect(await home.json('review pending')).toEqual([]);
  });

  it('can be changed for thirty days, keeping its text, and then only be deleted', async () => {
    await home.run(['review', 'vinyasa', '--rating', '4', '--text', 'calm']);
    const changed = await home.json<ReviewJson>('review vinyasa --rating 2', later('2026-12-24T09:00:00-05:00'));
    expect(changed).toMatchObject({ rating: 2, text: 'calm', createdAt: '2026-11-24T09:12:00.000-05:00' });
    const late = await home.run('review vinyasa --rating 1', later('2026-12-25T09:00:00-05:00'));
    expect(late).toMatchObject({ exitCode: 4 });
    expect(late.stderr).toContain('that could be changed until 2026-12-24');
    expect(await home.json<ReviewJson>('review delete vinyasa')).toMatchObject({ rating: 2 });
    expect(await reviews()).toEqual([]);
    expect(await home.run('review delete vinyasa')).toMatchObject({ exitCode: 3 });
  });

  it('is one per class: a second with another booking is refused', async () => {
    await home.run('review vinyasa --rating 4');
    await home.run('book vinyasa 2026-11-23T07:30 --attended');
    const outcome = await home.run(['review', '2026-11-23 vinyasa', '--rating', '5']);
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' });
    expect(outcome.stderr).toContain('You reviewed Vinyasa Flow on 2026-11-24 already');
    expect(await reviews()).toMatchObject([{ rating: 4 }]);
  });

  it('is undone and brought again, and waits for a booking that an undo brings back', async () => {
    await home.run('review vinyasa --rating 4');
    await home.run('undo');
    expect(await reviews()).toEqual([]);
    await home.run('redo');
    expect(await reviews()).toHaveLength(1);
    await home.run('no-show vinyasa');
    expect(await reviews()).toEqual([]);
    await home.run('undo');
    expect(await reviews()).toHaveLength(1);
    await home.run('delete 2026-11-19 --yes');
    expect(await reviews()).toEqual([]);
    await home.run('undo');
    expect(await reviews()).toMatchObject([{ rating: 4 }]);
    expect(await home.run('review vinyasa --rating 4')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['booked and past', 'boxing', 'is not marked attended'],
    ['booked and ahead', 'barre', 'has not begun yet'],
    ['cancelled', 'reformer', 'was cancelled'],
    ['a no-show', '2026-11-17', 'was missed'],
    ['on the waitlist', 'yin', 'is on the waitlist'],
  ])('is refused for a class that is %s, saying why', async (_, reference, says) => {
    const outcome = await home.run(['review', reference, '--rating', '5']);
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' });
    expect(outcome.stderr).toContain(says);
    expect(await reviews()).toEqual([]);
    const answer = await home.json<{ eligible: boolean; reason: string }>(['review', 'eligibility', reference]);
    expect(answer).toEqual({ eligible: false, reason: expect.stringContaining(says) });
  });

  it('answers yes for one that was attended', async () => {
    expect(await home.json('review eligibility vinyasa')).toEqual({ eligible: true, reason: null });
    expect((await home.run('review eligibility vinyasa')).stdout).toBe('Yes, it can be reviewed.\n');
  });

  it.each([
    ['0', 'Not a rating: 0'],
    ['6', 'Not a rating: 6'],
    ['4.5', 'Not a rating: 4.5'],
    ['', 'Not a rating:'],
  ])('refuses the rating %o', async (rating, says) => {
    const outcome = await home.run(['review', 'vinyasa', '--rating', rating]);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(says);
    expect(await reviews()).toEqual([]);
  });

  it('names what is missing where nobody can be asked', async () => {
    expect((await home.run('review vinyasa')).stderr).toContain('--rating is missing');
    expect((await home.run('review')).stderr).toContain('Which booking?');
    expect(await home.run('review nothing --rating 3')).toMatchObject({ exitCode: 3 });
  });
});
