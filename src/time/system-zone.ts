import { existsSync, readlinkSync } from 'node:fs';

/**
 * The system's zone. Reads TZ and the link /etc/localtime first: asking Intl is the dearest call of a
 * short run, and the two agree.
 */
export function systemZone(env: NodeJS.ProcessEnv): string {
  const named = env['TZ']?.replace(/^:/, '');
  if (named && isPlainZoneName(named)) return named;
  if (!named) {
    try {
      const tail = readlinkSync('/etc/localtime').split('/zoneinfo/')[1];
      if (tail === 'Etc/UTC') return 'UTC';
      if (tail && isPlainZoneName(tail)) return tail;
    } catch {
      // No such link (Windows, some containers): Intl knows.
    }
  }
  // Where TZ names no zone, the system's clock is UTC and Intl may have no name for that.
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

const PLAIN_ZONE_NAME =
  /^(?:UTC|(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[\w+-]+(?:\/[\w+-]+)?)$/;

/** Whether Intl would say the same: a usual name of a zone that the system has. */
function isPlainZoneName(name: string): boolean {
  return PLAIN_ZONE_NAME.test(name) && existsSync(`/usr/share/zoneinfo/${name}`);
}
