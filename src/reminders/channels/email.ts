import nodemailer, { type SendMailOptions } from 'nodemailer';
import type { Booking } from '../../bookings/booking.ts';
import { NuminaError, oneLine } from '../../errors.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import type { ClockFormat } from '../../time/names.ts';
import { command, words } from '../../words.ts';
import type { Channel, ReminderMessage, SendResult } from '../channel.ts';
import type { MailAccount } from './mail-account.ts';
import { buildMailContent } from './mail-content.ts';
import { mailOutcome } from './mail-outcome.ts';
import { readPassword } from './mail-password.ts';

export interface EmailOptions {
  readonly account: MailAccount;
  readonly clock: ClockFormat;
  /** The class as an iCalendar file, for the attachment. */
  readonly calendarOf: (booking: Booking) => Promise<string>;
  readonly limits?: MailLimits;
}

/** How long each step may take, in milliseconds. */
export interface MailLimits {
  readonly passwordMs: number;
  readonly connectionMs: number;
  readonly greetingMs: number;
  /** The longest silence. */
  readonly socketMs: number;
}

const LIMITS: MailLimits = { passwordMs: 10_000, connectionMs: 10_000, greetingMs: 10_000, socketMs: 30_000 };
const CLOSE_MS = 300;
const IMPLICIT_TLS_PORT = 465;

/** Reminders by mail, through an SMTP server of the person's own. */
export function createEmailChannel({ account, clock, calendarOf, limits = LIMITS }: EmailOptions): Channel {
  return {
    name: 'email',
    async send(message, signal) {
      const missing = missingSetting(account);
      if (missing) {
        const error = words`${missing} is not set: ${command('config set', missing, '…')}`;
        return { outcome: 'failed', error: wordForTerminal(error) };
      }
      try {
        const mail = await buildMail(message, account, clock, calendarOf);
        const password = account.user === null ? null : await readPassword(account, limits.passwordMs, signal);
        return await deliver({ ...mail, signal }, account, password, limits);
      } catch (error) {
        // The reason may be temporary (a locked keyring, a disk that is not mounted yet), so try again.
        if (error instanceof NuminaError) return { outcome: 'retry', error: oneLine(error.message) };
        return { outcome: 'failed', error: oneLine(`The mail cannot be written: ${String(error)}`) };
      }
    },
  };
}

async function deliver(
  mail: SendMailOptions,
  account: MailAccount,
  password: string | null,
  limits: MailLimits,
): Promise<SendResult> {
  let isTransmitted = false;
  const onTransmitted = () => {
    isTransmitted = true;
  };
  try {
    await openTransport(account, password, limits, onTransmitted).sendMail(mail);
    return { outcome: 'sent' };
  } catch (error) {
    return withoutSecret(mailOutcome(error, isTransmitted), password);
  }
}

function missingSetting({ host, from, to }: MailAccount): string | null {
  if (host === null) return 'smtp.host';
  if (to === null) return 'smtp.to';
  return from === null ? 'smtp.from' : null;
}

function openTransport(account: MailAccount, password: string | null, limits: MailLimits, onTransmitted: () => void) {
  const { host, port, user, tls } = account;
  return nodemailer.createTransport({
    ...(host === null ? {} : { host }),
    port,
    secure: port === IMPLICIT_TLS_PORT && tls !== 'off',
    // Without this, a server (or somebody in between) that offers no encryption would get plain text.
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    tls: { rejectUnauthorized: tls === 'required' },
    ...(user === null || password === null ? {} : { auth: { user, pass: password } }),
    connectionTimeout: limits.connectionMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.socketMs,
    socketCloseTimeout: CLOSE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: transmissionListener(onTransmitted),
  });
}

/**
 * Calls back when the last byte of a mail was handed over: if the connection breaks then, the mail may have been
 * delivered. nodemailer tells this only in its log. Passwords do not appear there, since `debug` and `transactionLog`
 * are off.
 */
function transmissionListener(onTransmitted: () => void) {
  const ignore = () => undefined;
  return {
    level: ignore,
    trace: ignore,
    debug: ignore,
    warn: ignore,
    error: ignore,
    fatal: ignore,
    info(entry: unknown) {
      if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message') onTransmitted();
    },
  };
}

async function buildMail(
  message: ReminderMessage,
  { from, to }: MailAccount,
  clock: ClockFormat,
  calendarOf: EmailOptions['calendarOf'],
) {
  const { booking, kind, urgency } = message;
  const sender = parseAddress(from ?? '');
  const isGoingOn = booking !== null && kind !== 'cancelled';
  return {
    ...buildMailContent(message, clock),
    from: sender,
    to: parseAddress(to ?? ''),
    messageId: `<${message.messageId}@${sender.address.split('@').at(-1)}>`,
    date: message.now,
    priority: urgency === 'critical' ? ('high' as const) : ('normal' as const),
    // So that no automatic reply comes back (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: isGoingOn
      ? [{ filename: 'class.ics', content: await calendarOf(booking), contentType: 'text/calendar; charset=utf-8' }]
      : [],
  };
}

/** Splits `Ana <ana@example.com>` into name and address, so that nothing in it counts as another address or header. */
function parseAddress(text: string): { readonly name: string; readonly address: string } {
  const [, name = '', address = text] = /^(.*?)\s*<([^<>]*)>$/.exec(text.trim()) ?? [];
  return { name: name.replace(/^"(.*)"$/, '$1'), address: address.trim() };
}

/** Removes the secrets, because a server may quote them. */
function withoutSecret(result: SendResult, password: string | null): SendResult {
  if (result.outcome === 'sent' || password === null) return result;
  return { ...result, error: result.error.replaceAll(password, '…') };
}
