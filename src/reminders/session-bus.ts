import { existsSync } from 'node:fs';
import { platform, userInfo } from 'node:os';
import { join } from 'node:path';

/** What decides whether a notification can be shown on a machine; the defaults are of this machine. */
export interface BusSurroundings {
  readonly system?: string;
  readonly userId?: number;
  readonly exists?: (path: string) => boolean;
}

/**
 * The user's bus at the place that systemd gives it, also outside a session (cron, some services); null where there is
 * none.
 */
export function findUserBus(surroundings: BusSurroundings = {}): string | null {
  const { exists = existsSync, userId = userInfo().uid } = surroundings;
  const socket = join('/run/user', String(userId), 'bus');
  return exists(socket) ? `unix:path=${socket}` : null;
}

/**
 * Whether there is a session bus to notify the desktop through (D-Bus, on Linux and the BSDs). Where it can only be
 * tried, such as an address that is no file or a display whose bus starts by itself, the answer is yes.
 */
export function hasSessionBus(env: NodeJS.ProcessEnv, surroundings: BusSurroundings = {}): boolean {
  const { system = platform(), exists = existsSync } = surroundings;
  if (system !== 'linux' && !system.endsWith('bsd')) return true;
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address) {
    const [, path] = /^unix:path=([^,;]+)/.exec(address) ?? [];
    return path === undefined || exists(path);
  }
  const folder = env['XDG_RUNTIME_DIR'];
  if (folder && exists(join(folder, 'bus'))) return true;
  if (env['DISPLAY']) return true;
  return !folder && system === 'linux' && findUserBus(surroundings) !== null;
}
