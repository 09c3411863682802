import { beforeEach, describe, expect, it } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import { type Home, namesOf, useHomes } from '../../support/home.ts';

const homes = useHomes();
let home: Home;

beforeEach(async () => {
  home = homes.empty();
  for (const line of ['Yoga 2026-11-21T18:00', 'Spin 2026-11-22T18:00', 'Boxing 2026-11-23T19:00']) {
    await home.run(`book ${line}`);
  }
});

describe('numina inbox, where nobody can be asked', () => {
  it('lists past classes that nobody has marked, by start', async () => {
    await home.run('book Later 2026-11-24T18:00');
    await home.run('no-show spin');
    expect(namesOf(await home.json<BookingJson[]>('inbox'))).toEqual(['Yoga', 'Boxing']);
    expect((await home.run('inbox')).stdout).toContain('Yoga');
    expect((await home.run('inbox --plain')).stdout.split('\n')[0]?.split('\t')[5]).toBe('Yoga');
  });

  it('says so when there are none', async () => {
    for (const name of ['yoga', 'spin', 'boxing']) await home.run(`delete ${name} --yes`);
    expect(await home.json('inbox')).toEqual([]);
    expect((await home.run('inbox')).stdout).toBe('Nothing to settle: every past class is marked.\n');
  });
});
