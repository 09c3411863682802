import { realpathSync } from 'node:fs';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import { installService, planInstallation, type Service, uninstallService } from './install.ts';
import {
  checkLasting,
  isOfOneVersion,
  planService,
  type ServiceChoice,
  type StartedProgram,
} from './service-program.ts';

export interface Installed {
  readonly service: Service;
  /** Whether its Node belongs to a version manager. */
  readonly isOfOneVersion: boolean;
}

/** What to install: this program, with its database and account if one was named. */
export interface InstallRequest extends ServiceChoice {
  /** Only prints the service file. */
  readonly isPrint: boolean;
}

/** Installs and starts a service that sends reminders from login on. Throws RefusedError and FailureError. */
export async function installDaemon(env: NodeJS.ProcessEnv, request: InstallRequest): Promise<Installed> {
  const started = startedProgram();
  checkLasting(started);
  const service = planHere(env, started, request);
  if (!request.isPrint) await installService(service);
  return { service, isOfOneVersion: isOfOneVersion(started.node) };
}

/** Stops the service and removes its file. Returns whether there was one. Throws FailureError. */
export async function uninstallDaemon(
  env: NodeJS.ProcessEnv,
  request: ServiceChoice,
): Promise<{ readonly service: Service; readonly isRemoved: boolean }> {
  const service = planHere(env, startedProgram(), request);
  return { service, isRemoved: await uninstallService(service) };
}

function startedProgram(): StartedProgram {
  const program = resolve(process.argv[1] ?? '');
  return { node: process.execPath, program, programFile: realpathSync(program) };
}

function planHere(env: NodeJS.ProcessEnv, started: StartedProgram, choice: ServiceChoice): Service {
  const machine = { platform: platform(), uid: process.getuid?.() ?? 0, env };
  return planInstallation(planService(started, choice, env), machine);
}
