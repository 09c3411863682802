import type { CommandSpec } from '../command.ts';

export const daemonInstall: CommandSpec = {
  name: 'daemon install',
  group: 'Reminders',
  summary: 'have reminders sent from login on',
  description:
    'Writes and starts a systemd user unit (Linux) or a launchd agent (macOS) for the present database and settings. Run it again after numina or Node has moved.',
  options: [{ flags: '--print', doc: 'print the service file and change nothing' }],
  isOfMachine: true,
  examples: [
    { line: 'numina daemon install --print', doc: 'look first' },
    { line: 'numina daemon install', doc: 'install it' },
  ],
  load: async () => ({ action: (await import('../actions/daemon-install.ts')).installAction }),
};

export const daemonUninstall: CommandSpec = {
  name: 'daemon uninstall',
  group: 'Reminders',
  summary: 'stop the service and remove its file',
  isOfMachine: true,
  examples: [{ line: 'numina daemon uninstall', doc: 'reminders rest' }],
  load: async () => ({ action: (await import('../actions/daemon-install.ts')).uninstallAction }),
};
