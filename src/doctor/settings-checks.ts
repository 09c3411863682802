import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { hasSettingsOf, loadSmtpSettings, loadWebhookUrl } from '../config/channel-settings.ts';
import { homeZoneOf } from '../config/home-zone.ts';
import type { OwnSettings } from '../config/own-settings.ts';
import { readSettings } from '../config/settings.ts';
import type { ChannelName } from '../reminders/channel.ts';
import { hasSessionBus } from '../reminders/session-bus.ts';
import { isZone, systemZone } from '../time/zones.ts';
import { command, field, type Words, words } from '../words.ts';
import { closeToOthers, closeToWriters, mayOthersRead, mayOthersWrite, modeOf, statsOf } from './file-modes.ts';
import { bad, type Check, good, undecided, type Verdict } from './verdict.ts';

export interface SettingsSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly config: string;
  /** Reads what the person has set. Throws UsageError where that is wrong. */
  readonly ready: () => Promise<void>;
  /** The settings that the person keeps in the database; null where they are in the file, or where that is unknown. */
  readonly own: () => Promise<OwnSettings | null>;
  /** Whether the desktop is that of the person. */
  readonly isAtHome: () => boolean;
  /** The channels that the person chose for reminders; null where that is unknown. */
  readonly wanted: () => Promise<readonly ChannelName[] | null>;
  /** Whether a daemon runs, has run or is installed. */
  readonly hasDaemon: () => boolean;
}

/** Checks of the settings and of the channels for reminders. */
export function settingsChecks(surroundings: SettingsSurroundings): readonly Check[] {
  return [
    { name: 'settings', look: () => lookAtSettings(surroundings) },
    { name: 'settings-permissions', look: () => lookAtSettingsPermissions(surroundings) },
    { name: 'zone', look: () => lookAtZone(surroundings) },
    { name: 'desktop', look: () => lookAtDesktop(surroundings) },
    { name: 'email', look: () => whereWanted(surroundings, 'email', 'smtp', lookAtMail) },
    { name: 'webhook', look: () => whereWanted(surroundings, 'webhook', 'webhook', lookAtWebhook) },
  ];
}

async function lookAtSettings({ env, config, ready, own }: SettingsSurroundings): Promise<Verdict> {
  const { size } = readSettings(env);
  await ready();
  const kept = (await own())?.values.size;
  const more = kept === undefined ? '' : ` The account keeps ${countOf(kept)} of its own with its record.`;
  if (!statsOf(config)) return undecided(`${config} is not there: every setting in it has its default.${more}`);
  return good(`${config} is valid: ${countOf(size)}.${more}`);
}

function countOf(settings: number): string {
  return settings === 1 ? '1 setting' : `${settings} settings`;
}

