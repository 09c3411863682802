import type { ServiceProgram } from './service-program.ts';

export const AGENT_LABEL = 'numina.daemon';

/** What launchd gives is /usr/bin:/bin:/usr/sbin:/sbin, where no password command of Homebrew is. */
const PATH = '/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';
/** 0077: what it writes is for this user alone. */
const UMASK = 0o077;
const THROTTLE_SECONDS = 30;

/**
 * A launchd agent (launchd.plist(5)), started at login and again after a failure. launchd knows no exit code that
 * ends the matter, so one that cannot start is tried every 30 seconds. `logFile` gets what it prints; absolute.
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
