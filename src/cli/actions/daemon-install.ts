import type { Session } from '../../app.ts';
import { toInstalledJson, toUninstalledJson } from '../../contract/program-json.ts';
import { type Installed, type InstallRequest, installDaemon, uninstallDaemon } from '../../daemon/install-daemon.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { defineAction, type RawInput, type Surroundings } from '../command.ts';
import { hasFlag, textOption } from '../raw-options.ts';

type Printed = Installed & { readonly isPrint: boolean };

function parse(raw: RawInput, _surroundings: Surroundings, session: Session): InstallRequest {
  // Fail here: a service that cannot find its database would fail unseen.
  session.process.databasePlace();
  return { databaseFile: textOption(raw, 'db'), account: textOption(raw, 'account'), isPrint: hasFlag(raw, 'print') };
}

export const installAction = defineAction<InstallRequest, Printed>({
  parse,
  async run(session, request) {
    // Fail here too where there is no such account.
    if (request.account !== undefined) await session.ready();
    return { ...(await installDaemon(session.process.env, request)), isPrint: request.isPrint };
  },

  toText({ service: { file, text, look }, isPrint }) {
    if (isPrint) return text;
    return [
      `Wrote ${file}`,
      'Started, now and at every login.',
      'Look at it with:',
      ...look.map((line) => `  ${wordForTerminal(line)}`),
    ].join('\n');
  },
  toJson: ({ service, isPrint }) => toInstalledJson(service, isPrint),
  toNotes({ service: { manager, file }, isPrint, isOfOneVersion: isBound }) {
    const notes: string[] = [];
    if (isPrint) notes.push(`Would be written to ${file}`);
    else if (manager === 'systemd') notes.push('loginctl enable-linger keeps it running when you are logged out.');
    if (isBound)
      notes.push('This Node belongs to a version manager: run numina daemon install again when you change it.');
    return notes;
  },
});

export const uninstallAction = defineAction<InstallRequest, Awaited<ReturnType<typeof uninstallDaemon>>>({
  parse,
  run: (session, request) => uninstallDaemon(session.process.env, request),
  toText: ({ service: { file }, isRemoved }) =>
    isRemoved ? `Stopped, and removed ${file}` : `There is no service: ${file} is not there.`,
  toJson: ({ service, isRemoved }) => toUninstalledJson(service, isRemoved),
});
