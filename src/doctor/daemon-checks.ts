import type { DaemonHealth } from '../daemon/daemon-health.ts';
import { DAY_MS } from '../time/units.ts';
import { VERSION } from '../version.ts';
import { command, words } from '../words.ts';
import { bad, type Check, good, undecided, type Verdict } from './verdict.ts';

/** A daemon writes its status every few seconds, so a minute without one is too long. */
const SILENCE_MS = 60_000;
/** Older errors are reported but do not make the check fail. */
const RECENT_MS = DAY_MS;

/** Checks of the daemon. `health` returns null where there is no database. `nowMs` is the time of the system. */
export function daemonChecks(health: () => DaemonHealth | null, nowMs: () => number): readonly Check[] {
  const within = (look: (found: DaemonHealth) => Verdict) => (): Verdict => {
    const found = health();
    return found ? look(found) : undecided('There is no database to remind of yet.');
  };
  return [
    { name: 'daemon', look: within((found) => lookAtDaemon(found, nowMs())) },
    { name: 'daemon-version', look: within(lookAtVersion) },
    { name: 'daemon-errors', look: within((found) => lookAtErrors(found, nowMs())) },
  ];
}

function lookAtDaemon({ isRunning, service, status, log }: DaemonHealth, nowMs: number): Verdict {
  if (!isRunning) {
    if (service === null)
      return undecided('No daemon runs, so nothing is sent.', words`${command('daemon install')} keeps one running.`);
    return bad(`${service} is installed, and no daemon runs.`, words`${command('daemon install')} starts it again.`);
  }
  const silentMs = status === null ? 0 : nowMs - Date.parse(status.lastTickAt);
  if (status === null) return good('The daemon is starting.');
  if (silentMs > SILENCE_MS)
    return bad(
      `The daemon (pid ${status.pid}) has not looked around since ${status.lastTickAt}.`,
      `End it and start it again; ${log} may say why.`,
    );
  return good(`The daemon runs, pid ${status.pid}, since ${status.startedAt}.`);
}

function lookAtVersion({ isRunning, service, status }: DaemonHealth): Verdict {
  if (!isRunning || status === null) return undecided('No daemon runs.');
  if (status.version === VERSION) return good(`The daemon is of this version, ${VERSION}.`);
  const hint =
    service === null
      ? words`End it (kill ${status.pid}) and start ${command('daemon')} again.`
      : words`${command('daemon install')} starts this one.`;
  return bad(`The daemon is numina ${status.version}, and this is ${VERSION}.`, hint);
}

function lookAtErrors({ status, lastError, log }: DaemonHealth, nowMs: number): Verdict {
  if (status === null && lastError === null) return undecided('No daemon has run here yet.');
  if (lastError === null) return good('The log names no error.');
  const message = `At ${lastError.at} there was an error in ${lastError.text}`;
  const isRecent = nowMs - Date.parse(lastError.at) < RECENT_MS;
  return isRecent
    ? bad(message, words`${log} says more; ${command('daemon status')} says how it is now.`)
    : good(message);
}
