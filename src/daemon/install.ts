import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { folderOf } from '../config/paths.ts';
import { FailureError } from '../errors.ts';
import { createFolder } from '../files/create-folder.ts';
import { followLinks, replaceFile } from '../files/replace-file.ts';
import { runProgram } from '../run-program.ts';
import { AGENT_LABEL, buildAgent } from './launchd.ts';
import type { ServiceProgram } from './service-program.ts';
import { buildUnit, UNIT_NAME } from './systemd.ts';

type Command = readonly [program: string, ...words: string[]];

/** What the manager of services is to be given and told. */
export interface Service {
  readonly manager: 'systemd' | 'launchd';
  /** Absolute; what `text` is to be written to. */
  readonly file: string;
  readonly text: string;
  /** Folders it needs beside that of `file`. */
  readonly folders: readonly string[];
  readonly start: readonly Command[];
  /** Before `file` is removed. */
  readonly stop: readonly Command[];
  readonly afterRemoval: readonly Command[];
  /** Commands by which a person looks at it. */
  readonly look: readonly string[];
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Throws FailureError where there is no manager of services that numina knows. */
export function planInstallation(program: ServiceProgram, machine: Machine): Service {
  if (machine.platform === 'linux') return planUnit(program, machine);
  if (machine.platform === 'darwin') return planAgent(program, machine);
  throw new FailureError(
    'no_service_manager',
    `numina knows no way to install a service on ${machine.platform}.`,
    'Let a scheduler run numina daemon run --once every minute.',
  );
}

function planUnit(program: ServiceProgram, { env }: Machine): Service {
  const chosen = env['XDG_CONFIG_HOME'];
  const folder = chosen && isAbsolute(chosen) ? chosen : join(homeOf(env), '.config');
  const systemctl = (...words: string[]): Command => ['systemctl', '--user', ...words];
  return {
    manager: 'systemd',
    file: join(folder, 'systemd', 'user', UNIT_NAME),
    text: buildUnit(program),
    folders: [],
    // Restarted, not started: a daemon that runs already would go on with the old program.
    start: [systemctl('daemon-reload'), systemctl('enable', UNIT_NAME), systemctl('restart', UNIT_NAME)],
    stop: [systemctl('disable', '--now', UNIT_NAME)],
    afterRemoval: [systemctl('daemon-reload')],
    look: ['numina daemon status', 'systemctl --user status numina', 'journalctl --user -u numina'],
  };
}

function planAgent(program: ServiceProgram, { env, uid }: Machine): Service {
  const folder = folderOf('state', env, 'darwin');
  const file = join(homeOf(env), 'Library', 'LaunchAgents', `${AGENT_LABEL}.plist`);
  const logFile = join(folder, 'daemon-output.log');
  const domain = `gui/${uid}`;
  return {
    manager: 'launchd',
    file,
    text: buildAgent(program, logFile),
    folders: [folder],
    start: [['launchctl', 'bootstrap', domain, file]],
    stop: [['launchctl', 'bootout', `${domain}/${AGENT_LABEL}`]],
    afterRemoval: [],
    look: ['numina daemon status', `launchctl print ${domain}/${AGENT_LABEL}`, `tail "${logFile}"`],
  };
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] ?? homedir();
}

/** Writes the file and has the service started, now and at every login. Throws FailureError. */
export async function installService(service: Service): Promise<void> {
  const { manager, file, text, folders, start, stop } = service;
  try {
    for (const folder of [dirname(followLinks(file)), ...folders]) createFolder(folder);
    replaceFile(file, text, { mode: 0o600, isDurable: true });
  } catch (error) {
    throw new FailureError(
      'cannot_write',
      `${file} cannot be written.`,
      'Check the folder and its permissions.',
      error,
    );
  }
  // launchd takes no second agent of the same name.
  if (manager === 'launchd') for (const command of stop) await run(command).catch(() => undefined);
  for (const command of start) {
    await run(command).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError(
        'service_not_started',
        `${file} is written, but ${command[0]} did not start it: ${reason}`,
        'Without it, let cron run numina daemon run --once every minute, or run numina daemon in a terminal.',
        error,
      );
    });
  }
}

/** Whether there was a service to remove. Throws FailureError where it cannot be stopped. */
export async function uninstallService({ file, stop, afterRemoval }: Service): Promise<boolean> {
  if (!existsSync(file)) return false;
  // Where no manager runs, as over a plain remote login, the file alone has to go.
  for (const command of stop) await run(command).catch(() => undefined);
  rmSync(file);
  for (const command of afterRemoval) await run(command).catch(() => undefined);
  return true;
}

const LIMITS = { timeMs: 30_000, outputBytes: 1_048_576 };

/** Throws what the program says of its failure. */
async function run(command: Command): Promise<void> {
  const { exitCode, reason, stderr } = await runProgram(command, LIMITS);
  if (exitCode === 0) return;
  const said = stderr.trim().split('\n')[0] || (reason === 'ENOENT' ? 'it is not installed' : 'it failed');
  throw new Error(said.replace(/\.?$/, '.'));
}
