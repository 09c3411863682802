import { isAbsolute } from 'node:path';
import { isLoopback } from '../secrets/loopback.ts';
import { checkCommand, parseCommand } from '../secrets/secret-command.ts';
import { isMailbox } from '../text/mail-address.ts';
import { oneOf, type SettingSpec, wrongSetting } from './setting-spec.ts';

/** The settings of the channels for reminders: mail server and webhook. */
export const CHANNEL_SETTINGS: readonly SettingSpec[] = [
  {
    key: 'smtp.host',
    doc: 'Mail server that sends your reminders, such as smtp.example.com',
    default: null,
    parse: (text, key) =>
      /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[?[\da-f.]*:[\da-f:.]+\]?)$/i.test(text.trim())
        ? text.trim().replace(/^\[|\]$/g, '')
        : wrongSetting(key, text, 'a host alone, such as smtp.example.com'),
  },
  {
    key: 'smtp.port',
    doc: 'The port of the mail server: 587 turns on encryption after connecting (STARTTLS), 465 encrypts from the start',
    default: 587,
    parse: parsePort,
  },
  {
    key: 'smtp.user',
    doc: 'Name to log in with; without it numina does not log in',
    default: null,
    parse: (text, key) => (text.trim() === '' ? wrongSetting(key, text, 'the name of your account') : text.trim()),
  },
  {
    key: 'smtp.from',
    doc: 'Sender, such as ana@example.com or Ana <ana@example.com>; if not set, smtp.user or smtp.to',
    default: null,
    parse: parseAddress,
  },
  {
    key: 'smtp.to',
    isOfPerson: true,
    doc: 'Recipient of the mail; if not set, the sender',
    default: null,
    parse: parseAddress,
  },
  {
    key: 'smtp.tls',
    doc: 'Encryption: required; for a server on this machine also opportunistic (the default there) or off',
    default: null,
    parse: (text, key) => oneOf(key, text.trim().toLowerCase(), ['required', 'opportunistic', 'off']),
  },
  {
    key: 'smtp.password_command',
    doc: 'Command that prints the password on its first line, run without a shell, such as ["pass", "show", "mail"]',
    default: null,
    parse: parseCommand,
    parseList: checkCommand,
    format: (value) => JSON.stringify(value),
  },
  {
    key: 'smtp.password_file',
    doc: 'File with the password on its first line, which only you can read (chmod 600)',
    default: null,
    parse: (text, key) =>
      isAbsolute(text) || text.startsWith('~/')
        ? text
        : wrongSetting(key, text, 'a whole path, such as ~/.config/numina/mail-password'),
  },
  {
    key: 'webhook.url',
    isOfPerson: true,
    doc: 'Address that gets reminders as JSON: ntfy, Slack, Discord, your own',
    default: null,
    parse: parseWebhook,
  },
];

/** Whether a key, known or not, belongs to a channel. */
export function isChannelKey(key: string): boolean {
  return /^(?:smtp|webhook)(?:\.|$)/.test(key);
}

function parsePort(text: string, key: string): number {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : wrongSetting(key, text, 'a port from 1 to 65535, mostly 587 or 465');
}

function parseAddress(text: string, key: string): string {
  return isMailbox(text)
    ? text.trim()
    : wrongSetting(key, text, 'one mail address, such as ana@example.com or Ana <ana@example.com>');
}

function parseWebhook(text: string, key: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const isRight = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
  return isRight ? url.href : wrongSetting(key, text, 'an https address (http on this machine alone)');
}
