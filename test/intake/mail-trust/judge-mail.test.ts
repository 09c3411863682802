import { describe, expect, it } from 'vitest';
import type { MailFormat } from '../../../src/intake/mail/mail-format.ts';
import { type JudgedReading, judgeMail } from '../../../src/intake/mail-trust/judge-mail.ts';
import { readHeaders } from '../../../src/intake/mail-trust/mail-headers.ts';
import { proposeAuthServer } from '../../../src/intake/mail-trust/propose-auth-server.ts';

// Who is believed. A wrong booking is ten times worse than one that waits.

const SERVER = 'mx.example.net';
const FROM = 'From: ClassPass <team@info.classpass.com>';
const TRUE = `Authentication-Results: ${SERVER}; dkim=pass header.d=classpass.com`;
const format = (known: MailFormat['known'], senders = ['classpass.com']) => ({ name: 'ClassPass', known, senders });
const SAYS: JudgedReading = { format: format('seen'), isEmpty: false, reason: null };

const headersOf = (lines: readonly string[]) => readHeaders(Buffer.from([...lines, '', 'Hello'].join('\r\n')));

function judge(lines: readonly string[], reading: JudgedReading = SAYS, rules = {}) {
  return judgeMail(headersOf(lines), reading, { authServer: SERVER, blocked: [], ...rules });
}

const says = (results: string) => `Authentication-Results: ${results}`;

describe('is taken', () => {
  it.each<[string, string[]]>([
    ['what the server has found to be signed by its sender', [TRUE, FROM]],
    [
      'with lines of other servers on the way above it',
      ['Return-Path: <x@evil.example>', 'Received: from a', TRUE, FROM],
    ],
    ['signed below its domain', [says(`${SERVER}; dkim=pass header.d=mail.classpass.com`), FROM]],
    ['as Gmail says it', [says(`${SERVER}; dkim=pass header.i=@classpass.com header.s=s1 header.b=ab`), FROM]],
    [
      'with one good signature of several',
      [
        says(
          `${SERVER}; dkim=fail header.d=classpass.com; dkim=pass header.d=sendgrid.net; dkim=pass header.d=classpass.com`,
        ),
        FROM,
      ],
    ],
    [
      'in capitals',
      [`AUTHENTICATION-RESULTS : MX.Example.NET; DKIM=Pass HEADER.D=ClassPass.COM`, 'FROM: TEAM@CLASSPASS.COM'],
    ],
    [
      'folded',
      [
        `Authentication-Results: ${SERVER}\r\n\t(checked) 1;\r\n dkim=pass (2048-bit key)\r\n header.d=classpass.com`,
        FROM,
      ],
    ],
    ['with anything below it', [TRUE, says(`evil.example; dkim=fail header.d=classpass.com`), FROM]],
  ])('%s', (_, lines) => {
    expect(judge(lines)).toEqual({ verdict: 'take', why: '' });
  });

  it('by a format of the person’s own, when it says that it is seen', () => {
    const own = { ...SAYS, format: format('seen', ['team@classpass.com']) };
    expect(judge([TRUE, 'From: team@classpass.com'], own).verdict).toBe('take');
    expect(judge([TRUE, 'From: other@classpass.com'], own).verdict).toBe('wait');
  });
});

const NO_WORD = `${SERVER} does not say whether ClassPass sent it`;
const UNSIGNED = `${SERVER} found no valid signature of ClassPass`;

