import { describe, expect, it } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import type { AchievementJson } from '../../../src/contract/schemas/attendance-schema.ts';
import { useHomes } from '../../support/home.ts';

describe('numina achievements', () => {
  const homes = useHomes();

  it('has the fields of the contract, with the class that earned each', async () => {
    const home = homes.season();
    const all = await home.json<AchievementJson[]>('achievements');
    expect(all.length).toBeGreaterThanOrEqual(15);
    for (const each of all) {
      expect(Object.keys(each)).toEqual(['id', 'title', 'description', 'earnedAt', 'bookingId', 'progress', 'goal']);
    }
    const [vinyasa] = await home.json<BookingJson[]>('list --status attended');
    expect(all[0]).toEqual({
      id: 'first-class',
      title: 'First class',
      description: 'A class attended',
      earnedAt: vinyasa?.startsAt,
      bookingId: vinyasa?.id,
      progress: 1,
      goal: 1,
    });
    expect(all[1]).toMatchObject({ id: 'classes-10', earnedAt: null, bookingId: null, progress: 1, goal: 10 });
  });
});