/** Settings that let a reader act as the person. */
const SECRET = /^\s*(?:\[(?:webhook|smtp)\]|"?(?:webhook\.url|smtp\.(?:user|password_command|password_file)))/m;

function lookAtSettingsPermissions({ config }: SettingsSurroundings): Verdict {
  if (!statsOf(config)) return undecided('There is no file of settings.');
  if (!mayOthersRead(config)) return good('Nobody but you can read the settings.');
  const hasSecret = SECRET.test(readFileSync(config, 'utf8'));
  const mode = modeOf(config);
  if (mayOthersWrite(config)) {
    const message = `Others may write ${config} (${mode}), which can name commands that numina runs.`;
    return bad(message, `chmod ${hasSecret ? '600' : 'go-w'} ${config}`, () =>
      hasSecret ? closeToOthers(config) : closeToWriters(config),
    );
  }
  if (!hasSecret) return good('Others may read the settings; there is no secret in them.');
  const message = `Others may read ${config} (${mode}), which says how your reminders are sent.`;
  return bad(message, `chmod 600 ${config}`, () => closeToOthers(config));
}

async function lookAtZone({ env, own }: SettingsSurroundings): Promise<Verdict> {
  const values = (await own())?.values ?? readSettings(env, (key) => key === 'zone');
  const setting = (values.get('zone') as string | undefined) ?? null;
  const [home, system] = [homeZoneOf(env, setting), systemZone(env)];
  const { TZ: named } = env;
  if (named && !isZone(named.replace(/^:/, '')) && !/\d/.test(named))
    return bad(`TZ is not a known zone: ${named}`, 'Set it to an IANA name such as Europe/Berlin, or leave it out.');
  const from = env['NUMINA_ZONE'] ? 'NUMINA_ZONE' : 'the setting zone';
  return good(
    home === system
      ? `Home is ${home}, as this machine is.`
      : `Home is ${home} by ${from}; this machine is in ${system}.`,
  );
}

/** A channel that is neither set up nor wanted is not an error. */
async function whereWanted(
  surroundings: SettingsSurroundings,
  channel: ChannelName,
  room: 'smtp' | 'webhook',
  look: (env: NodeJS.ProcessEnv, own: OwnSettings | null) => Verdict,
): Promise<Verdict> {
  const { env } = surroundings;
  const own = await surroundings.own();
  if (hasSettingsOf(room, env, own)) return look(env, own);
  const key =
    channel === 'webhook' ? 'webhook.url' : own !== null && hasSettingsOf(room, env) ? 'smtp.to' : 'smtp.host';
  const hint = words`${command('config set', key)} says where to; ${command('reminders test')} tries it.`;
  const isWanted = (await surroundings.wanted())?.includes(channel) ?? false;
  return isWanted ? bad(`Reminders are to go by ${channel}, which is not set up.`, hint) : undecided('Not set up.');
}

async function lookAtDesktop({ env, own, isAtHome, wanted, hasDaemon }: SettingsSurroundings): Promise<Verdict> {
  await own();
  if (!isAtHome()) return undecided('The desktop of this machine shows the reminders of another account.');
  const problem = desktopProblem(env);
  if (problem === null) return good('Notifications find their way to the desktop.');
  // The desktop is the default channel, even where there is no desktop. So it counts only where a daemon is used.
  const isWanted = hasDaemon() && ((await wanted())?.includes('desktop') ?? false);
  return isWanted ? bad(problem.message, problem.hint) : undecided(problem.message, problem.hint);
}

function desktopProblem(env: NodeJS.ProcessEnv): { readonly message: string; readonly hint: Words } | null {
  const isLinux = process.platform === 'linux' || process.platform.endsWith('bsd');
  const others = words`${command('reminders set', field('channels', 'email'))} chooses another way.`;
  if (isLinux && findProgram('notify-send', env) === null) {
    return { message: 'notify-send is not there.', hint: words`Install libnotify-bin (or libnotify). ${others}` };
  }
  return hasSessionBus(env)
    ? null
    : {
        message: 'There is no session bus to notify the desktop through.',
        hint: words`Log in to a desktop. ${others}`,
      };
}

function findProgram(name: string, env: NodeJS.ProcessEnv): string | null {
  const candidates = isAbsolute(name)
    ? [name]
    : (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statsOf(path)?.isFile() ?? false;
  } catch {
    return false;
  }
}

function lookAtMail(env: NodeJS.ProcessEnv, own: OwnSettings | null): Verdict {
  const { host, port, user, to, passwordCommand, passwordFile } = loadSmtpSettings(env, own);
  if (host === null) return bad('smtp.host is not set.', command('config set', 'smtp.host', 'smtp.example.com'));
  if (to === null) return bad('The mail has no recipient.', command('config set', 'smtp.to', 'ana@example.com'));
  const right = good(words`Mail goes to ${to} by ${host}:${port}. ${command('reminders test')} tries it.`);
  if (user === null) return right;
  if (passwordCommand !== null) {
    const [program = ''] = passwordCommand;
    if (findProgram(program, env) !== null) return right;
    return bad(
      `The password command ${program} is not there.`,
      words`Correct smtp.password_command with ${command('config set')}.`,
    );
  }
  if (passwordFile === null)
    return bad('smtp.user is set, and no password.', 'Set smtp.password_command or smtp.password_file.');
  if (!statsOf(passwordFile)?.isFile())
    return bad(`The password file ${passwordFile} is not there.`, 'Make it, with the password on its first line.');
  if (!mayOthersRead(passwordFile)) return right;
  const message = `Others may read ${passwordFile} (${modeOf(passwordFile)}), so the password is not taken from it.`;
  return bad(message, `chmod 600 ${passwordFile}`, () => closeToOthers(passwordFile));
}

function lookAtWebhook(env: NodeJS.ProcessEnv, own: OwnSettings | null): Verdict {
  const url = loadWebhookUrl(env, own);
  if (url === null) return bad('webhook.url is not set.', command('config set', 'webhook.url', 'https://ntfy.sh/…'));
  // The rest of the address is often a secret.
  return good(words`Reminders go to ${new URL(url).host}. ${command('reminders test')} tries it.`);
}
