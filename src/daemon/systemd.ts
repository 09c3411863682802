import type { ServiceProgram } from './service-program.ts';

export const UNIT_NAME = 'numina.service';

/**
 * A systemd user unit (systemd.service(5), systemd.exec(5)). Not bound to the graphical session, because mail goes
 * out without one. MemoryDenyWriteExecute is left out: it kills the compiler inside Node. A mistake in the command or
 * the settings (exit 2) is not cured by starting again.
 */
export function buildUnit({ node, program, words, environment }: ServiceProgram): string {
  // The colon: a $ in what follows is a dollar sign.
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

/** Quoted by the rules of systemd.syntax(7), with `%` doubled, which would begin a specifier (systemd.unit(5)). */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
