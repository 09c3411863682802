import { describe, expect, it, test } from 'vitest';
import { authenticate } from '../../../src/accounts/access/authenticate.ts';
import {
  endBrowserSession,
  listBrowserSessions,
  openBrowserSession,
} from '../../../src/accounts/access/browser-session-service.ts';
import { makeLink } from '../../../src/accounts/access/link-service.ts';
import { signInByToken } from '../../../src/accounts/access/sign-in.ts';
import { addToken, listTokens, revokeToken } from '../../../src/accounts/access/token-service.ts';
import { removeAccount } from '../../../src/accounts/account-service.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/time/units.ts';
import { NOW, useAccessPlace } from './access-place.ts';

const place = useAccessPlace();

/** Who asks with these headers, in short. */
async function who(headers: { authorization?: string; cookie?: string; isSecure?: boolean }) {
  const { authorization, cookie, isSecure = false } = headers;
  const found = await authenticate(place().database, place().clock, { authorization, cookie, isSecure });
  return found && { name: found.account.name, scope: found.scope, via: found.via };
}

const doorOf = () => ({
  ...{ storeFor: place().database.storeFor, clock: place().clock },
  newId: () => crypto.randomUUID(),
});
const bearer = (token: string) => who({ authorization: `Bearer ${token}` });

