import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { folderOf } from '../config/paths.ts';
import { FailureError } from '../errors.ts';
import { createFolder } from '../files/create-folder.ts';
import { followLinks, replaceFile } from '../files/replace-file.ts';
import { runProgram } from '../run-program.ts';
import { command, field, type Words, words } from '../words.ts';
import { AGENT_LABEL, buildAgent } from './launchd.ts';
import type { ServiceProgram } from './service-program.ts';
import { buildUnit, UNIT_NAME } from './systemd.ts';

type Command = readonly [program: string, ...words: string[]];

/** A service and the commands for its manager. */
export interface Service {
  readonly manager: 'systemd' | 'launchd';
  /** The absolute path of the service file, whose content is `text`. */
  readonly file: string;
  readonly text: string;
  /** Further folders that it needs. */
  readonly folders: readonly string[];
  readonly start: readonly Command[];
  /** Run before `file` is removed. */
  readonly stop: readonly Command[];
  readonly afterRemoval: readonly Command[];
  /** Commands for a person who wants to look at the service. */
  readonly look: readonly Words[];
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Plans the service for a system. Throws FailureError where numina does not know its service manager. */
export function planInstallation(program: ServiceProgram, machine: Machine): Service {
  if (machine.platform === 'linux') return planUnit(program, machine);
  if (machine.platform === 'darwin') return planAgent(program, machine);
  throw new FailureError(
    'no_service_manager',
    `numina cannot install a service on ${machine.platform}.`,
    words`Let a scheduler run ${command('daemon run', field('once'))} every minute.`,
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
    // Restart and not start: a daemon that runs already would keep the old program.
    start: [systemctl('daemon-reload'), systemctl('enable', UNIT_NAME), systemctl('restart', UNIT_NAME)],
    stop: [systemctl('disable', '--now', UNIT_NAME)],
    afterRemoval: [systemctl('daemon-reload')],
    look: [command('daemon status'), 'systemctl --user status numina', 'journalctl --user -u numina'],
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
    look: [command('daemon status'), `launchctl print ${domain}/${AGENT_LABEL}`, `tail "${logFile}"`],
  };
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] ?? homedir();
}

/** Writes the service file and starts the service, now and at every login. Throws FailureError. */
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
  // launchd refuses a second agent with the same name.
  if (manager === 'launchd') for (const each of stop) await run(each).catch(() => undefined);
  for (const each of start) {
    await run(each).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError(
        'service_not_started',
        `${file} is written, but ${each[0]} did not start it: ${reason}`,
        words`Without it, let cron run ${command('daemon run', field('once'))} every minute, or run ${command('daemon')} in a terminal.`,
        error,
      );
    });
  }
}

/** Stops and removes the service. Returns whether there was one. */
export async function uninstallService({ file, stop, afterRemoval }: Service): Promise<boolean> {
  if (!existsSync(file)) return false;
  // Without a running service manager (in a plain remote login), only the file has to go.
  for (const each of stop) await run(each).catch(() => undefined);
  rmSync(file);
  for (const command of afterRemoval) await run(command).catch(() => undefined);
  return true;
}

const LIMITS = { timeMs: 30_000, outputBytes: 1_048_576 };

/** Runs a command. Throws its first line of error output. */
async function run(command: Command): Promise<void> {
  const { exitCode, reason, stderr } = await runProgram(command, LIMITS);
  if (exitCode === 0) return;
  const said = stderr.trim().split('\n')[0] || (reason === 'ENOENT' ? 'it is not installed' : 'it failed');
  throw new Error(said.replace(/\.?$/, '.'));
}