describe('waits, and says why:', () => {
  it.each<[string, string[], string]>([
    ['no header at all', [FROM], `${NO_WORD}.`],
    [
      'one of another server',
      [says('evil.example; dkim=pass header.d=classpass.com'), FROM],
      `${NO_WORD}: the topmost result was written by evil.example.`,
    ],
    [
      'a true one below one of another server',
      [says('evil.example; dkim=pass header.d=classpass.com'), TRUE, FROM],
      `${NO_WORD}: the topmost result was written by evil.example.`,
    ],
    [
      'a forged one below the true one',
      [says(`${SERVER}; dkim=fail header.d=classpass.com`), TRUE, FROM],
      `${UNSIGNED} (dkim=fail).`,
    ],
    [
      'nothing but ARC',
      [`ARC-Authentication-Results: i=1; ${SERVER}; dkim=pass header.d=classpass.com`, FROM],
      `${NO_WORD}.`,
    ],
    [
      'another header of a like name',
      [`X-Authentication-Results: ${SERVER}; dkim=pass header.d=classpass.com`, FROM],
      `${NO_WORD}.`,
    ],
    [
      'no signature',
      [says(`${SERVER}; dkim=none; spf=pass smtp.mailfrom=classpass.com`), FROM],
      `${UNSIGNED} (dkim=none).`,
    ],
    [
      'SPF and DMARC alone',
      [says(`${SERVER}; spf=pass smtp.mailfrom=classpass.com; dmarc=pass header.from=classpass.com`), FROM],
      `${UNSIGNED}.`,
    ],
    [
      'a signature of somebody else',
      [says(`${SERVER}; dkim=pass header.d=evil.example`), FROM],
      `${UNSIGNED} (of evil.example).`,
    ],
    [
      'a like domain',
      [says(`${SERVER}; dkim=pass header.d=classpass.com.evil.example`), FROM],
      `${UNSIGNED} (of classpass.com.evil.example).`,
    ],
    [
      'a domain that ends alike',
      [says(`${SERVER}; dkim=pass header.d=notclasspass.com`), FROM],
      `${UNSIGNED} (of notclasspass.com).`,
    ],
    ['the domain above', [says(`${SERVER}; dkim=pass header.d=com`), FROM], `${UNSIGNED} (of com).`],
    [
      'a pass in a comment',
      [says(`${SERVER}; dkim=fail (dkim=pass header.d=classpass.com)`), FROM],
      `${UNSIGNED} (dkim=fail).`,
    ],
    [
      'an identity outside of the domain',
      [says(`${SERVER}; dkim=pass header.d=classpass.com header.i=@evil.example`), FROM],
      `${UNSIGNED} (dkim=pass).`,
    ],
    [
      'two domains in one result',
      [says(`${SERVER}; dkim=pass header.d=evil.example header.d=classpass.com`), FROM],
      `${UNSIGNED} (dkim=pass).`,
    ],
    [
      'a local part that looks like the domain',
      [says(`${SERVER}; dkim=pass header.i=classpass.com@evil.example`), FROM],
      `${UNSIGNED} (of evil.example).`,
    ],
    [
      'a server whose name begins alike',
      [says(`${SERVER}.evil.example; dkim=pass header.d=classpass.com`), FROM],
      `${NO_WORD}: the topmost result was written by ${SERVER}.evil.example.`,
    ],
    ['a header that cannot be read', [says(`${SERVER}; dkim=pass header.d=classpass.com (`), FROM], `${NO_WORD}.`],
    [
      'a sender who only forwards',
      [TRUE, 'From: Ana <ana@example.org>'],
      'It comes from ana@example.org, not from ClassPass.',
    ],
    [
      'a sender in the name only',
      [TRUE, 'From: "team@classpass.com" <x@evil.example>'],
      'It comes from x@evil.example, not from ClassPass.',
    ],
    ['two senders', [TRUE, 'From: a@classpass.com, b@classpass.com'], 'It does not name exactly one sender.'],
    ['two From', [TRUE, FROM, 'From: b@classpass.com'], 'It does not name exactly one sender.'],
    ['no sender', [TRUE], 'It does not name exactly one sender.'],
    [
      'a second subject',
      [TRUE, 'Subject: Cancelled', FROM, 'Subject: Booked'],
      'The head has “subject” twice; a proper mail has it once.',
    ],
  ])('%s', (_, lines, why) => {
    expect(judge(lines)).toEqual({ verdict: 'wait', why });
  });

  it('a header in the text, or in a mail within it', () => {
    const within = ['Content-Type: message/rfc822', '', TRUE, FROM, '', 'Hello'].join('\r\n');
    expect(judge([FROM, '', TRUE]).verdict).toBe('wait');
    expect(judge([FROM, within]).verdict).toBe('wait');
  });

  it('no server is named', () => {
    expect(judge([TRUE, FROM], SAYS, { authServer: null })).toEqual({
      verdict: 'wait',
      why: 'It is not known which server checks the senders of this mailbox.',
    });
  });

  it.each(['sender', 'reconstructed'] as const)('a format of which only the %s is known', (known) => {
    expect(judge([TRUE, FROM], { ...SAYS, format: format(known) })).toEqual({
      verdict: 'wait',
      why: 'The format of ClassPass was not made from real mails.',
    });
  });

  it('a sender whom no format knows', () => {
    expect(judge([TRUE, FROM], { ...SAYS, format: null })).toEqual({
      verdict: 'wait',
      why: 'numina does not know mails of team@info.classpass.com.',
    });
  });
});

it('nothing is made of a mail that is not a booking, whoever sent it', () => {
  const reading = { ...SAYS, isEmpty: true, reason: 'it is about something else' };
  const why = 'It is not a booking: it is about something else.';
  expect(judge([TRUE, FROM], reading)).toEqual({ verdict: 'nothing', why });
  expect(judge([FROM], reading)).toEqual({ verdict: 'nothing', why });
});

it.each(['team@info.classpass.com', 'info.classpass.com', 'CLASSPASS.com'])(
  'nothing is taken of %s when blocked',
  (sender) => {
    expect(judge([TRUE, FROM], SAYS, { blocked: [sender] })).toMatchObject({ verdict: 'blocked' });
    expect(judge([TRUE, 'From: a@notclasspass.com'], SAYS, { blocked: [sender] }).verdict).toBe('wait');
  },
);

describe('the server of a mailbox', () => {
  const mail = (...servers: string[]) => headersOf(servers.map((server) => says(`${server}; dkim=none`)));

  it.each<[string, ReturnType<typeof mail>[], string | null]>([
    [
      'is the one that all name at the top',
      [mail('MX.example'), mail('mx.example', 'a.example'), mail('mx.example.')],
      'mx.example',
    ],
    ['is none where they name different ones', [mail('a'), mail('b'), mail('c'), mail('a')], null],
    ['is none where most name nobody', [mail('a'), mail('a'), mail('a'), mail(), mail()], null],
    ['is none where there are too few to agree', [mail('a'), mail('a')], null],
    ['may be missing in a few', [...Array.from({ length: 9 }, () => mail('a')), mail()], 'a'],
    ['is none in an empty mailbox', [], null],
  ])('%s', (_, mails, server) => {
    expect(proposeAuthServer(mails)).toBe(server);
  });
});
