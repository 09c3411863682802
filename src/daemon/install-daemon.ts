import { realpathSync } from 'node:fs';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import { installService, planInstallation, type Service, uninstallService } from './install.ts';
import { checkLasting, isOfOneVersion, planService, type StartedProgram } from './service-program.ts';

export interface Installed {
  readonly service: Service;
  /** Whether its Node belongs to a version manager. */
  readonly isOfOneVersion: boolean;
}

/** What to install: this program, with its database if one was named. */
export interface InstallRequest {
  readonly databaseFile: string | undefined;
  /** Only prints the service file. */
  readonly isPrint: boolean;
}

/** Installs and starts a service that sends reminders from login on. Throws RefusedError and FailureError. */
export async function installDaemon(env: NodeJS.ProcessEnv, request: InstallRequest): Promise<Installed> {
  const started = startedProgram();
  checkLasting(started);
  const service = planHere(env, started, request.databaseFile);
  if (!request.isPrint) await installService(service);
  return { service, isOfOneVersion: isOfOneVersion(started.node) };
}

/** Stops the service and removes its file. Returns whether there was one. Throws FailureError. */
export async function uninstallDaemon(
  env: NodeJS.ProcessEnv,
  { databaseFile }: Pick<InstallRequest, 'databaseFile'>,
): Promise<{ readonly service: Service; readonly isRemoved: boolean }> {
  const service = planHere(env, startedProgram(), databaseFile);
  return { service, isRemoved: await uninstallService(service) };
}

function startedProgram(): StartedProgram {
  const program = resolve(process.argv[1] ?? '');
  return { node: process.execPath, program, programFile: realpathSync(program) };
}

function planHere(env: NodeJS.ProcessEnv, started: StartedProgram, databaseFile: string | undefined): Service {
  const machine = { platform: platform(), uid: process.getuid?.() ?? 0, env };
  return planInstallation(planService(started, databaseFile, env), machine);
}
