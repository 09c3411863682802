import { expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

const { ask } = useApiServer(useHomes());
const understand = async (body: object) => (await ask('POST /understand', { token: 'ana-read', body })).json;

test('words become the start that booking them would have', async () => {
  expect(await understand({ when: 'fri 18:00-19:15' })).toEqual({
    startsAt: '2026-11-27T18:00:00.000-05:00',
    echo: 'Fri 27 Nov 2026, 18:00',
    durationMinutes: 75,
    ...{ usualTime: null, note: null, conflicts: [] },
  });
  expect(await understand({ when: 'fri 18:00', zone: 'Asia/Tokyo' })).toMatchObject({
    startsAt: '2026-11-27T18:00:00.000+09:00',
  });
});

test('a known class lends its usual time, and what is there already is told', async () => {
  const { json: booked } = await ask('POST /bookings', {
    body: { class: 'Echo', startsAt: '2027-05-03T07:15', durationMinutes: 50 },
  });
  expect(await understand({ when: '2027-05-03', class: 'echo' })).toMatchObject({
    startsAt: '2027-05-03T07:15:00.000-04:00',
    ...{ durationMinutes: 50, usualTime: '07:15', conflicts: [{ id: booked.id }] },
  });
});

test('what is unclear comes with what it may mean, as starts', async () => {
  const unclear = await understand({ when: '3/5/2027 18:00' });
  expect(unclear).toMatchObject({
    code: 'when_uncertain',
    problem: expect.any(String),
    meanings: [
      { startsAt: '2027-03-05T18:00:00.000-05:00', echo: 'Fri 5 Mar 2027, 18:00' },
      { startsAt: '2027-05-03T18:00:00.000-04:00', echo: 'Mon 3 May 2027, 18:00' },
    ],
  });
});

test.each([
  [{ when: 'tomorow' }, 'when_not_understood'],
  [{ when: '2027-05-03' }, 'time_missing'],
  [{ when: '' }, 'when_not_understood'],
  [{ when: '18:00', zone: 'Nowhere' }, 'unknown_zone'],
])('%j is no mistake of the request', async (body, code) => {
  expect(await understand(body)).toMatchObject({ code, meanings: [] });
});
