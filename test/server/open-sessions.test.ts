import { expect, test } from 'vitest';
import { accessContextOf } from '../../src/accounts/access/access-context.ts';
import { authenticate } from '../../src/accounts/access/authenticate.ts';
import { addToken, revokeToken } from '../../src/accounts/access/token-service.ts';
import type { Process } from '../../src/app.ts';
import { openProcess } from '../../src/app.ts';
import type { Credentials } from '../../src/server/authenticator.ts';
import { OpenSessions } from '../../src/server/open-sessions.ts';
import { systemClock } from '../../src/time/clock.ts';
import { useHomes } from '../support/home.ts';

const homes = useHomes();

/** Lets in as a server does; `asked` counts how often it was looked up who somebody is. */
async function open(machine: Process) {
  const own = machine.session({ clock: systemClock });
  await own.keepSettingsInDatabase();
  const database = await own.database();
  const access = accessContextOf(await own.bookings());
  const { id, token } = await addToken(access, { label: 'x', scope: 'write' });
  const asked = { count: 0 };
  const sessions = new OpenSessions(
    machine,
    async (credentials) => {
      asked.count += 1;
      return authenticate(database, systemClock, { ...credentials, isSecure: false });
    },
    systemClock,
  );
  const said: Credentials = { authorization: `Bearer ${token}`, cookie: undefined };
  const letIn = (credentials = said) => sessions.letIn(credentials, () => undefined);
  return { access, id, asked, said, letIn };
}

test('who was let in is known until somebody writes, and no longer', async () => {
  const home = homes.season();
  const machine = openProcess({ env: home.env, account: null });
  const { access, id, said, letIn } = await open(machine);
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
  const machine = openProcess({ env: home.env, account: null });
  const { letIn } = await open(machine);
  await letIn();
  const [one, other] = [await letIn(), await letIn()];
  await (await one?.session.settingsPlace())?.own?.save('clock', '12');
  await one?.session.renew();
  expect(one?.session.settings.clock).toBe('12');
  expect(other?.session.settings.clock).toBe('24');
  expect((await letIn())?.session.settings.clock).toBe('12');
  await machine.close();
});
