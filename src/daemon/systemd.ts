import type { ServiceProgram } from './service-program.ts';

export const UNIT_NAME = 'numina.service';

/**
 * A systemd user unit (systemd.service(5), systemd.exec(5)). It does not depend on a graphical session, since mail
 * needs none. MemoryDenyWriteExecute is left out: it would kill the compiler inside of Node. After a mistake in the
 * command or the settings (exit 2) it is not restarted, since that would not help.
 */
export function buildUnit({ node, program, words, environment }: ServiceProgram): string {
  // The colon makes systemd take a $ literally.
  const command = [`:${node}`, program, ...words].map(quote).join(' ');
  const variables = Object.entries(environment).map(([name, value]) => `Environment=${quote(`${name}=${value}`)}`);
  return `[Unit]
Description=numina, reminders of your fitness classes

[Service]
Type=exec
ExecStart=${command}
${variables.map((line) => `${line}\n`).join('')}Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
SystemCallArchitectures=native

[Install]
WantedBy=default.target
`;
}

/**
 * Quotes a text by the rules of systemd.syntax(7). `%` is doubled, since it would begin a specifier (systemd.unit(5)).
 */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
