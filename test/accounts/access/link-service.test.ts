import { describe, expect, it } from 'vitest';
import { isLinkOpen, makeLink, useLink } from '../../../src/accounts/access/link-service.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/time/units.ts';
import { NOW, useAccessPlace } from './access-place.ts';

const place = useAccessPlace();
const use = (secret: string) => useLink(place().local, secret, 'Firefox');

describe('a sign-in link', () => {
  it('signs one browser in, once', async () => {
    const { secret } = await makeLink(place().local);
    expect(await use(secret)).toMatchObject({ session: { label: 'Firefox' }, secret: expect.any(String) });
    expect(await use(secret)).toBeNull();
  });

  it('signs one in where several use it at once', async () => {
    const { secret } = await makeLink(place().local);
    const signedIn = await Promise.all(Array.from({ length: 8 }, () => use(secret)));
    expect(signedIn.filter((each) => each !== null)).toHaveLength(1);
  });

  it('stays as it is where somebody only looks', async () => {
    const { secret } = await makeLink(place().local);
    for (let count = 0; count < 3; count += 1) expect(await isLinkOpen(place().local, secret)).toBe(true);
    expect(await use(secret)).not.toBeNull();
    expect(await isLinkOpen(place().local, secret)).toBe(false);
  });

  it('is good for 15 minutes', async () => {
    const { secret, expiresAt } = await makeLink(place().local);
    expect(expiresAt).toBe(new Date(NOW.getTime() + 15 * MINUTE_MS).toISOString());
    place().pass(15 * MINUTE_MS);
    expect(await isLinkOpen(place().local, secret)).toBe(false);
    expect(await use(secret)).toBeNull();
  });

  it('is an invitation for up to 7 days', async () => {
    const { secret } = await makeLink(place().local, { days: '7' });
    place().pass(7 * DAY_MS - 1);
    expect(await use(secret)).not.toBeNull();
    for (const days of ['0', '8', 'x', '1.5', '', 8, -1]) {
      await expect(makeLink(place().local, { days }), String(days)).rejects.toMatchObject({ field: 'days' });
    }
  });

  it('is of its own account', async () => {
    const { secret } = await makeLink(place().ben);
    expect(await isLinkOpen(place().local, secret)).toBe(false);
    expect(await use(secret)).toBeNull();
    expect(await useLink(place().ben, secret, 'Firefox')).not.toBeNull();
  });

  it('leaves no row once it is used or old', async () => {
    const { secret } = await makeLink(place().local);
    await makeLink(place().local);
    await use(secret);
    place().pass(DAY_MS);
    await makeLink(place().local);
    expect(await place().local.store.db.selectFrom('sign_in_links').selectAll().execute()).toHaveLength(1);
  });
});
