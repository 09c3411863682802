import { chmodSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeMindbody, fakeClass, fakeVisit, startFakeMindbody } from '../../support/fake-mindbody.ts';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();
let mindbody: FakeMindbody;

beforeAll(async () => {
  mindbody = await startFakeMindbody({ pageSize: 2 });
});
afterAll(() => mindbody.close());

async function subscribe(password = 'apitest1234'): Promise<Home> {
  const home = homes.empty();
  writeFileSync(home.path('key'), 'key-of-the-tests\n', { mode: 0o600 });
  const studio = ['--site', '-99', '--client', '100000042', '--zone', 'America/New_York', '--base-url', mindbody.url];
  const login = ['--user', 'Siteowner', '--password-command', `printf ${password}`, '--api-key-file', home.path('key')];
  const added = await home.run(['sync', 'add', 'velo', 'mindbody', ...studio, ...login]);
  expect(added).toMatchObject({ stdout: expect.stringContaining('Added velo · Mindbody, site -99'), exitCode: 0 });
  return home;
}

const VISITS = [
  fakeVisit({
    Id: 1,
    ClassId: 11,
    StartDateTime: '2026-11-17T18:00:00',
    EndDateTime: '2026-11-17T19:00:00',
    SignedIn: true,
  }),
  fakeVisit({
    Id: 2,
    ClassId: 12,
    StartDateTime: '2026-11-18T18:00:00',
    EndDateTime: '2026-11-18T19:00:00',
    Missed: true,
  }),
  fakeVisit({ Id: 3, ClassId: 13, StartDateTime: '2026-12-01T18:00:00', EndDateTime: '2026-12-01T19:00:00' }),
  fakeVisit({ Id: 4, ClassId: 14, StartDateTime: '2026-12-02T23:00:00Z', EndDateTime: '2026-12-03T00:00:00Z' }),
  fakeVisit({ Id: 5, ClassId: 15, StartDateTime: '2026-12-03T18:00:00', EndDateTime: '2026-12-03T19:00:00' }),
];

// One after the other: they share the studio.
describe('a studio with Mindbody', () => {
  test('is asked like any feed: what is new, attended, missed, and gone', async () => {
    mindbody.visits = VISITS;
    mindbody.classes = [11, 12, 13, 14, 15].map((Id) => fakeClass({ Id }));
    const home = await subscribe();
    expect(await home.json('sync')).toMatchObject({ created: 5, skipped: [] });
    expect((await home.bookings()).map(({ startsAt, status, source }) => [startsAt, status, source])).toEqual([
      ['2026-11-17T18:00:00.000-05:00', 'attended', 'mindbody'],
      ['2026-11-18T18:00:00.000-05:00', 'no_show', 'mindbody'],
      ['2026-12-01T18:00:00.000-05:00', 'booked', 'mindbody'],
      ['2026-12-02T18:00:00.000-05:00', 'booked', 'mindbody'],
      ['2026-12-03T18:00:00.000-05:00', 'booked', 'mindbody'],
    ]);
    mindbody.visits = VISITS.filter(({ Id }) => Id !== 4);
    expect(await home.json('sync velo')).toMatchObject({ created: 0, updated: 0, cancelled: 1, unchanged: 4 });
    expect(await home.json('sync velo')).toMatchObject({ cancelled: 0, unchanged: 4 });
  });

  test.each([
    ['does not know the password', 'wrong', null, /velo|127\.0\.0\.1/],
    [
      'has too many calls',
      'apitest1234',
      { status: 429, headers: { 'retry-after': '3600' } },
      /\(429\)|too many|later/i,
    ],
    [
      'has fallen over',
      'apitest1234',
      { status: 400, body: { Error: { Message: 'No such site.', Code: 'X' } } },
      /No such site/,
    ],
  ])('that %s changes nothing, and keeps every secret', async (_, password, answer, message) => {
    mindbody.visits = VISITS;
    const home = await subscribe(password);
    if (answer) mindbody.answer = () => answer;
    const outcome = await home.run('sync velo --debug');
    mindbody.answer = () => null;
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toMatch(/wrong|apitest1234|key-of-the-tests/);
    expect(await home.bookings()).toEqual([]);
    const list = await home.run('sync list --json');
    expect(list.stdout).not.toMatch(/apitest1234|key-of-the-tests/);
  });

  test('is not asked with a key that others can read', async () => {
    const home = await subscribe();
    chmodSync(home.path('key'), 0o644);
    const { stderr, exitCode } = await home.run('sync velo');
    expect({ stderr, exitCode }).toEqual({ stderr: expect.stringContaining('can be read by others'), exitCode: 1 });
  });
});
