import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mailOf } from '../intake/mail/mail-samples.ts';
import { confirmation } from '../intake/mail-trust/waiting-samples.ts';
import { letWaitIn } from '../support/waiting-mails.ts';
import { useHomes } from './program.ts';

// The program itself: a mail that waits, and what comes of it when a person says so.

const homes = useHomes();

test('what waits changes nothing before it is accepted, and nothing in it reaches the terminal', async () => {
  const home = homes.empty();
  await letWaitIn(home, {
    ...confirmation(),
    subject: "\x1b]0;mine\x07You're booked for \x1b[31m\u202eSpin 45\u202c at Velo!",
  });
  const { stdout } = await home.run('mail waiting');
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  expect(stdout).toContain('1 mail waits');
  expect(await home.bookings()).toEqual([]);
  expect(await home.run('mail accept 0000')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await home.bookings()).toMatchObject([{ class: { name: 'Spin 45' }, source: 'classpass' }]);
  expect((await home.run('inbox')).stdout).not.toContain('wait');
});

test('a mailbox takes what its server vouches for, and a forged sender changes nothing', async () => {
  const home = homes.empty();
  const deliver = (name: string, head: string, mail: Buffer) => {
    mkdirSync(home.path('Mail', 'cur'), { recursive: true });
    writeFileSync(join(home.path('Mail', 'cur'), `${name}:2,S`), Buffer.concat([Buffer.from(`${head}\r\n`), mail]));
  };
  for (const name of ['new', 'tmp']) mkdirSync(home.path('Mail', name), { recursive: true });
  const results = (dkim: string) => `Authentication-Results: mx.example.net; dkim=${dkim} header.d=classpass.com`;
  deliver('1.true', results('pass'), mailOf(confirmation()));
  deliver('2.forged', `${results('fail')}\r\n${results('pass')}`, mailOf(confirmation('Yin')));
  await home.run(['sync', 'add', 'mail', `maildir:${home.path('Mail')}`, '--auth-server', 'mx.example.net']);
  expect((await home.run('sync')).stderr).toContain('1 mail waits for your decision');
  expect(await home.bookings()).toMatchObject([{ class: { name: 'Spin 45' } }]);
  expect((await home.run('mail waiting')).stdout).toContain('found no valid signature of ClassPass (dkim=fail)');
});

test('a mail is tried from standard input, by a format that comes with the program', async () => {
  const home = homes.empty();
  const { stdout, exitCode } = await home.run('mail try classpass -', { input: mailOf(confirmation()) });
  expect(stdout).toContain('○ Spin 45 · Thu 26 Nov 18:00–18:45 · Velo · classpass');
  expect(exitCode).toBe(0);
});
