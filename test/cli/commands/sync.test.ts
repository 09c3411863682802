import { describe, expect, test } from 'vitest';
import { type Home, useHomes } from '../../support/home.ts';
import { useWebServer } from '../../support/web-server.ts';

const homes = useHomes();

type Event = readonly [uid: string, start: string, title: string, ...lines: string[]];

const SPIN: Event = ['spin@studio.example', '20261201T170000Z', 'Spin 45', 'LOCATION:Velo'];
const YOGA: Event = ['yoga@studio.example', '20261202T170000Z', 'Yoga', 'LOCATION:Velo'];
const BARRE: Event = ['barre@studio.example', '20261203T170000Z', 'Barre', 'LOCATION:Velo'];

function calendar(events: readonly Event[]): string {
  const lines = events.flatMap(([uid, start, title, ...more]) => [
    ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${start}`, 'DURATION:PT1H', `SUMMARY:${title}`, ...more, 'END:VEVENT'],
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

/** What is at each path, to be changed by a test; paths have the name of the test in them. */
const feeds = new Map<string, readonly Event[]>();
/** What the webhook was sent. */
const hooked: { readonly title: string }[] = [];
const at = useWebServer((request, response) => {
  const { authorization } = request.headers;
  const [path = ''] = (request.url ?? '').split('?');
  if (path === '/hook') {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      hooked.push(JSON.parse(body));
      response.end();
    });
    return;
  }
  const events = feeds.get(path);
  if (path === '/locked' && authorization !== `Basic ${btoa('ana:open sesame')}`) response.writeHead(401).end();
  else if (events) response.setHeader('content-type', 'text/calendar').end(calendar(events));
  else response.writeHead(503).end();
});

async function subscribe(path: string, events: readonly Event[], name = 'studio'): Promise<Home> {
  feeds.set(path, events);
  const home = homes.empty();
  await home.run(['sync', 'add', name, at(path)]);
  return home;
}

async function statuses(home: Home): Promise<string[]> {
  return (await home.bookings()).map(({ class: { name }, status }) => `${name} ${status}`);
}

describe('numina sync', () => {
  test('takes in what a feed says, again and again without doubling anything', async () => {
    const home = await subscribe('/again', [SPIN, YOGA]);
    expect(await home.json('sync')).toMatchObject({
      ...{ created: 2, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] },
      feeds: [{ name: 'studio', state: 'taken', created: 2, error: null }],
    });
    expect(await home.json('sync studio')).toMatchObject({ created: 0, unchanged: 2 });
    expect(await home.bookings()).toMatchObject([{ source: 'studio' }, { source: 'studio' }]);
  });

  test('follows what the feed changes, drops and brings back', async () => {
    const home = await subscribe('/follow', [SPIN, YOGA, BARRE]);
    await home.run('sync');
    const later: Event = [SPIN[0], '20261201T180000Z', 'Spin 60', 'LOCATION:Velo'];
    feeds.set('/follow', [later, [...YOGA, 'STATUS:CANCELLED'] as const, BARRE]);
    const { stdout } = await home.run('sync');
    expect(stdout).toMatch(
      /^studio · 1 changed · 1 cancelled · 1 known already\n {2}cancelled {2}.* Yoga .*\n {2}\w+ +.* Spin 60 · Velo.*\n$/,
    );
    expect(await statuses(home)).toEqual(['Spin 60 booked', 'Yoga cancelled', 'Barre booked']);
    feeds.set('/follow', [later, YOGA]);
    expect(await home.json('sync')).toMatchObject({ updated: 1, cancelled: 1, unchanged: 1 });
    expect(await statuses(home)).toEqual(['Spin 60 booked', 'Yoga booked', 'Barre cancelled']);
    feeds.set('/follow', [later, YOGA, BARRE]);
    expect(await home.json('sync')).toMatchObject({ updated: 1, unchanged: 2 });
    expect(await statuses(home)).toEqual(['Spin 60 booked', 'Yoga booked', 'Barre booked']);
  });

  test('adopts what was typed in, and leaves away what was deleted here', async () => {
    const home = await subscribe('/adopt', [SPIN, YOGA]);
    await home.run(['book', 'Spin 45', '--at', '2026-12-01T12:00', '--location', 'Velo']);
    expect(await home.json('sync')).toMatchObject({ created: 1, adopted: 1 });
    await home.run('delete yoga --yes');
    expect(await home.json('sync')).toMatchObject({ created: 0, skipped: [{ uid: YOGA[0] }] });
    expect(await statuses(home)).toEqual(['Spin 45 booked']);
    expect(await home.json('sync --revive')).toMatchObject({ created: 1, skipped: [] });
  });

  test('believes no feed that is suddenly empty', async () => {
    const home = await subscribe('/empty', [SPIN, YOGA]);
    await home.run('sync');
    feeds.set('/empty', []);
    const { stdout, stderr, exitCode } = await home.run('sync');
    expect({ stdout, exitCode }).toEqual({ stdout: 'studio · left as it was\n', exitCode: 0 });
    expect(stderr).toContain('studio is suddenly empty: 2 classes would be cancelled. Nothing was changed');
    expect(await statuses(home)).toEqual(['Spin 45 booked', 'Yoga booked']);
    expect(await home.json('sync --force')).toMatchObject({ cancelled: 2 });
  });

  test('tells of the feed that fails, and goes on with the others', async () => {
    const home = await subscribe('/good', [SPIN]);
    await home.run(['sync', 'add', 'gym', at('/nowhere?key=secret')]);
    const { stdout, stderr, exitCode } = await home.run('sync');
    expect(stdout).toMatch(
      /^gym · 127\.0\.0\.1:\d+ cannot answer now \(503\)\.\nstudio · 1 new\n {2}new +Tue 1 Dec 12:00–13:00 Spin 45 · Velo\n$/,
    );
    expect(stderr).toContain('1 of 2 feeds could not be read.');
    expect(exitCode).toBe(1);
    expect((await home.run('sync gym')).stderr).toMatch(/numina: 127\.0\.0\.1:\d+ cannot answer now \(503\)\./);
    const [listed] = await home.json<readonly object[]>('sync list');
    expect(listed).toMatchObject({
      ...{ name: 'gym', kind: 'calendar', where: expect.stringMatching(/^127\.0\.0\.1:\d+$/), hasFailed: true },
      lastResult: expect.stringContaining('cannot answer now'),
      ...{ lastAskedAt: expect.stringMatching(/Z$/), nextAskAt: expect.stringMatching(/Z$/) },
    });
    const list = await home.run('sync list');
    expect(list.stdout).toMatch(/^gym .* failed 2 times$.*^gym: 127\.0\.0\.1:\d+ cannot answer now \(503\)\.$/ms);
    for (const words of ['sync list', 'sync list --json', 'undo --list', 'sync --json']) {
      const outcome = await home.run(words);
      expect(outcome.stdout + outcome.stderr).not.toContain('secret');
    }
  });

  test('writes nothing with --dry-run', async () => {
    const home = await subscribe('/dry', [SPIN]);
    const { stdout } = await home.run('sync --dry-run');
    expect(stdout).toMatch(/^studio · 1 new\n {2}new {8}.* Spin 45.*\nA dry run: nothing was written.\n$/);
    expect(await statuses(home)).toEqual([]);
  });

  test('gives a name and password that a command or a file says', async () => {
    feeds.set('/locked', [SPIN]);
    const home = homes.empty();
    await home.run(['sync', 'add', 'studio', at('/locked')]);
    const words = ['--user', 'ana', '--password-command', 'printf "open sesame"'];
    await home.run(['sync', 'add', 'open', at('/locked'), ...words]);
    expect((await home.run('sync studio')).stderr).toContain('does not let us read it (401)');
    expect(await home.json('sync open')).toMatchObject({ created: 1 });
  });

  test('is a step that undo takes back', async () => {
    const home = await subscribe('/undo', [SPIN, YOGA]);
    await home.run('sync');
    expect((await home.run('undo')).stdout).toBe('Undone: synced studio: 2 new\n');
    expect(await statuses(home)).toEqual([]);
    await home.run('redo');
    expect(await statuses(home)).toEqual(['Spin 45 booked', 'Yoga booked']);
  });
});

describe('the daemon', () => {
  test('asks feeds that are due, as nobody’s step', async () => {
    const home = await subscribe('/daemon', [SPIN, YOGA]);
    const { stdout } = await home.run('daemon --once');
    expect(stdout).toContain('asked studio: 2 new');
    expect(await statuses(home)).toEqual(['Spin 45 booked', 'Yoga booked']);
    expect((await home.run('daemon --once')).stdout).not.toContain('asked studio');
    expect((await home.run('undo')).stdout).toBe('Undone: added the feed studio\n');
    await home.run('redo');
    expect((await home.run('undo --list')).stdout).toMatch(/^undo --sync studio .* synced studio: 2 new/m);
    expect((await home.run('undo --sync Studio')).stdout).toBe('Undone: synced studio: 2 new\n');
    expect(await statuses(home)).toEqual([]);
    expect((await home.run('undo --sync gym')).exitCode).toBe(3);
  });

  test('tells of a feed that fails, and asks the others', async () => {
    const home = await subscribe('/works', [SPIN]);
    await home.run(['sync', 'add', 'gym', at('/fails')]);
    const { stdout, exitCode } = await home.run('daemon --once');
    expect(stdout).toMatch(/error in asking gym: 127\.0\.0\.1:\d+ cannot answer now \(503\)\./);
    expect(stdout).toContain('asked studio: 1 new');
    expect(exitCode).toBe(0);
  });

  test('reminds at once, and once, of a class that a feed brings for today', async () => {
    const home = await subscribe('/today', [['now@studio.example', '20261124T203000Z', 'Spin now']]);
    await home.run(['config', 'set', 'webhook.url', at('/hook')]);
    await home.run('reminders set --via webhook --before 24h,1h');
    await home.run('daemon --once');
    await home.run('daemon --once');
    expect(hooked.map(({ title }) => title)).toEqual([expect.stringContaining('Spin now')]);
  });
});

describe('numina sync remove', () => {
  test('takes along what the feed brought, or leaves it', async () => {
    const home = await subscribe('/remove', [SPIN, YOGA]);
    await home.run('sync');
    await home.run('edit spin --notes mine');
    const { stdout } = await home.run('sync remove studio');
    expect(stdout).toMatch(
      /^Removed studio · 127\.0\.0\.1:\d+\n1 booking went with it\. numina undo brings it back\.\n$/,
    );
    expect(await statuses(home)).toEqual(['Spin 45 booked']);
    await home.run('undo');
    expect(await home.json('sync remove studio --keep-bookings')).toMatchObject({ removedBookings: [] });
    expect(await statuses(home)).toEqual(['Spin 45 booked', 'Yoga booked']);
    expect(await home.json('sync list')).toEqual([]);
  });
});

describe('wrong input to numina sync', () => {
  test.each([
    ['sync gym', 3, 'There is no feed “gym”.'],
    ['sync remove gym', 3, 'There is no feed “gym”.'],
    ['sync add', 2, 'What is the feed called?'],
    ['sync add studio', 2, 'Which address, or mindbody?'],
    ['sync add list https://studio.example/a.ics', 2, 'A feed cannot be called “list”'],
    ['sync add studio classes.ics', 2, '“classes.ics” is not an address.'],
    ['sync add studio file:///etc/passwd', 2, 'numina does not read file:// addresses.'],
    ['sync add studio https://ana:secret@studio.example/a.ics', 2, 'The address holds a name and password'],
    ['sync add studio https://studio.example/a.ics --user ana', 2, '--password-command or --password-file is missing.'],
    ['sync add studio https://studio.example/a.ics --password-file /p', 2, '--user is missing.'],
    ['sync add studio https://studio.example/a.ics --site 1', 2, '--site does not apply to this kind of feed.'],
    ['sync add studio https://studio.example/a.ics --map Spin', 2, '--map cannot be “Spin”.'],
    ['sync add studio https://studio.example/a.ics --zone Mars', 2, 'There is no time zone “Mars”.'],
    ['sync add studio mindbody', 2, '--zone is missing.'],
    ['sync add studio mindbody --zone UTC --user a --password-file /p', 2, '--api-key-command or --api-key-file'],
    ['sync add studio mindbody --all-day 08:00', 2, '--all-day does not apply to this kind of feed.'],
  ])('numina %s exits %d', async (words, exitCode, message) => {
    const home = homes.empty();
    const outcome = await home.run(words);
    expect(outcome).toMatchObject({ exitCode, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).not.toContain('secret');
    expect(await home.json('sync list')).toEqual([]);
  });

  test('a name that is taken exits 4', async () => {
    const home = await subscribe('/taken', []);
    expect(await home.run('sync add Studio https://studio.example/a.ics')).toMatchObject({ exitCode: 4 });
  });
});
