import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { useHomes } from '../../support/home.ts';
import { answerRaw } from '../../support/raw-answers.ts';
import { useWebServer } from '../../support/web-server.ts';

const homes = useHomes();

const FEED = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', 'BEGIN:VEVENT', 'UID:spin@studio.example'],
  ...['DTSTART:20261120T230000Z', 'DTEND:20261120T234500Z', 'SUMMARY:Spin 45', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

/** Tells of each part that `/drip` sends. */
const drops = new EventEmitter();

const at = useWebServer((request, response) => {
  const [path = ''] = request.url?.split('?') ?? [];
  if (path === '/feed') response.setHeader('content-type', 'application/octet-stream').end(FEED);
  else if (path === '/table') response.end('starts_at,class\n2026-11-20T18:00,Spin 45\n');
  else if (path === '/cut') answerRaw(response, FEED.slice(0, -20));
  else if (path === '/packed.ics.gz') response.setHeader('content-type', 'application/gzip').end(gzipSync(FEED));
  else if (path === '/page.ics') response.setHeader('content-type', 'text/calendar').end('<!doctype html><p>Log in');
  else if (path === '/drip') {
    const dripping = setInterval(() => {
      response.write('BEGIN');
      drops.emit('drop');
    }, 20);
    response.on('close', () => clearInterval(dripping));
  } else response.writeHead(410).end();
});

describe('numina import ADDRESS', () => {
  test('reads a calendar, warns of http, and keeps the address to itself', async () => {
    const home = homes.empty();
    const { stdout, stderr, exitCode } = await home.run(['import', at('/feed?secret=123')]);
    expect({ stdout, exitCode }).toEqual({ stdout: expect.stringMatching(/^1 new\n {2}new .*\n$/), exitCode: 0 });
    expect(stderr).toMatch(/^127\.0\.0\.1:\d+ was read by http: /);
    expect(await home.json(['import', at('/feed?secret=456')])).toMatchObject({ created: 0, unchanged: 1 });
    const { stdout: journal } = await home.run('undo --list');
    expect(journal).toMatch(/imported 127\.0\.0\.1:\d+: 1 new/);
    expect(journal).not.toContain('secret');
  });

  test('reads a table', async () => {
    expect(await homes.empty().json(['import', at('/table')])).toMatchObject({ created: 1 });
  });

  test('reads what is packed, there, in a file and on standard input', async () => {
    const home = homes.empty();
    expect(await home.json(['import', at('/packed.ics.gz')])).toMatchObject({ created: 1 });
    writeFileSync(home.path('classes.ics.gz'), gzipSync(FEED));
    expect(await home.json('import classes.ics.gz')).toMatchObject({ created: 0, unchanged: 1 });
    expect(await home.json('import -', { input: gzipSync(FEED) })).toMatchObject({ created: 0, unchanged: 1 });
  });

  test.each([
    ['/gone', 1, 'cannot_fetch'],
    ['/page.ics', 1, 'not_a_calendar'],
    ['/cut', 1, 'broken_off'],
  ])('changes nothing where it cannot: %s', async (path, exitCode, code) => {
    const home = homes.season();
    const before = await home.bookings();
    const outcome = await home.run(['import', at(path), '--json']);
    expect(outcome).toMatchObject({ exitCode, stdout: '' });
    expect(JSON.parse(outcome.stderr)).toMatchObject({ error: { code } });
    expect(await home.bookings()).toEqual(before);
  });

  test('waits ten seconds, and no longer', async () => {
    // The time goes by at once.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let hasEnded = false;
    const running = homes.empty().run(['import', at('/drip')]);
    void running.finally(() => {
      hasEnded = true;
    });
    await once(drops, 'drop');
    await vi.advanceTimersByTimeAsync(9999);
    await once(drops, 'drop');
    expect(hasEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const { stderr, exitCode } = await running;
    expect({ stderr, exitCode }).toEqual({
      stderr: expect.stringContaining('did not send all of it within 10 seconds'),
      exitCode: 1,
    });
  });

  test('tells a server that speaks no https', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('220 smtp\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { stderr, exitCode } = await homes.empty().run(`import https://127.0.0.1:${port}/a.ics`);
    server.close();
    expect({ stderr, exitCode }).toEqual({ stderr: expect.stringMatching(/^numina: .*\n.*\n$/), exitCode: 1 });
  });
});
