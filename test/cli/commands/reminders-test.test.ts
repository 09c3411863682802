import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../reminders/channels/mail-server.ts';
import { type Home, useHomes } from '../../support/home.ts';

// A test of the channels goes through the real ones, as the reminders themselves will.

const { empty, season } = useHomes();
let mailServer: MailServer;
let webServer: Server;
const posted: unknown[] = [];

beforeAll(async () => {
  mailServer = await startMailServer({ login: 'ana:s3cret words' });
  webServer = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    posted.push(JSON.parse(body));
    response.end();
  });
  await new Promise<void>((resolve) => webServer.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  webServer.close();
  await mailServer.close();
});

/** Says where mail and webhook go, and takes the desktop away. */
async function setUp(home: Home): Promise<void> {
  const webhook = `http://127.0.0.1:${(webServer.address() as AddressInfo).port}/`;
  const settings = [
    ['smtp.host', '127.0.0.1'],
    ['smtp.port', String(mailServer.port)],
    ['smtp.user', 'ana'],
    ['smtp.to', 'ana@example.com'],
    ['smtp.password_command', `echo 's3cret words'`],
    ['webhook.url', webhook],
  ];
  for (const [key = '', value = ''] of settings) {
    expect(await home.run(['config', 'set', key, value])).toMatchObject({ exitCode: 0 });
  }
}

const NO_DESKTOP = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };

describe('numina reminders test', () => {
  it('sends the reminder of the next class through every channel, reports each and fails where one does', async () => {
    const home = season();
    await setUp(home);
    const outcome = await home.run('reminders test --json', { env: NO_DESKTOP });
    expect(JSON.parse(outcome.stdout)).toEqual([
      { channel: 'desktop', sent: false, error: expect.stringMatching(/session bus|notify-send/) },
      { channel: 'email', sent: true, error: null },
      { channel: 'webhook', sent: true, error: null },
    ]);
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('No reminder reached you by desktop.'),
    });
    expect(posted.at(-1)).toMatchObject({ title: 'Test: Spin 45 in 8 h 48 min', class: { location: 'Velo' } });
    expect(mailServer.mails.at(-1)).toMatchObject({
      user: 'ana',
      to: ['ana@example.com'],
      raw: expect.stringMatching(/Subject: Test: Spin 45 in 8 h 48 min[\s\S]*filename=class\.ics/),
    });
    expect(outcome.stdout + outcome.stderr).not.toContain('s3cret');
  });

  it('tests one alone, also where no class is booked', async () => {
    const home = empty();
    await setUp(home);
    const outcome = await home.run('reminders test webhook');
    expect(outcome).toEqual({ stdout: 'webhook  sent\n', stderr: '', exitCode: 0 });
    expect(posted.at(-1)).toMatchObject({ title: 'Test: reminders', kind: 'notice' });
  });

  it('says what is missing', async () => {
    const outcome = await empty().run('reminders test email');
    expect(outcome.stdout).toBe('email    failed: smtp.host is not set: numina config set smtp.host …\n');
    expect(outcome.exitCode).toBe(1);
  });

  it('names the channels there are', async () => {
    const outcome = await empty().run('reminders test pigeon');
    expect(outcome).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('desktop, email, webhook') });
  });
});
