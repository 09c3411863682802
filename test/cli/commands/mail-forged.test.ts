import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { mailOf } from '../../intake/mail/mail-samples.ts';
import { cancellation, confirmation } from '../../intake/mail-trust/waiting-samples.ts';
import { type Home, useHomes } from '../../support/home.ts';

// A mailbox into which anybody may write: what a forged sender can do, and what the person makes of it.

const homes = useHomes();
const PASS = 'Authentication-Results: mx.example.net; dkim=pass header.d=classpass.com';
const FAIL = 'Authentication-Results: mx.example.net; dkim=fail header.d=classpass.com';

let home: Home;
beforeEach(async () => {
  home = homes.empty();
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(home.path('Mail'), name), { recursive: true });
  await home.run(['sync', 'add', 'mail', `maildir:${home.path('Mail')}`, '--auth-server', 'mx.example.net']);
});

function deliver(name: string, mail: Buffer, ...heads: readonly string[]): void {
  const head = heads.map((line) => `${line}\r\n`).join('');
  writeFileSync(join(home.path('Mail'), 'cur', `${name}:2,S`), Buffer.concat([Buffer.from(head), mail]));
}

const names = async () => (await home.bookings()).map((booking) => `${booking.class.name} ${booking.status}`);
const waiting = async () => (await home.json<{ shortId: string; why: string }[]>('mail waiting')).length;

describe('of a mailbox', () => {
  test('a mail that its server vouches for is taken; a forged one changes nothing until it is accepted', async () => {
    deliver('1.true', mailOf(confirmation()), PASS);
    deliver('2.forged', mailOf(cancellation()), FAIL, PASS);
    expect(await home.run('sync')).toMatchObject({ exitCode: 0 });
    expect([await names(), await waiting()]).toEqual([['Spin 45 booked'], 1]);
    await home.run('mail accept --all');
    expect([await names(), await waiting()]).toEqual([['Spin 45 cancelled'], 0]);
    await home.run('undo');
    expect([await names(), await waiting()]).toEqual([['Spin 45 booked'], 1]);
  });

  test('what is refused is never asked about again, also when all is read again', async () => {
    deliver('1.forged', mailOf(confirmation()), FAIL);
    await home.run('sync');
    await home.run('mail refuse --all');
    await home.run('sync --force');
    expect([await names(), await waiting()]).toEqual([[], 0]);
  });

  test('a trusted copy that comes later is the one booking, and the forged one adds nothing', async () => {
    deliver('1.forged', mailOf({ ...confirmation(), date: '2026-11-20T09:00:00Z' }), FAIL);
    await home.run('sync');
    deliver('2.true', mailOf(confirmation()), PASS);
    await home.run('sync');
    expect([await names(), await waiting()]).toEqual([['Spin 45 booked'], 1]);
    await home.run('mail accept --all');
    expect(await names()).toEqual(['Spin 45 booked']);
  });

  test('nothing of a blocked sender is taken or waits', async () => {
    await home.run('mail block classpass.com');
    deliver('1.true', mailOf(confirmation()), PASS);
    deliver('2.forged', mailOf(confirmation('Yin')), FAIL);
    await home.run('sync');
    expect([await names(), await waiting()]).toEqual([[], 0]);
    rmSync(home.path('Mail'), { recursive: true });
  });
});
