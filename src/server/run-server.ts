import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { authenticate } from '../accounts/access/authenticate.ts';
import { countWrongTry } from '../accounts/access/rate-limit.ts';
import { saveBaseUrl } from '../accounts/access/server-address.ts';
import { findAccountOfId } from '../accounts/account-service.ts';
import type { Process } from '../app.ts';
import { prepareDaemon } from '../daemon/compose-daemon.ts';
import type { LoggedEvent } from '../daemon/daemon-event.ts';
import { systemClock } from '../time/clock.ts';
import type { ServeRequest } from './check-serve.ts';
import { guardOf } from './guard/guard-of.ts';
import { listen } from './listen.ts';
import { createServerApp, type LoggedRequest } from './server-app.ts';
import { keepCookie } from './session-cookie.ts';
import { mountSharedCalendars } from './shared-calendars.ts';
import { mountSignInPage } from './sign-in-page.ts';
import { openWebFiles } from './web-files.ts';

export interface ServerRun extends ServeRequest {
  /** Ends the server. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: LoggedEvent) => void;
  readonly onRequest: (request: LoggedRequest) => void;
  /** Is told of defects. */
  readonly onDefect: (error: unknown) => void;
}

export interface RunningServer {
  readonly url: string;
  /** The settings that are kept in the database from now on; none where they were there. */
  readonly copiedSettings: readonly string[];
  /** Resolves when the server has ended. Rejects where the reminders could not go on. */
  readonly ended: Promise<void>;
}

/** Lies beside the program; from the sources it is what was built last. */
const HERE = dirname(import.meta.filename);
const WEB_FOLDER = existsSync(join(HERE, 'web')) ? join(HERE, 'web') : join(HERE, '../../dist/web');

/** Requests in flight have so long to end (ms). */
const STOP_MS = 10_000;

/** Starts the server and, unless they are not wanted, the reminders of everybody. Throws where it cannot start. */
export async function runServer(machine: Process, run: ServerRun): Promise<RunningServer> {
  const { host, port, baseUrl, signal, onDefect, onRequest } = run;
  const own = machine.session({ clock: systemClock });
  await own.ready();
  const database = await own.database();
  // The settings of the first account are those that may be in the config file.
  const first = machine.session({ clock: systemClock, account: await findAccountOfId(database.store) });
  const copiedSettings = await first.keepSettingsInDatabase();
  const webFile = openWebFiles(WEB_FOLDER);
  let url = baseUrl ?? '';
  const baseUrlNow = () => url;
  const parts = { process: machine, clock: systemClock, baseUrl: baseUrlNow };
  const app = createServerApp({
    ...{ ...parts, onDefect, onRequest, ending: signal },
    // Nobody is let in without a token or a session.
    async authenticate(credentials) {
      const isSecure = url.startsWith('https:');
      const found = await authenticate(database, systemClock, { ...credentials, isSecure });
      return found && { ...found, setCookie: found.prolonged && keepCookie(found.prolonged, isSecure) };
    },
    guard: guardOf(baseUrlNow, (limit, address) => countWrongTry(database, systemClock, limit, address)),
    mount(routes) {
      mountSharedCalendars(routes, parts);
      mountSignInPage(routes, parts);
      routes.get('*', ({ req }, next) => webFile(req.raw) ?? next());
    },
  });
  const remind = run.hasReminders ? await prepareReminders(machine, run) : async () => undefined;
  const listening = await listen(app, host, port, onDefect);
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${listening.port}`;
  url = baseUrl ?? local;
  await saveBaseUrl(database, url);
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  }).then(() => listening.stop(STOP_MS));
  return { url: local, copiedSettings, ended: Promise.all([stopped, remind()]).then(() => undefined) };
}

/** The reminders of everybody, unless a daemon of the same database sends them: then they begin where that ends. */
function prepareReminders(machine: Process, { signal, onEvent }: ServerRun): Promise<() => Promise<void>> {
  return prepareDaemon(machine, { isOnce: false, standsBy: true, signal, onEvent });
}
