import { chmodSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { buildCalendar } from '../../../src/calendar/ics-export.ts';
import type { ReminderMessage } from '../../../src/reminders/channel.ts';
import { createEmailChannel } from '../../../src/reminders/channels/email.ts';
import type { MailAccount } from '../../../src/reminders/channels/mail-account.ts';
import { sampleBooking } from '../../support/booking-samples.ts';
import { onThisMachine, patient } from '../../support/patience.ts';
import { sampleMessage } from '../../support/reminder-samples.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';
import { findDeadPort, type MailServer, type Mischief, type ServerOptions, startMailServer } from './mail-server.ts';

const path = useTemporaryFolder();
const PASSWORD = 'correct horse; "battery" $staple';
const LOGIN = `ana:${PASSWORD}`;
/** Hangs are found as in life, only sooner. */
const LIMIT = patient(400);
const LIMITS = { passwordMs: LIMIT, connectionMs: LIMIT, greetingMs: LIMIT, socketMs: LIMIT };

let server: MailServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(options: ServerOptions = {}): Promise<MailServer> {
  server = await startMailServer(options);
  return server;
}

function accountAt(port: number, fields: Partial<MailAccount> = {}): MailAccount {
  return {
    host: '127.0.0.1',
    port,
    user: null,
    from: 'Ana <ana@example.com>',
    to: 'ana@example.org',
    tls: 'opportunistic',
    passwordCommand: null,
    passwordFile: null,
    ...fields,
  };
}

function channelAt(port: number, fields: Partial<MailAccount> = {}) {
  return createEmailChannel({
    account: accountAt(port, fields),
    clock: '24',
    calendarOf: async (booking) => {
      let text = '';
      for await (const chunk of buildCalendar([booking], { name: 'Classes', omitCancelled: false })) text += chunk;
      return text;
    },
    limits: LIMITS,
  });
}

function send(port: number, fields: Partial<MailAccount> = {}, message: Partial<ReminderMessage> = {}) {
  return channelAt(port, fields).send(sampleMessage(message), new AbortController().signal);
}

/** Writes a password file that only its owner reads. */
function passwordFile(text: string): string {
  writeFileSync(path('password'), text, { mode: 0o600 });
  return path('password');
}

/** The parts of a multipart mail, decoded. */
function decode(raw: string): string {
  const decodePart = (part: string) => {
    const [head = '', body = ''] = part.split(/\r\n\r\n([\s\S]*)/);
    if (/base64/i.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
    if (!/quoted-printable/i.test(head)) return part;
    const bytes = body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
  };
  return raw
    .split(/\r\n--[\w-]+[^\r]*\r\n/)
    .map(decodePart)
    .join('\n=====\n');
}

describe('a mail', () => {
  it('is text, HTML and the class as a calendar file, from and to whom it should be', async () => {
    const { port, mails } = await serve();
    const booking = sampleBooking({ className: 'Yin & <b>Yang</b>', url: 'https://studio.example/c?a=1&b=2' });
    const message = { title: 'Yin & <b>Yang</b> in 1 h', body: 'Studio North, 18:00\nBring a mat', booking };
    expect(await send(port, {}, message)).toEqual({ outcome: 'sent' });
    const [mail] = mails;
    expect(mail).toMatchObject({ from: 'ana@example.com', to: ['ana@example.org'], isEncrypted: true });
    const text = decode(mail?.raw ?? '');
    expect(text).toContain('From: Ana <ana@example.com>');
    expect(text).toContain('Subject: Yin & <b>Yang</b> in 1 h');
    expect(text).toContain('Date: Tue, 24 Nov 2026 22:00:00 +0000');
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toContain('When   Tue 24 Nov 2026, 18:00–19:00');
    expect(text).toContain('<h1 style="font-size:20px;margin:0 0 8px">Yin &amp; &lt;b&gt;Yang&lt;/b&gt; in 1 h</h1>');
    expect(text).toContain('Studio North, 18:00<br>Bring a mat');
    expect(text).toContain('<a href="https://studio.example/c?a=1&amp;b=2">');
    expect(text).toMatch(/filename=class\.ics[\s\S]*BEGIN:VEVENT\r\n[\s\S]*SUMMARY:Yin & <b>Yang<\/b>/);
  });

  it('has one Message-ID however often it is sent', async () => {
    const { port, mails } = await serve();
    await send(port);
    await send(port);
    const ids = mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim());
    expect(ids).toEqual(Array(2).fill('<5f0e7a52-1234-4abc-8def-0123456789ab@example.com>'));
  });

  it('puts no text into its headers, and no false link into its HTML', async () => {
    const { port, mails } = await serve();
    const booking = sampleBooking({ url: 'javascript:alert(1)' });
    await send(port, {}, { title: 'Spin\r\nBcc: eve@example.com\r\n\r\nhello', booking });
    expect(mails[0]?.to).toEqual(['ana@example.org']);
    expect(mails[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
    expect(decode(mails[0]?.raw ?? '')).not.toContain('href');
  });

  it.each([
    ['a notice', { kind: 'notice', booking: null }],
    ['a class that is cancelled', { kind: 'cancelled' }],
  ] as const)('about %s brings no calendar file', async (_, message) => {
    const { port, mails } = await serve();
    expect(await send(port, {}, message)).toEqual({ outcome: 'sent' });
    expect(mails[0]?.raw).not.toContain('class.ics');
  });

  it('tells the zone of a class that is not at home, and the time by the clock of the person', async () => {
    const { port, mails } = await serve();
    const booking = sampleBooking({ zone: 'Europe/Berlin', startsLocal: '2026-12-01T23:30:00' });
    const channel = createEmailChannel({ account: accountAt(port), clock: '12', calendarOf: async () => '' });
    await channel.send(sampleMessage({ booking }), new AbortController().signal);
    expect(decode(mails[0]?.raw ?? '')).toContain('When   Tue 1 Dec 2026, 11:30 pm–12:30 am (Europe/Berlin)');
  });
});

describe('encryption', () => {
  it('is taken where a server on this machine offers it, whoever signed its certificate', async () => {
    const { port, mails } = await serve();
    expect(await send(port, { tls: 'opportunistic' })).toEqual({ outcome: 'sent' });
    expect(mails[0]?.isEncrypted).toBe(true);
  });

  it('is left where it is turned off', async () => {
    const { port, mails } = await serve();
    expect(await send(port, { tls: 'off' })).toEqual({ outcome: 'sent' });
    expect(mails[0]?.isEncrypted).toBe(false);
  });

  it('that is required is never left out, even for a server that does not offer it', async () => {
    const { port, mails, transmissions } = await serve({ hasStartTls: false, login: LOGIN });
    const account = { tls: 'required', user: 'ana', passwordFile: passwordFile(PASSWORD) } as const;
    const error = expect.stringMatching(/^The mail server refused to encrypt: 5/);
    expect(await send(port, account)).toEqual({ outcome: 'failed', error });
    expect([mails.length, transmissions()]).toEqual([0, 0]);
  });

  it('nor for one whose certificate nobody vouches for', async () => {
    const { port, transmissions } = await serve();
    const result = await send(port, { tls: 'required' });
    expect(result).toMatchObject({
      outcome: 'retry',
      error: expect.stringMatching(/cannot be trusted: .*certificate/),
    });
    expect(transmissions()).toBe(0);
  });
});

describe('the password', () => {
  const asAna = (fields: Partial<MailAccount>) => ({ user: 'ana', ...fields });
  const node = (code: string) => [process.execPath, '-e', code];

  it('is the first line that a command prints, which is run without a shell', async () => {
    const { port, mails } = await serve({ login: LOGIN });
    const passwordCommand = [...node('console.log(process.argv[1]); console.log("url: x")'), PASSWORD];
    expect(await send(port, asAna({ passwordCommand }))).toEqual({ outcome: 'sent' });
    expect(mails[0]?.user).toBe('ana');
  });

  it('or the first line of a file', async () => {
    const { port, mails } = await serve({ login: LOGIN });
    expect(await send(port, asAna({ passwordFile: passwordFile(`${PASSWORD}\nmore\n`) }))).toEqual({ outcome: 'sent' });
    expect(mails[0]?.user).toBe('ana');
  });

  it.each([
    ['fails', 'console.error("gpg: locked."); process.exit(2)', /ended with code 2: gpg: locked\.$/],
    ['prints nothing', '', /printed nothing\.$/],
    ['prints an empty line', 'console.log()', /printed nothing\.$/],
    ['hangs', 'console.log("half"); setTimeout(() => {}, 60000)', /did not end within [\d.]+ s\.$/],
    ['waits for an answer', 'process.stdin.on("end", () => process.exit(3)).resume()', /ended with code 3\.$/],
  ])('is missed clearly where the command %s', async (_, code, reason) => {
    const { port, transmissions } = await serve({ login: LOGIN });
    const result = await send(port, asAna({ passwordCommand: node(code) }));
    expect(result).toMatchObject({ outcome: 'retry', error: expect.stringMatching(/^The password command \//) });
    expect(result).toMatchObject({ error: expect.stringMatching(reason) });
    expect(transmissions()).toBe(0);
  });

  it('is missed clearly where the command is not there', async () => {
    const result = await send(1, asAna({ passwordCommand: ['no-such-program-here', 'mail'] }));
    expect(result).toEqual({ outcome: 'retry', error: 'The password command no-such-program-here is not there.' });
  });

  it('is never handed to a shell: what would be a second command is a word', async () => {
    const result = await send(1, asAna({ passwordCommand: ['echo x; echo y'] }));
    expect(result).toMatchObject({ error: 'The password command echo x; echo y is not there.' });
  });

  it('is not read from a file that others can read, that is empty or not there', async () => {
    const file = passwordFile(PASSWORD);
    chmodSync(file, 0o644);
    const open = await send(1, asAna({ passwordFile: file }));
    expect(open).toEqual({ outcome: 'retry', error: `The password file ${file} can be read by others.` });
    chmodSync(file, 0o600);
    writeFileSync(file, '\n');
    expect(await send(1, asAna({ passwordFile: file }))).toMatchObject({
      error: `The password file ${file} begins with an empty line.`,
    });
    expect(await send(1, asAna({ passwordFile: path('none') }))).toMatchObject({
      error: `The password file ${path('none')} cannot be read (ENOENT).`,
    });
    expect(await send(1, asAna({}))).toMatchObject({ error: 'smtp.user is set, and no password.' });
  });

  it('that is wrong ends the matter, and is not told to anybody', async () => {
    const { port } = await serve({ login: 'ana:another' });
    const result = await send(port, asAna({ passwordFile: passwordFile(PASSWORD) }));
    expect(result).toMatchObject({ outcome: 'failed', error: expect.stringMatching(/refused the login: 535/) });
    expect(JSON.stringify(result)).not.toContain('battery');
  });
});

describe('an account that is not whole', () => {
  it.each([
    ['smtp.host', { host: null }],
    ['smtp.to', { to: null }],
    ['smtp.from', { from: null }],
  ] as const)('names %s', async (key, fields) => {
    const error = `${key} is not set: numina config set ${key} …`;
    expect(await send(1, fields)).toEqual({ outcome: 'failed', error });
  });
});

describe('a mail server in trouble', () => {
  const RETRY = { outcome: 'retry' };
  const FAILED = { outcome: 'failed' };
  const UNCONFIRMED = { outcome: 'retry', transmitted: true };
  it.each<readonly [string, Mischief, object, RegExp]>([
    ['puts the sender off (451)', { at: 'sender', does: 451 }, RETRY, /answered: 451/],
    ['puts the recipient off (450)', { at: 'recipient', does: 450 }, RETRY, /answered: 450/],
    ['puts the content off (451)', { at: 'data', does: 451 }, RETRY, /answered: 451/],
    ['is closing (421)', { at: 'sender', does: 421 }, RETRY, /421/],
    ['refuses the recipient (550)', { at: 'recipient', does: 550 }, FAILED, /answered: 550/],
    ['refuses the content (554)', { at: 'data', does: 554 }, FAILED, /answered: 554/],
    ['never greets', { at: 'greeting', does: 'hang' }, RETRY, /did not answer in time/],
    ['drops the line before the content', { at: 'recipient', does: 'drop' }, RETRY, /cannot be reached/],
    ['never confirms the content', { at: 'data', does: 'hang' }, UNCONFIRMED, /did not confirm/],
    ['drops the line after the content', { at: 'data', does: 'drop' }, UNCONFIRMED, /did not confirm/],
  ])('that %s', async (_, mischief, outcome, error) => {
    const { port } = await serve({ mischief });
    const result = await send(port);
    expect(result).toEqual({ ...outcome, error: expect.stringMatching(error) });
  });

  it('that is not there is tried again', async () => {
    const result = await send(await findDeadPort());
    expect(result).toEqual({ outcome: 'retry', error: expect.stringMatching(/cannot be reached: .*ECONNREFUSED/) });
  });

  it('that has no address is tried again', async () => {
    const result = await send(25, { host: 'mail.invalid' });
    expect(result).toEqual({ outcome: 'retry', error: expect.stringMatching(/^The mail server/) });
  });

  it('gets the mail once it has recovered, and once only', async () => {
    const { port, mails, setMischief } = await serve({ mischief: { at: 'sender', does: 451 } });
    const channel = channelAt(port);
    const signal = new AbortController().signal;
    const outcomes = [await channel.send(sampleMessage(), signal)];
    setMischief({ at: 'recipient', does: 'drop' });
    outcomes.push(await channel.send(sampleMessage(), signal));
    setMischief(null);
    outcomes.push(await channel.send(sampleMessage(), signal));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'sent']);
    expect(mails).toHaveLength(1);
  });

  it('that hangs is given up at once when the sender is', async () => {
    const { port } = await serve({ mischief: { at: 'greeting', does: 'hang' } });
    const account = accountAt(port);
    const channel = createEmailChannel({ account, clock: '24', calendarOf: async () => '' });
    const began = performance.now();
    const result = await channel.send(sampleMessage(), AbortSignal.timeout(100));
    expect(result).toMatchObject({ outcome: 'retry' });
    expect(performance.now() - began).toBeLessThan(onThisMachine(1_000));
  });
});
