import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { isLoopback } from '../secrets/loopback.ts';
import type { OwnSettings } from './own-settings.ts';
import { isOfPerson, type SettingValue } from './setting-specs.ts';
import { readSettings } from './settings.ts';

/** The settings of the mail server, with defaults; null where a value is missing. */
export interface SmtpSettings {
  readonly host: string | null;
  readonly port: number;
  readonly user: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly tls: SmtpTls;
  readonly passwordCommand: readonly string[] | null;
  /** Absolute. */
  readonly passwordFile: string | null;
}

type SmtpTls = 'required' | 'opportunistic' | 'off';
type Values = ReadonlyMap<string, SettingValue>;

/**
 * Reads the `smtp` settings; those of a person are `own` where they are kept elsewhere. Then mail goes to the setting
 * `smtp.to` or to the address of the account, and never to the sender: that is another person. Throws UsageError where
 * one is wrong, or where they contradict each other.
 */
export function loadSmtpSettings(env: NodeJS.ProcessEnv, own: OwnSettings | null = null): SmtpSettings {
  const values = readSettings(env, (key) => key.startsWith('smtp') && (own === null || !isOfPerson(key)));
  checkSmtpSettings(values);
  const host = textOf(values, 'smtp.host');
  const user = textOf(values, 'smtp.user');
  const sender = textOf(values, 'smtp.from') ?? (user?.includes('@') ? user : null);
  const recipient = own === null ? (textOf(values, 'smtp.to') ?? sender) : mailboxOf(own);
  const file = textOf(values, 'smtp.password_file');
  return {
    host,
    port: (values.get('smtp.port') as number | undefined) ?? 587,
    user,
    from: sender ?? recipient,
    to: recipient,
    tls: tlsOf(values) ?? (host !== null && isLoopback(host) ? 'opportunistic' : 'required'),
    passwordCommand: (values.get('smtp.password_command') as readonly string[] | undefined) ?? null,
    passwordFile: file?.startsWith('~/') ? join(env['HOME'] ?? homedir(), file.slice(2)) : file,
  };
}

function mailboxOf({ values, email }: OwnSettings): string | null {
  return textOf(values, 'smtp.to') ?? email;
}

/** Reads `webhook.url`; null where it is not set. Throws UsageError where it is wrong. */
export function loadWebhookUrl(env: NodeJS.ProcessEnv, own: OwnSettings | null = null): string | null {
  return textOf(own?.values ?? readSettings(env, (key) => key.startsWith('webhook')), 'webhook.url');
}

/**
 * Whether the config file has any setting of a channel, also a wrong one: then the person wants the channel. A person
 * with own settings needs an address there too.
 */
export function hasSettingsOf(
  room: 'smtp' | 'webhook',
  env: NodeJS.ProcessEnv,
  own: OwnSettings | null = null,
): boolean {
  if (own !== null && room === 'webhook') return own.values.has('webhook.url');
  if (own !== null && mailboxOf(own) === null) return false;
  try {
    return readSettings(env, (key) => key.startsWith(room)).size > 0;
  } catch {
    return true;
  }
}

/** Checks the `smtp` settings against each other. Throws UsageError. */
export function checkSmtpSettings(values: Values): void {
  const tls = tlsOf(values);
  if (tls === null || tls === 'required') return;
  const host = textOf(values, 'smtp.host');
  if (host !== null && isLoopback(host)) return;
  throw new UsageError(
    'bad_setting',
    `smtp.tls cannot be “${tls}” for ${host === null ? 'a server that is not on this machine' : host}.`,
    `Mail to another machine is encrypted: set smtp.tls to required${host === null ? ', or smtp.host to localhost first' : ''}.`,
  );
}

function tlsOf(values: Values): SmtpTls | null {
  return (values.get('smtp.tls') as SmtpTls | undefined) ?? null;
}

function textOf(values: Values, key: string): string | null {
  return (values.get(key) as string | undefined) ?? null;
}
