import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImapDefinition } from '../../../src/intake/feeds/feed.ts';
import { readImap } from '../../../src/intake/imap/read-imap.ts';
import { MAILBOX_LIMITS, type MailboxBatch, type MailboxReadingOptions } from '../../../src/intake/mailbox/mailbox.ts';
import { HAS_DOVECOT, PASSWORD, useDovecot } from '../../support/dovecot.ts';
import { passwordOf, sampleFolder, sampleMail, subjectOf, tokenOf } from '../../support/imap-samples.ts';

const dovecot = useDovecot();
const SENDERS = ['classpass.com', 'studio@velo.example'];

function definition(user: string, own: Partial<ImapDefinition> = {}): ImapDefinition {
  return sampleFolder(user, dovecot.port, own);
}

async function read(of: ImapDefinition, own: Partial<MailboxReadingOptions> = {}): Promise<readonly MailboxBatch[]> {
  const options = { cursor: null, since: new Date(0), senders: SENDERS, limits: MAILBOX_LIMITS, ...own };
  const batches: MailboxBatch[] = [];
  for await (const batch of readImap(of, { signal: new AbortController().signal, ...options })) batches.push(batch);
  return batches;
}

function subjects(batches: readonly MailboxBatch[]): readonly (string | null)[] {
  return batches.flatMap(({ mails }) => mails.map(({ octets }) => subjectOf(octets)));
}

describe.skipIf(!HAS_DOVECOT)('an IMAP folder (needs Dovecot)', () => {
  test('gives the mails of the wanted senders unchanged, and no others', async () => {
    const at = new Date('2026-11-20T08:00:00Z');
    dovecot.deliver('some', sampleMail('One'), undefined, at);
    dovecot.deliver('some', sampleMail('Two', 'Anybody <anybody@elsewhere.example>'));
    dovecot.deliver('some', sampleMail('Three', 'Velo <STUDIO@velo.example>'));
    dovecot.deliver('some', sampleMail('Four', 'Velo <boss@velo.example>'));
    const batches = await read(definition('some'));
    expect(subjects(batches)).toEqual(['One', 'Three']);
    expect(batches).toMatchObject([{ done: 2, total: 2, mails: [{ key: '1', receivedAt: at }, { key: '3' }] }]);
    expect(Buffer.from(batches[0]?.mails[0]?.octets ?? []).toString()).toBe(sampleMail('One'));
  });

  test('continues where the last run ended', async () => {
    dovecot.deliver('on', sampleMail('One'));
    const [first] = await read(definition('on'));
    const cursor = first?.cursor ?? '';
    expect(await read(definition('on'), { cursor })).toEqual([]);
    dovecot.deliver('on', sampleMail('Other', 'Anybody <anybody@elsewhere.example>'));
    dovecot.deliver('on', sampleMail('Two'));
    expect(subjects(await read(definition('on'), { cursor }))).toEqual(['Two']);
  });

  test('does not search the mails of other senders again', async () => {
    dovecot.deliver('others', sampleMail('Other', 'Anybody <anybody@elsewhere.example>'));
    const batches = await read(definition('others'));
    expect(batches).toMatchObject([{ mails: [], done: 0, total: 0 }]);
    expect(await read(definition('others'), { cursor: batches[0]?.cursor ?? '' })).toEqual([]);
  });

  test('is read from the start where its UIDs mean other mails', async () => {
    dovecot.deliver('anew', sampleMail('One'));
    const [first] = await read(definition('anew'));
    dovecot.admin('anew', 'mailbox update', '--uid-validity', '4711', 'INBOX');
    const again = await read(definition('anew'), { cursor: first?.cursor ?? '' });
    expect(subjects(again)).toEqual(['One']);
    expect(again[0]?.cursor).toContain('"4711"');
  });

  test.each(['', 'null', '{}', '[]', '{"uidValidity":"1","lastUid":"x"}', '{"uidValidity":'])(
    'starts over with an invalid cursor: %s',
    async (cursor) => {
      dovecot.deliver('cursor', sampleMail('One'));
      expect(subjects(await read(definition('cursor'), { cursor })).length).toBeGreaterThan(0);
    },
  );

  test('leaves out what arrived too early', async () => {
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) {
      dovecot.deliver('since', sampleMail(day), undefined, new Date(`${day}T12:00:00Z`));
    }
    const since = new Date('2026-11-19T12:00:01Z');
    expect(subjects(await read(definition('since'), { since }))).toEqual(['2026-11-20']);
  });

  test('gives a mail that is too large without its octets, and limits the mails of a run', async () => {
    dovecot.deliver('limits', sampleMail('Large', undefined, 'x'.repeat(9000)));
    for (const name of ['Two', 'Three', 'Four']) dovecot.deliver('limits', sampleMail(name));
    const limits = { mails: 2, octets: 5000 };
    const first = await read(definition('limits'), { limits });
    expect(subjects(first)).toEqual([null, 'Two']);
    const second = await read(definition('limits'), { limits, cursor: first.at(-1)?.cursor ?? '' });
    expect(subjects(second)).toEqual(['Three', 'Four']);
  });

  test('comes in batches, with the cursor and the progress of each', async () => {
    for (let index = 0; index < 230; index += 1) dovecot.deliver('many', sampleMail(`Mail ${index}`));
    const batches = await read(definition('many'));
    expect(batches.map(({ mails, done, total }) => [mails.length, done, total])).toEqual([
      [100, 100, 230],
      [100, 200, 230],
      [30, 230, 230],
    ]);
    const rest = await read(definition('many'), { cursor: batches[0]?.cursor ?? '' });
    expect(subjects(rest)).toEqual(subjects(batches).slice(100));
  });

  test('may have a name of any letters', async () => {
    // As Dovecot spells it in its folders (RFC 3501 §5.1.3).
    dovecot.deliver('letters', sampleMail('Hall'), 'Kurse &- B&APw-cher.S&AOQ-le');
    expect(subjects(await read(definition('letters', { folder: 'Kurse & Bücher.Säle' })))).toEqual(['Hall']);
  });

  test('is searched for more senders than fit into one search', async () => {
    dovecot.deliver('list', sampleMail('Last', 'a@domain-39.example'));
    dovecot.deliver('list', sampleMail('First', 'a@domain-0.example'));
    const senders = Array.from({ length: 40 }, (_, index) => `domain-${index}.example`);
    expect(subjects(await read(definition('list'), { senders }))).toEqual(['Last', 'First']);
  });

  test('is opened with a token too', async () => {
    dovecot.deliver('token', sampleMail('One'));
    const secret = tokenOf(dovecot.token('token', 60));
    expect(subjects(await read(definition('token', { secret })))).toEqual(['One']);
  });

  test('stays as it was: no mail is seen, moved, or loses its Recent flag', async () => {
    dovecot.deliver('same', sampleMail('One'));
    const before = dovecot.admin('same', 'fetch', 'uid flags', 'mailbox', 'INBOX', 'all');
    await read(definition('same'));
    expect(dovecot.admin('same', 'fetch', 'uid flags', 'mailbox', 'INBOX', 'all')).toBe(before);
  });
});

