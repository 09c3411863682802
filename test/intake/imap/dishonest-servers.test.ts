import { beforeEach, describe, expect, test } from 'vitest';
import type { ImapDefinition } from '../../../src/intake/feeds/feed.ts';
import { readImap } from '../../../src/intake/imap/read-imap.ts';
import { MAILBOX_LIMITS, type MailboxBatch } from '../../../src/intake/mailbox/mailbox.ts';
import { PASSWORD } from '../../support/dovecot.ts';
import { sampleFolder, sampleMail, subjectOf } from '../../support/imap-samples.ts';
import { onThisMachine } from '../../support/patience.ts';
import { useScriptedImap } from '../../support/scripted-imap.ts';

const server = useScriptedImap();
const MAIL = sampleMail('One');
const HONEST = {
  CAPABILITY: '* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\nTAG OK done',
  AUTHENTICATE: 'TAG OK [CAPABILITY IMAP4rev1 SASL-IR] in',
  LOGIN: 'TAG OK in',
  NAMESPACE: 'TAG BAD unknown',
  LIST: '* LIST () "/" INBOX\r\nTAG OK done',
  LSUB: 'TAG OK done',
  EXAMINE: '* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\nTAG OK [READ-ONLY] open',
  'UID SEARCH': '* SEARCH 1\r\nTAG OK done',
  'UID FETCH': `* 1 FETCH (UID 1 RFC822.SIZE ${MAIL.length} INTERNALDATE "20-Nov-2026 08:00:00 +0000" BODY[]<0> {${MAIL.length}}\r\n${MAIL})\r\nTAG OK done`,
  NOOP: 'TAG OK done',
  LOGOUT: '* BYE bye\r\nTAG OK bye',
};

beforeEach(() => {
  server.lines.length = 0;
  server.greeting = '* OK hello';
  server.answers = HONEST;
});

async function read(own: Partial<ImapDefinition> = {}, signal = new AbortController().signal) {
  const limits = { ...MAILBOX_LIMITS, octets: 5000 };
  const options = { cursor: null, since: new Date(0), senders: ['classpass.com'], limits, signal };
  const batches: MailboxBatch[] = [];
  for await (const batch of readImap(sampleFolder('ana', server.port, own), options)) batches.push(batch);
  return batches.flatMap(({ mails }) => mails.map(({ octets }) => subjectOf(octets)));
}

const failure = (own?: Partial<ImapDefinition>, signal?: AbortSignal) =>
  read(own, signal).then(
    () => null,
    (error) => error,
  );

