import type { ServiceProgram } from './service-program.ts';

export const AGENT_LABEL = 'numina.daemon';

/** launchd's own PATH is /usr/bin:/bin:/usr/sbin:/sbin. Password commands from Homebrew are not in it. */
const PATH = '/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';
/** 0077: only this user may read the files that it writes. */
const UMASK = 0o077;
const THROTTLE_SECONDS = 30;

/**
 * A launchd agent (launchd.plist(5)): started at login, and again after a failure. launchd has no exit code that stops
 * the restarts, so an agent that cannot start is tried every 30 seconds. `logFile` (absolute) gets its output.
 */
export function buildAgent({ node, program, words, environment }: ServiceProgram, logFile: string): string {
  const values: readonly (readonly [string, string])[] = [
    ['Label', text(AGENT_LABEL)],
    ['ProgramArguments', array([node, program, ...words])],
    [
      'EnvironmentVariables',
      dictionary(Object.entries({ PATH, ...environment }).map(([key, value]) => [key, text(value)])),
    ],
    ['RunAtLoad', '<true/>'],
    ['KeepAlive', dictionary([['SuccessfulExit', '<false/>']])],
    ['ThrottleInterval', `<integer>${THROTTLE_SECONDS}</integer>`],
    ['Umask', `<integer>${UMASK}</integer>`],
    ['StandardOutPath', text(logFile)],
    ['StandardErrorPath', text(logFile)],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${dictionary(values)}
</plist>
`;
}

function dictionary(entries: readonly (readonly [key: string, value: string])[]): string {
  return `<dict>\n${entries.map(([key, value]) => `<key>${escapeXml(key)}</key>\n${value}\n`).join('')}</dict>`;
}

function array(items: readonly string[]): string {
  return `<array>\n${items.map((item) => `${text(item)}\n`).join('')}</array>`;
}

function text(value: string): string {
  return `<string>${escapeXml(value)}</string>`;
}

function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
