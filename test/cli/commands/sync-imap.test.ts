import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addMailbox } from '../../support/add-mailbox.ts';
import { HAS_DOVECOT, PASSWORD, useDovecot } from '../../support/dovecot.ts';
import { type Home, useHomes } from '../../support/home.ts';
import { AUTH_SERVER, classMail, nameOfClass, sampleMail } from '../../support/imap-samples.ts';

const homes = useHomes();
const dovecot = useDovecot();

async function subscribe(user: string, ...mails: readonly string[]): Promise<Home> {
  for (const mail of mails) dovecot.deliver(user, mail);
  const home = homes.empty();
  await addMailbox(home, user, dovecot.port);
  return home;
}

const classesOf = async (home: Home) => (await home.bookings()).map(({ class: { name } }) => name);
const listed = async (home: Home) => (await home.json<readonly object[]>('sync list'))[0];

describe.skipIf(!HAS_DOVECOT)('numina sync of a mailbox (needs Dovecot)', () => {
  test('makes bookings of its mails, each once, with the provider as their source', async () => {
    const home = await subscribe('some', classMail(0), sampleMail('News', 'Shop <news@shop.example>'), classMail(1));
    expect(await home.json('sync mail')).toMatchObject({ created: 2, feeds: [{ name: 'mail', error: null }] });
    expect(await home.json('sync mail')).toMatchObject({ created: 0, updated: 0 });
    expect(await home.bookings()).toMatchObject([{ source: 'classpass' }, { source: 'classpass' }]);
    expect(await listed(home)).toMatchObject({ kind: 'imap', place: 'INBOX at localhost', failures: 0 });
  });

  test('takes in nothing twice when the server gives its mails new numbers', async () => {
    const home = await subscribe('anew', classMail(0), classMail(1));
    await home.run('sync');
    dovecot.admin('anew', 'mailbox update', '--uid-validity', '4711', 'INBOX');
    dovecot.deliver('anew', classMail(2));
    expect(await home.json('sync')).toMatchObject({ created: 1, updated: 0, cancelled: 0 });
    expect(await classesOf(home)).toEqual([0, 1, 2].map(nameOfClass));
  });

  test('cancels nothing when mails are deleted', async () => {
    const home = await subscribe('deleted', classMail(0), classMail(1));
    await home.run('sync');
    dovecot.admin('deleted', 'expunge', 'mailbox', 'INBOX', 'all');
    expect(await home.json('sync')).toMatchObject({ cancelled: 0 });
    expect(await home.bookings()).toMatchObject([{ status: 'booked' }, { status: 'booked' }]);
  });

  test.each<[what: string, words: readonly string[], message: RegExp, isFinal: boolean]>([
    ['a wrong password', ['--password-command', 'echo wrong'], /refuses the name or the password/, true],
    ['an expired token', ['--oauth-command', 'TOKEN'], /refuses the access token/, false],
    ['a folder that is gone', ['--password-file', 'FILE', 'FOLDER'], /There is no folder Sport at localhost/, true],
    ['a server that is gone', ['--password-file', 'FILE', 'PORT'], /cannot be read \(ECONNREFUSED\)/, false],
    ['a password command that fails', ['--password-command', 'false'], /command false ended with code 1/, false],
  ])('tells %s, and changes nothing', async (_, [option = '', secret = '', what], message, isFinal) => {
    const home = homes.empty();
    writeFileSync(home.path('key'), `${PASSWORD}\n`, { mode: 0o600 });
    const token = JSON.stringify(['printf', '%s', dovecot.token('ana', -60)]);
    const value = { TOKEN: token, FILE: home.path('key') }[secret] ?? secret;
    const place = `imap://localhost:${what === 'PORT' ? 1 : dovecot.port}/${what === 'FOLDER' ? 'Sport' : ''}`;
    expect(await home.run(['sync', 'add', 'mail', place, '--user', 'ana', option, value])).toMatchObject({
      exitCode: 0,
    });
    const { exitCode, stderr } = await home.run('sync');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('reported');
    // A day, or an hour (but for a minute).
    const { triedAt, nextAt } = (await listed(home)) as { readonly triedAt: string; readonly nextAt: string };
    expect(Math.round((Date.parse(nextAt) - Date.parse(triedAt)) / 3_600_000)).toBe(isFinal ? 24 : 1);
  });

  test('tells the password to nobody', async () => {
    const home = homes.empty();
    writeFileSync(home.path('key'), `${PASSWORD}\n`, { mode: 0o600 });
    dovecot.deliver('quiet', classMail(0));
    const address = `imap://quiet@localhost:${dovecot.port}`;
    const outputs = [
      await home.run([
        'sync',
        'add',
        'mail',
        address,
        '--password-file',
        home.path('key'),
        '--auth-server',
        AUTH_SERVER,
      ]),
      await home.run('sync --debug'),
      await home.run('sync list --json'),
      await home.run('undo --list --json'),
    ];
    expect(await classesOf(home)).toEqual([nameOfClass(0)]);
    expect(JSON.stringify(outputs)).not.toContain(PASSWORD);
    expect(readFileSync(home.database).includes(PASSWORD)).toBe(false);
  });
});
