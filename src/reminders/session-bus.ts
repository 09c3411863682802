import { existsSync } from 'node:fs';
import { platform, userInfo } from 'node:os';
import { join } from 'node:path';

/** What a notification depends on. The defaults are those of this machine. */
export interface BusSurroundings {
  readonly system?: string;
  readonly userId?: number;
  readonly exists?: (path: string) => boolean;
}

/**
 * The address of the user's bus at its place under systemd. It exists outside of a session too (cron, some services).
 * Null where there is none.
 */
export function findUserBus(surroundings: BusSurroundings = {}): string | null {
  const { exists = existsSync, userId = userInfo().uid } = surroundings;
  const socket = join('/run/user', String(userId), 'bus');
  return exists(socket) ? `unix:path=${socket}` : null;
}

/**
 * Whether the desktop can be notified through a session bus (D-Bus, on Linux and the BSDs). True also where only an
 * attempt can tell: an address that is not a file, or a display whose bus starts on demand.
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
