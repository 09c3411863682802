import { describe, expect, it } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import { namesOf, useHomes } from '../../support/home.ts';

describe('numina history', () => {
  const homes = useHomes();

  it('is what was: begun, whatever became of it, by start', async () => {
    const home = homes.season();
    await home.run('book Yin 2026-11-10T11:30 --waitlisted');
    const bookings = await home.json<BookingJson[]>('history');
    expect(bookings.map(({ class: { name }, status }) => `${name} ${status}`)).toEqual([
      'Spin 45 no_show',
      'Vinyasa Flow attended',
      'Boxing booked',
    ]);
  });

  it('takes the filters of every list, and the last ones with --limit', async () => {
    const home = homes.season();
    expect(namesOf(await home.json('history --status no_show'))).toEqual(['Spin 45']);
    expect(namesOf(await home.json('history --from 2026-11-18 --exclude type=boxing'))).toEqual(['Vinyasa Flow']);
    expect(namesOf(await home.json('history --limit 2'))).toEqual(['Vinyasa Flow', 'Boxing']);
    expect((await home.run('history --type tennis')).stdout).toContain('Try fewer filters.');
  });

  it('begins with the latest where a person reads it', async () => {
    const { stdout } = await homes.season().run('history');
    expect(stdout.indexOf('Boxing')).toBeLessThan(stdout.indexOf('Vinyasa'));
    expect((await homes.season().run('history --plain')).stdout.split('\n')).toHaveLength(4);
  });
});
