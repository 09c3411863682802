import type { DatabasePlace, Session } from '../app.ts';
import { findLeftItems } from '../calendar/vdir.ts';
import { configPath, databasePath, folderOf } from '../config/paths.ts';
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
import { serverChecks } from './server-checks.ts';
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
  const { env, codeCache } = session.process;
  const [config, state] = [configPath(env), folderOf('state', env)];
  const place = { ...placeOf(session), backups: state };
  const database = place.isServer ? serverChecks(session) : databaseChecks(place);
  const isReadable = async () => database.isReadable();
  const ready = async () => {
    if (await isReadable().catch(refuseTold)) await session.ready();
  };
  const context = async () => {
    const isReady = (await isReadable().catch(refuseTold)) && (await ready().then(() => true, refuseUnknown));
    return isReady && areSettingsRight(session) ? session.bookings() : null;
  };
  const isThere = () => place.isServer || statsOf(place.path) !== undefined;
  const health = lazy(() => (isThere() ? readDaemonHealth(env, place.path) : null));
  return [
    ...database.checks,
    // The files of a server are its own matter.
    ...(place.isServer ? [] : fileChecks({ ...place, config, state, leftElsewhere: () => leftElsewhere(env) })),
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

/** Where the database is; the usual file where the settings cannot say: their own check reports that. */
function placeOf({ process: { env, databasePlace } }: Session): DatabasePlace {
  try {
    return databasePlace();
  } catch (error) {
    if (!(error instanceof UsageError && error.code.startsWith('config_'))) throw error;
    return { path: databasePath(env, undefined), isUsual: true, isServer: false };
  }
}

/** Wrong settings are reported by the check of the settings, and a name of no account is no finding. */
function refuseUnknown(error: unknown): false {
  if (error instanceof UsageError) return false;
  throw error;
}

/** What cannot be read is reported by its own check. */
function refuseTold(error: unknown): false {
  if (inWords(error) === null) throw error;
  return false;
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

/** Files left by a killed demo or restore, and in the calendar folder. */
function leftElsewhere(env: NodeJS.ProcessEnv): readonly string[] {
  return [...findLeftTemporaries('numina-demo'), ...findLeftTemporaries('numina-restore'), ...findLeftInVdir(env)];
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
