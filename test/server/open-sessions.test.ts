import { expect, test } from 'vitest';
import { accessContextOf } from '../../src/accounts/access/access-context.ts';
import { authenticate } from '../../src/accounts/access/authenticate.ts';
import { addToken, revokeToken } from '../../src/accounts/access/token-service.ts';
import { openProcess } from '../../src/app.ts';
import type { Credentials } from '../../src/server/authenticator.ts';
import { OpenSessions } from '../../src/server/open-sessions.ts';
import { systemClock } from '../../src/time/clock.ts';
import { type Home, useHomes } from '../support/home.ts';

const homes = useHomes();

/** Lets in as a server does. */
async function open(home: Home) {
  // The database is made by the first command.
  await home.run('account list');
  const machine = openProcess({ env: home.env, account: null });
  const own = machine.session({ clock: systemClock });
  await own.keepSettingsInDatabase();
  const database = await own.database();
  const access = accessContextOf(await own.bookings());
  const { id, token } = await addToken(access, { label: 'x', scope: 'write' });
  const sessions = new OpenSessions(
    machine,
    (credentials) => authenticate(database, systemClock, { ...credentials, isSecure: false }),
    systemClock,
  );
  const said: Credentials = { authorization: `Bearer ${token}`, cookie: undefined };
  const letIn = (credentials = said) => sessions.letIn(credentials, () => undefined);
  return { machine, access, id, said, letIn };
}

test('who was let in is known until somebody writes, and no longer', async () => {
  const home = homes.season();
  const { machine, access, id, said, letIn } = await open(home);
  expect((await letIn())?.session.settings.clock).toBe('24');
  await home.run('config set clock 12');
  expect((await letIn())?.session.settings.clock).toBe('12');
  expect((await letIn())?.caller.scope).toBe('write');
  expect(await letIn({ ...said, authorization: `${said.authorization}x` })).toBeNull();
  await revokeToken(access, id);
  expect(await letIn()).toBeNull();
  await machine.close();
});

test('a session does not keep what another one changes', async () => {
  const home = homes.season();
  const { machine, letIn } = await open(home);
  await letIn();
  const [one, other] = [await letIn(), await letIn()];
  await (await one?.session.settingsPlace())?.own?.save('clock', '12');
  await one?.session.renew();
  expect(one?.session.settings.clock).toBe('12');
  expect(other?.session.settings.clock).toBe('24');
  expect((await letIn())?.session.settings.clock).toBe('12');
  await machine.close();
});
