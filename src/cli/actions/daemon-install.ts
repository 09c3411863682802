import { realpathSync } from 'node:fs';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import type { Session } from '../../app.ts';
import { toInstalledJson, toUninstalledJson } from '../../contract/program-json.ts';
import { installService, planInstallation, type Service, uninstallService } from '../../daemon/install.ts';
import { checkLasting, isOfOneVersion, planService, type StartedProgram } from '../../daemon/service-program.ts';
import { UsageError } from '../../errors.ts';
import { defineAction, type RawInput } from '../command.ts';
import { hasFlag, textOption } from '../raw-options.ts';

interface Input {
  readonly databaseFile: string | undefined;
  readonly isPrint: boolean;
}

interface Installed {
  readonly service: Service;
  readonly isPrint: boolean;
  readonly isOfOneVersion: boolean;
}

interface Uninstalled {
  readonly service: Service;
  readonly isRemoved: boolean;
}

function parse(raw: RawInput): Input {
  const databaseFile = textOption(raw, 'db');
  if (databaseFile === '') throw new UsageError('bad_file', '--db names no file.', 'Give it one, or leave --db out.');
  return { databaseFile, isPrint: hasFlag(raw, 'print') };
}

function startedProgram(): StartedProgram {
  const program = resolve(process.argv[1] ?? '');
  return { node: process.execPath, program, programFile: realpathSync(program) };
}

function planHere({ process: { env } }: Session, databaseFile: string | undefined): Service {
  const machine = { platform: platform(), uid: process.getuid?.() ?? 0, env };
  return planInstallation(planService(startedProgram(), databaseFile, env), machine);
}

export const installAction = defineAction<Input, Installed>({
  parse,

  async run(app, { databaseFile, isPrint }) {
    checkLasting(startedProgram());
    const service = planHere(app, databaseFile);
    if (!isPrint) await installService(service);
    return { service, isPrint, isOfOneVersion: isOfOneVersion(process.execPath) };
  },

  toText({ service: { file, text, look }, isPrint }) {
    if (isPrint) return text;
    return [
      `Wrote ${file}`,
      'Started, now and at every login.',
      'Look at it with:',
      ...look.map((line) => `  ${line}`),
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

export const uninstallAction = defineAction<Input, Uninstalled>({
  parse,
  async run(app, { databaseFile }) {
    const service = planHere(app, databaseFile);
    return { service, isRemoved: await uninstallService(service) };
  },
  toText: ({ service: { file }, isRemoved }) =>
    isRemoved ? `Stopped, and removed ${file}` : `There is no service: ${file} is not there.`,
  toJson: ({ service, isRemoved }) => toUninstalledJson(service, isRemoved),
});
