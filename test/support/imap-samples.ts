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