describe.skipIf(!HAS_DOVECOT)('an IMAP folder that cannot be read (needs Dovecot)', () => {
  const failure = async (of: ImapDefinition) =>
    read(of).then(
      () => 'It was read.',
      ({ message, isFinal, code }) => ({ message, isFinal, code }),
    );

  test('says that the password is wrong, and is not asked again', async () => {
    expect(await failure(definition('wrong', { secret: passwordOf('wrong') }))).toEqual({
      message: 'localhost refuses the name or the password (“Authentication failed”).',
      ...{ isFinal: true, code: 'cannot_fetch' },
    });
  });

  test('says that the token has expired, and asks for another next time', async () => {
    const secret = tokenOf(dovecot.token('expired', -60));
    expect(await failure(definition('expired', { secret }))).toMatchObject({
      message: expect.stringMatching(/^localhost refuses the access token/),
      isFinal: false,
    });
  });

  test('says that the folder is gone', async () => {
    expect(await failure(definition('gone', { folder: 'Sport' }))).toMatchObject({
      message: 'There is no folder Sport at localhost.',
      isFinal: true,
    });
  });

  test('says that no server answers', async () => {
    expect(await failure(definition('nobody', { port: 1 }))).toMatchObject({
      message: 'localhost, port 1, cannot be read (ECONNREFUSED).',
      isFinal: false,
    });
    expect(await failure(definition('nobody', { host: 'nobody.invalid' }))).toMatchObject({
      message: 'There is no host nobody.invalid, or no network.',
    });
  });

  test.each(['tls', 'starttls'] as const)('says that the certificate cannot be trusted (%s)', async (tls) => {
    const port = tls === 'tls' ? dovecot.tlsPort : dovecot.port;
    expect(await failure(definition('certificate', { tls, port }))).toMatchObject({
      message: expect.stringMatching(/^The certificate of localhost cannot be trusted \(/),
    });
  });

  test('says that TLS was used on a port without TLS', async () => {
    expect(await failure(definition('confused', { tls: 'tls' }))).toMatchObject({
      message: expect.stringMatching(/does not encrypt as it should/),
    });
  });

  test('gets its secret again for each connection, and no error contains it', async () => {
    const file = join(dovecot.maildir('..'), 'password');
    writeFileSync(file, 'open sesame\n', { mode: 0o600 });
    const of = definition('file', { secret: { kind: 'password', from: { command: null, file } } });
    expect(JSON.stringify(await failure(of))).not.toContain('sesame');
    writeFileSync(file, `${PASSWORD}\n`);
    dovecot.deliver('file', sampleMail('One'));
    expect(subjects(await read(of))).toEqual(['One']);
  });
});