test('reads a server that knows only the old standard', async () => {
  expect(await read()).toEqual(['One']);
  const said = server.lines.join('\n');
  expect(said).toMatch(/^\w+ EXAMINE INBOX$/m);
  expect(said).not.toMatch(/^\w+ (?:SELECT|UID STORE|STORE|UID COPY|UID MOVE|EXPUNGE|APPEND|CLOSE)\b/m);
  expect(said).not.toMatch(/BODY\[/);
});

describe('a server that does not encrypt', () => {
  const told = () => server.lines.join('\n');

  test('receives neither the user name nor the password', async () => {
    const error = await failure({ tls: 'starttls' });
    expect(error).toMatchObject({
      message: 'localhost does not offer encryption (no STARTTLS), so the password was not sent.',
      isFinal: true,
    });
    expect(told()).not.toMatch(/AUTHENTICATE|LOGIN|ana/);
  });

  test('receives nothing where it claims that we are logged in already', async () => {
    server.greeting = '* PREAUTH welcome';
    expect(await failure({ tls: 'starttls' })).toMatchObject({ code: 'cannot_fetch', isFinal: true });
    expect(told()).not.toMatch(/AUTHENTICATE|LOGIN|EXAMINE|ana/);
  });

  test('receives nothing where it refuses the encryption that it offered', async () => {
    server.answers = {
      ...HONEST,
      CAPABILITY: '* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK x',
      STARTTLS: 'TAG NO not now',
    };
    expect(await failure({ tls: 'starttls' })).toMatchObject({ code: 'cannot_fetch' });
    expect(told()).not.toMatch(/AUTHENTICATE|LOGIN|ana/);
  });
});

describe('a hostile answer of a server', () => {
  test('does not show a password that the server repeats', async () => {
    server.answers = { ...HONEST, AUTHENTICATE: `TAG NO [AUTHENTICATIONFAILED] ana is not ${PASSWORD}` };
    const error = await failure();
    expect(error).toMatchObject({ message: 'localhost refuses the name or the password (“ana is not …”).' });
    expect(`${JSON.stringify(error)} ${error.stack} ${error.cause}`).not.toContain(PASSWORD);
  });

  test('does not send escape sequences to the terminal', async () => {
    server.answers = { ...HONEST, EXAMINE: 'TAG NO \u001b[2J\u009b31m gone' };
    const { message } = await failure();
    expect(message).toMatch(/^localhost refuses to read INBOX \(“/);
    expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  test('is asked again later where it accepts no logins at the moment', async () => {
    server.answers = { ...HONEST, AUTHENTICATE: 'TAG NO [UNAVAILABLE] busy' };
    expect(await failure()).toMatchObject({
      message: 'localhost accepts no logins at the moment (“busy”).',
      isFinal: false,
    });
  });

  test.each<[what: string, answers: Partial<Record<keyof typeof HONEST, string>>, result: unknown]>([
    ['mails that were not asked for', { 'UID SEARCH': '* SEARCH 1 9 4294967295 0 -1 x\r\nTAG OK x' }, ['One']],
    ['no UIDNEXT', { EXAMINE: '* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK x' }, ['One']],
    ['the same mail twice', { 'UID SEARCH': '* SEARCH 1 1\r\n* SEARCH 1\r\nTAG OK x' }, ['One']],
    ['a size that is too small', { 'UID FETCH': longMail(9) }, [null]],
    ['a size that is too large', { 'UID FETCH': longMail(9_000_000) }, [null]],
  ])('is read for what it is: %s', async (_, answers, result) => {
    server.answers = { ...HONEST, ...answers };
    expect(await read()).toEqual(result);
  });

  test.each<[what: string, answers: Partial<Record<keyof typeof HONEST, string>>]>([
    ['no search', { 'UID SEARCH': 'TAG NO cannot' }],
    ['a literal without end', { 'UID FETCH': '* 1 FETCH (UID 1 BODY[]<0> {4000000000}\r\nx' }],
    ['goodbye', { 'UID SEARCH': '* BYE too many connections' }],
  ])('is a failure of the feed and of nothing else: %s', async (_, answers) => {
    server.answers = { ...HONEST, ...answers };
    const ending = AbortSignal.timeout(onThisMachine(3000));
    const error = await failure({}, ending);
    expect(error).toMatchObject(ending.aborted ? { name: 'TimeoutError' } : { code: 'cannot_fetch' });
  });
});

test.each<[when: string, greeting: string | null, silent: string]>([
  ['greet', null, ''],
  ['let us in', '* OK hello', 'AUTHENTICATE'],
  ['open the folder', '* OK hello', 'EXAMINE'],
  ['search', '* OK hello', 'UID SEARCH'],
  ['send a mail', '* OK hello', 'UID FETCH'],
])('a server that does not %s is left at once when the work is ended', async (_, greeting, silent) => {
  const { [silent as keyof typeof HONEST]: __, ...answers } = HONEST;
  [server.greeting, server.answers] = [greeting, answers];
  const ending = new AbortController();
  const before = server.connections;
  const failing = failure({}, ending.signal);
  const hasCome = () => server.connections > before;
  await expect
    .poll(() => hasCome() && (greeting === null || server.lines.some((line) => line.includes(silent))))
    .toBe(true);
  const startedMs = performance.now();
  ending.abort(new Error('It is over.'));
  expect(await failing).toMatchObject({ message: 'It is over.' });
  expect(performance.now() - startedMs).toBeLessThan(onThisMachine(300));
});

/** A mail of 6,000 octets, for which the server reports `size`. */
function longMail(size: number): string {
  const mail = sampleMail('Long', undefined, 'x'.repeat(6000)).slice(0, 5001);
  return `* 1 FETCH (UID 1 RFC822.SIZE ${size} INTERNALDATE "20-Nov-2026 08:00:00 +0000" BODY[]<0> {${mail.length}}\r\n${mail})\r\nTAG OK done`;
}
