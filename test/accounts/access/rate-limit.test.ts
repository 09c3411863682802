import { describe, expect, it, test } from 'vitest';
import { countWrongTry, LIMITS, networkOf } from '../../../src/accounts/access/rate-limit.ts';
import { MINUTE_MS } from '../../../src/time/units.ts';
import { useAccessPlace } from './access-place.ts';

const place = useAccessPlace();
const tryOnce = (address: string, limit = LIMITS.signIn) =>
  countWrongTry(place().database, place().clock, limit as typeof LIMITS.signIn, address);

describe('wrong tries', () => {
  it('of an address are counted, and end for as long as is said', async () => {
    for (let count = 0; count < 10; count += 1) expect(await tryOnce('203.0.113.7')).toBeNull();
    expect(await tryOnce('203.0.113.7')).toBe(600);
    place().pass(4 * MINUTE_MS);
    expect(await tryOnce('203.0.113.7')).toBe(360);
    place().pass(6 * MINUTE_MS);
    expect(await tryOnce('203.0.113.7')).toBeNull();
  });

  it('of others, and of another kind, are counted by themselves', async () => {
    for (let count = 0; count < 11; count += 1) await tryOnce('203.0.113.7');
    expect(await tryOnce('203.0.113.8')).toBeNull();
    expect(await tryOnce('203.0.113.7', LIMITS.token as never)).toBeNull();
  });

  it('write nothing once they are refused, and leave nothing once they are old', async () => {
    for (let count = 0; count < 20; count += 1) await tryOnce('203.0.113.7');
    const rows = () => place().database.common.selectFrom('rate_limits').selectAll().execute();
    expect(await rows()).toMatchObject([{ bucket: 'sign-in 203.0.113.7', count: 11 }]);
    place().pass(10 * MINUTE_MS);
    await tryOnce('203.0.113.8');
    expect(await rows()).toMatchObject([{ bucket: 'sign-in 203.0.113.8', count: 1 }]);
  });

  it('are counted right where they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => tryOnce('203.0.113.7')));
    expect(answers.filter((each) => each === null)).toHaveLength(10);
  });
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
  ['evil', 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