describe('a token', () => {
  it('says who asks, and what may be done', async () => {
    const reads = await addToken(place().local, { label: 'phone' });
    const writes = await addToken(place().ben, { label: 'phone', scope: 'write' });
    expect(await bearer(reads.token)).toEqual({ name: 'local', scope: 'read', via: 'token' });
    expect(await bearer(writes.token)).toEqual({ name: 'ben', scope: 'write', via: 'token' });
    expect(await who({ authorization: `bearer   ${reads.token} ` })).toMatchObject({ name: 'local' });
  });

  it('is not stored: neither it nor what is behind the account in it is in any row', async () => {
    const { token } = await addToken(place().local, { label: 'phone' });
    const rows = await place().database.store.db.selectFrom('access_tokens').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token.slice(-43));
  });

  it('opens nothing once it is revoked, by its id or the beginning of that', async () => {
    const { id, token } = await addToken(place().local, { label: 'phone' });
    await expect(revokeToken(place().ben, id)).rejects.toMatchObject({ code: 'no_such_token' });
    expect(await bearer(token)).not.toBeNull();
    await revokeToken(place().local, id.slice(0, 8));
    expect(await bearer(token)).toBeNull();
    expect(await listTokens(place().local)).toEqual([]);
    await expect(revokeToken(place().local, id)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('tells of its last use, to the hour', async () => {
    const { token } = await addToken(place().local, { label: 'phone' });
    const lastUse = async () => (await listTokens(place().local))[0]?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await bearer(token);
    expect(await lastUse()).toBe(NOW.toISOString());
    place().pass(59 * MINUTE_MS);
    await bearer(token);
    expect(await lastUse()).toBe(NOW.toISOString());
    place().pass(MINUTE_MS);
    await bearer(token);
    expect(await lastUse()).toBe(new Date(NOW.getTime() + HOUR_MS).toISOString());
  });

  it('of a removed account opens nothing', async () => {
    const { token } = await addToken(place().ben, { label: 'phone' });
    const { store, storeFor } = place().database;
    const register = { store, storeFor, clock: place().clock, newId: () => 'x', zoneInFile: () => null };
    await removeAccount(register, 'ben');
    expect(await bearer(token)).toBeNull();
  });

  it('has a label of 1 to 100 characters and a scope that is known', async () => {
    const long = 'x'.repeat(101);
    for (const label of ['', ' \n ', long, 7 as never]) {
      await expect(addToken(place().local, { label })).rejects.toMatchObject({ code: 'bad_label', field: 'label' });
    }
    await expect(addToken(place().local, { label: 'x', scope: 'all' })).rejects.toMatchObject({ field: 'scope' });
    expect(await addToken(place().local, { label: ' a\u202e\n b ' })).toMatchObject({ label: 'a b' });
  });
});

describe('a browser', () => {
  it('says who asks by its cookie, and may write', async () => {
    const { secret } = await openBrowserSession(place().ben, 'Firefox');
    expect(await who({ cookie: `a=b; numina=${secret}; c=d` })).toEqual({
      name: 'ben',
      scope: 'write',
      via: 'browser',
    });
  });

  it('that a token let in may do what that may, and is signed out when it is revoked', async () => {
    const read = await addToken(place().ben, { label: 'phone' });
    const opened = await signInByToken(doorOf(), read.token, 'Firefox');
    const other = await openBrowserSession(place().ben, 'Firefox');
    const cookie = `numina=${opened?.secret}`;
    expect(opened).toMatchObject({ account: { name: 'ben' }, session: { scope: 'read' } });
    expect(await who({ cookie })).toEqual({ name: 'ben', scope: 'read', via: 'browser' });
    await revokeToken(place().ben, read.id);
    expect(await who({ cookie })).toBeNull();
    expect(await listBrowserSessions(place().ben)).toEqual([other.session]);
    expect(await signInByToken(doorOf(), read.token, 'Firefox')).toBeNull();
  });

  it('is told, at most once an hour, to keep its cookie for longer', async () => {
    const { secret } = await openBrowserSession(place().local, 'Firefox');
    const cookie = `numina=${secret}`;
    const prolonged = async () => {
      const found = await authenticate(place().database, place().clock, {
        ...{ authorization: undefined, cookie, isSecure: false },
      });
      return found?.prolonged;
    };
    expect(await prolonged()).toBeNull();
    place().pass(HOUR_MS);
    expect(await prolonged()).toBe(secret);
    expect(await prolonged()).toBeNull();
  });

  it('is asked behind https for the cookie that a neighbour cannot set', async () => {
    const { secret } = await openBrowserSession(place().ben, 'Firefox');
    expect(await who({ cookie: `numina=${secret}`, isSecure: true })).toBeNull();
    expect(await who({ cookie: `__Host-numina=${secret}`, isSecure: true })).toMatchObject({ name: 'ben' });
    expect(await who({ cookie: `__Host-numina=${secret}` })).toBeNull();
  });

  it('stays signed in for 30 days after its last use', async () => {
    const { secret } = await openBrowserSession(place().local, 'Firefox');
    const cookie = `numina=${secret}`;
    for (let month = 0; month < 3; month += 1) {
      place().pass(29 * DAY_MS);
      expect(await who({ cookie })).not.toBeNull();
    }
    place().pass(30 * DAY_MS);
    expect(await who({ cookie })).toBeNull();
    expect(await listBrowserSessions(place().local)).toEqual([]);
  });

  it('is listed by what it calls itself, and signed out from anywhere', async () => {
    const { session, secret } = await openBrowserSession(place().local, '  ');
    const long = await openBrowserSession(place().local, 'x'.repeat(500));
    expect(long.session.label).toBe('x'.repeat(100));
    expect(session.label).toBe('a browser');
    await expect(endBrowserSession(place().ben, session.id)).rejects.toMatchObject({ kind: 'not_found' });
    await endBrowserSession(place().local, session.id);
    expect(await who({ cookie: `numina=${secret}` })).toBeNull();
    expect(await listBrowserSessions(place().local)).toEqual([long.session]);
  });
});

test('a cookie does not count beside an Authorization that is wrong', async () => {
  const { secret } = await openBrowserSession(place().local, 'Firefox');
  const { token } = await addToken(place().local, { label: 'phone' });
  const cookie = `numina=${secret}`;
  for (const authorization of ['', 'Bearer', `Basic ${token}`, `Bearer ${token}x`, `Bearer ${secret}`, token]) {
    expect(await who({ authorization, cookie }), authorization).toBeNull();
  }
});

test('a secret opens only what it is for', async () => {
  const { token } = await addToken(place().local, { label: 'phone' });
  const { secret } = await openBrowserSession(place().local, 'Firefox');
  const link = await makeLink(place().local);
  expect(await who({ cookie: `numina=${token}` })).toBeNull();
  expect(await who({ cookie: `numina=${link.secret}` })).toBeNull();
  expect(await bearer(secret)).toBeNull();
  expect(await bearer(link.secret)).toBeNull();
  // The same bits under the name of another account.
  const benId = place().ben.store.userId;
  expect(await bearer(token.replace('local.', `${benId}.`))).toBeNull();
  expect(await bearer(token.replace('local.', 'nobody.'))).toBeNull();
});
