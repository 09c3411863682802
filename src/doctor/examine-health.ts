import type { Session } from '../app.ts';
import { findLeftItems } from '../calendar/vdir.ts';
import { configPath, folderOf } from '../config/paths.ts';
import { loadSettings } from '../config/settings.ts';
import { readDaemonHealth } from '../daemon/daemon-health.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { findLeftTemporaries } from '../files/temporary-folder.ts';
import { lazy } from '../lazy.ts';
import { readPreferences } from '../reminders/preference-store.ts';
import { systemClock } from '../time/clock.ts';
import { field, words } from '../words.ts';
import { cacheCheck } from './cache-check.ts';
import { daemonChecks } from './daemon-checks.ts';
import { databaseChecks } from './database-checks.ts';
import { fileChecks } from './file-checks.ts';
import { statsOf } from './file-modes.ts';
import { historyChecks } from './history-checks.ts';
import { inWords } from './in-words.ts';
import { settingsChecks } from './settings-checks.ts';
import { bad, type Check, type Finding, type Verdict } from './verdict.ts';

/**
 * Checks everything that numina depends on, without changing anything. With `mends`, it then fixes what can be fixed
 * without loss, and checks again. A check never throws: an error becomes a finding. Throws NotFoundError where there is no account of the name.
 */
export async function examineHealth(session: Session, mends: boolean): Promise<readonly Finding[]> {
  const found: (Verdict & { readonly name: string })[] = [];
  for (const check of checksOf(session)) found.push({ name: check.name, ...(await look(check)) });
  if (!mends || !found.some(({ mend }) => mend)) return found.map((each) => toFinding(each, false));
  const refusals = new Map<string, Verdict>();
  for (const { name, mend } of found) {
    if (mend) await attempt(name, mend, refusals);
  }
  const findings: Finding[] = [];
  for (const check of checksOf(session)) {
    const before = found.find(({ name }) => name === check.name);
    const now = refusals.get(check.name) ?? (await look(check));
    findings.push(toFinding({ name: check.name, ...now }, before?.mend !== undefined && now.ok !== false));
  }
  return findings;
}

function toFinding({ name, ok, message, hint, mend }: Verdict & { readonly name: string }, isMended: boolean): Finding {
  return { check: name, ok, message, hint, canMend: mend !== undefined, isMended };
}

async function look({ look: ask }: Check): Promise<Verdict> {
  try {
    return await ask();
  } catch (error) {
    // Not something that is wrong, but a name that is.
    if (error instanceof NotFoundError && error.code === 'no_such_account') throw error;
    return toVerdict(error);
  }
}

async function attempt(name: string, mend: () => void | Promise<void>, refusals: Map<string, Verdict>): Promise<void> {
  try {
    await mend();
  } catch (error) {
    refusals.set(name, toVerdict(error));
  }
}

function toVerdict(error: unknown): Verdict {
  const told = inWords(error);
  if (told === null) throw error;
  return bad(told.fact, told.hint ?? words`Run the command again with ${field('debug')}.`);
}

function checksOf(session: Session): readonly Check[] {
  const { env, databasePlace, codeCache } = session.process;
  const [config, state] = [configPath(env), folderOf('state', env)];
  const place = { ...databasePlace(), backups: state };
  const database = databaseChecks(place);
  const isReadable = () => isSureOf(database.isReadable);
  const ready = async () => {
    if (isReadable()) await session.ready();
  };
  const context = async () => {
    const isReady = isReadable() && (await ready().then(() => true, refuseUnknown));
    return isReady && areSettingsRight(session) ? session.bookings() : null;
  };
  const health = lazy(() => (statsOf(place.path) ? readDaemonHealth(env, place.path) : null));
  return [
    ...database.checks,
    ...fileChecks({ ...place, config, state, leftElsewhere: () => leftElsewhere(env) }),
    ...settingsChecks({
      env,
      config,
      ready,
      async own() {
        await ready().catch(refuseUnknown);
        return session.own;
      },
      isAtHome: () => session.isAtHome,
      async wanted() {
        const found = await context();
        return found && (await readPreferences(found.store)).general.channels;
      },
      hasDaemon() {
        const found = health();
        return found !== null && (found.isRunning || found.service !== null || found.status !== null);
      },
    }),
    ...daemonChecks(health, () => systemClock.now().getTime()),
    ...historyChecks({ context, today: () => session.nowLocal.slice(0, 10), settings: () => session.settings }),
    cacheCheck(codeCache),
  ];
}

/** Wrong settings are reported by the check of the settings, and a name of no account is no finding. */
function refuseUnknown(error: unknown): false {
  if (error instanceof UsageError) return false;
  throw error;
}

function areSettingsRight(session: Session): boolean {
  return isSureOf(() => session.homeZone !== '' && session.settings.clock !== undefined);
}

/** False where it fails; the check of what has failed reports that. */
function isSureOf(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (inWords(error) === null) throw error;
    return false;
  }
}

/** Files left by a killed demo, and in the calendar folder. */
function leftElsewhere(env: NodeJS.ProcessEnv): readonly string[] {
  return [...findLeftTemporaries('numina-demo'), ...findLeftInVdir(env)];
}

function findLeftInVdir(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    const { vdirPath } = loadSettings(env);
    return vdirPath === null ? [] : findLeftItems(vdirPath);
  } catch (error) {
    // Wrong settings are reported by the check of the settings.
    if (inWords(error) === null) throw error;
    return [];
  }
}
