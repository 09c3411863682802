import type { ImapDefinition } from '../../src/intake/feeds/feed.ts';
import { PASSWORD } from './dovecot.ts';

/** A folder of a server on this machine, with what the tests know of it. */
export function sampleFolder(user: string, port: number, own: Partial<ImapDefinition> = {}): ImapDefinition {
  return {
    ...{ kind: 'imap', host: 'localhost', port, tls: 'none', user, folder: 'INBOX', secret: passwordOf(PASSWORD) },
    ...{ source: null, type: null, only: [], skip: [], maps: [], zone: null, since: '2026-01-01', authServer: null },
    ...own,
  };
}

export function passwordOf(password: string): ImapDefinition['secret'] {
  return { kind: 'password', from: { command: ['printf', '%s', password], file: null } };
}

export function tokenOf(token: string): ImapDefinition['secret'] {
  return { kind: 'token', from: { command: ['printf', '%s', token], file: null } };
}

/** A mail of a provider, unless it is said of whom. */
export function sampleMail(subject: string, from = 'ClassPass <no-reply@mail.classpass.com>', body = 'See you there.') {
  return [`From: ${from}`, 'To: ana@example.org', `Subject: ${subject}`, '', body, ''].join('\r\n');
}

export function subjectOf(octets: Uint8Array | null): string | null {
  return octets && (/^Subject: (.*?)\r$/m.exec(Buffer.from(octets).toString())?.[1] ?? '');
}

/** The server that has checked who {@link classMail} is of. */
export const AUTH_SERVER = 'mx.example.org';

/** The confirmation of a class, one every three hours from 1 December 2026 on in New York. */
export function classMail(index: number): string {
  const start = new Date(Date.UTC(2026, 11, 1, 6) + index * 3 * 3_600_000);
  const day = start.toLocaleDateString('en-US', { timeZone: 'UTC', month: 'long', day: 'numeric', year: 'numeric' });
  const time = start.toLocaleTimeString('en-US', { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' });
  return [
    `Authentication-Results: ${AUTH_SERVER}; dkim=pass header.d=info.classpass.com`,
    'From: ClassPass <hello@info.classpass.com>',
    'To: Ana <ana@example.org>',
    'Subject: Your reservation at Velo is confirmed',
    `Date: ${new Date(Date.UTC(2026, 10, 20) + index * 60_000).toUTCString()}`,
    `Message-ID: <${index}@info.classpass.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...[
      '',
      'You’re all set, Ana!',
      '',
      `${day} @ ${time.replace(/\s/g, ' ')} EST`,
      '',
      nameOfClass(index),
      '',
      'Velo',
      '',
    ],
    ...['1717 Sample Blvd', '', 'See your reservation', ''],
  ].join('\r\n');
}

export function nameOfClass(index: number): string {
  return `Spin ${index}`;
}
