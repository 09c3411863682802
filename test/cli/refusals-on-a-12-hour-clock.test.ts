import { beforeAll, describe, expect, test } from 'vitest';
import { type Home, useHomes } from '../support/home.ts';

// Whoever chose a 12-hour clock reads it in refusals, too.

const homes = useHomes();
let home: Home;
let barre = '';

beforeAll(async () => {
  home = homes.season();
  await home.run('config set clock 12');
  barre = (await home.bookings()).find(({ class: { name } }) => name === 'Barre')?.id ?? '';
});

describe('a refusal on a 12-hour clock', () => {
  test.each([
    ['of a name of several bookings', 'delete spin --yes', '2026-11-24 6:00 pm  Spin 45'],
    ['of what a command cannot change', 'attend barre', '2026-12-14 12:00 pm  Barre (booked)'],
    ['of a duplicate', 'book spin --at 2026-11-24T18:00', '2026-11-24 6:00 pm  Spin 45'],
    ['of one that again would make', 'again spin --at 2026-11-24T18:00', '2026-11-24 6:00 pm  Spin 45'],
    ['of a mark that is too early', 'attend BARRE-ID', 'it starts 2026-12-14 12:00 pm'],
    ['of an edit of the status that is too early', 'edit barre --status attended', 'it starts 2026-12-14 12:00 pm'],
    ['of a record that is too early', 'book Rowing --at 2026-11-25T18:00 --attended', 'it starts 2026-11-25 6:00 pm'],
    [
      'of a waitlisted class that is too early',
      'book Yin --at 2026-11-28T11:30 --attended',
      'it starts 2026-11-28 11:30 am',
    ],
    [
      'of a start beside its rule',
      'book Rowing --at 2026-11-25T18:00 --repeat FREQ=WEEKLY;BYDAY=TU',
      'it begins with 2026-12-01 6:00 pm',
    ],
  ])('%s', async (_, line, said) => {
    const { stderr, exitCode } = await home.run(line.replace('BARRE-ID', barre).split(' '));
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\b(?:1[3-9]|2\d):\d\d\b/);
  });
});
