import { chmodSync, cpSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/errors.ts';
import { type Home, type Outcome, useHomes } from '../support/home.ts';
import { canMount, fillDisk, mountDisk, unmountDisk } from '../support/small-disk.ts';

// The file, the folder and the disk, broken in every way that a machine has. “Something went wrong” is numina's word for
// its own mistakes, and none of these is one.

const homes = useHomes();

function expectWords(outcome: Outcome, kind: keyof typeof EXIT_CODES, says: RegExp): void {
  expect(outcome.stderr).not.toMatch(/Something went wrong|\n\s+at |no transaction is active|unsupported/);
  expect(outcome).toMatchObject({ exitCode: EXIT_CODES[kind], stderr: expect.stringMatching(says) });
  expect(outcome.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
}

function edit(home: Home, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(home.database);
  change(bytes);
  writeFileSync(home.database, bytes);
}

describe('a database that is broken', () => {
  const DAMAGED = /database .*numina\.db is damaged|is not a database/;
  test.each<[string, (home: Home) => void]>([
    ['with a spoilt schema version', (home) => edit(home, (bytes) => bytes.fill(9, 44, 48))],
    ['with a spoilt page size', (home) => edit(home, (bytes) => bytes.fill(3, 16, 18))],
    ['with torn pages', (home) => edit(home, (bytes) => bytes.fill(0xff, 100, 20_000))],
    ['cut in half', (home) => truncateSync(home.database, readFileSync(home.database).length >> 1)],
    ['with a page of zeros in the middle', (home) => edit(home, (bytes) => bytes.fill(0, 8192))],
  ])('%s, read and written', async (_, damage) => {
    const home = homes.season();
    damage(home);
    for (const words of ['list', 'export', 'stats', 'show next', 'backup copy.db', 'book Yoga --at 2026-12-24T10:00']) {
      expectWords(await home.run(words), 'storage', DAMAGED);
    }
    const { exitCode, stdout, stderr } = await home.run('doctor --json');
    expect({ exitCode, stderr: JSON.parse(stderr) }).toMatchObject({
      exitCode: 1,
      stderr: { error: { code: 'unwell' } },
    });
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ ok: false, message: expect.stringMatching(DAMAGED) }),
    );
  });

  test('by a loop of links', async () => {
    const home = homes.empty();
    symlinkSync('b.db', home.path('a.db'));
    symlinkSync('a.db', home.path('b.db'));
    expectWords(await home.run('list --db a.db'), 'storage', /a\.db cannot be opened/);
  });

  test('by a name that is too long', async () => {
    expectWords(await homes.empty().run(`list --db ${'x'.repeat(300)}`), 'storage', /The database .*x{100}/);
  });
});

describe('a folder that is gone', () => {
  test('is that of a relative --db', async () => {
    const outcome = await homes.season().sh('mkdir gone; cd gone; rmdir ../gone; numina 2>&1 list --db my.db');
    // The shell has a word for it too.
    const stderr = outcome.stdout.slice(outcome.stdout.indexOf('numina:'));
    expectWords({ ...outcome, stderr }, 'failure', /The folder you are in is gone/);
  });

  test('is that for temporary files', async () => {
    const home = homes.empty();
    expectWords(await home.run('demo', { env: { TMPDIR: home.path('gone') } }), 'failure', /gone.* cannot be used/);
  });
});

test('a limit on the size of files is reported by an import', async () => {
  const home = homes.season();
  const rows = Array.from({ length: 3000 }, (_, index) => `Class ${index},2026-12-01T10:00`);
  writeFileSync(home.path('many.csv'), ['class,starts_at', ...rows].join('\n'));
  expectWords(await home.sh('ulimit -f 400; numina import many.csv'), 'storage', /cannot be opened|no room left/);
  expect(await home.bookings()).toHaveLength(9);
});

describe.skipIf(!canMount())('(needs to mount a tmpfs) a disk', () => {
  let home: Home;
  let disk = '';
  beforeAll(() => {
    home = homes.season();
    disk = home.path('disk');
    mountDisk(disk, '2m');
    cpSync(home.database, home.path('disk', 'numina.db'));
    chmodSync(home.path('disk', 'numina.db'), 0o600);
    cpSync(dirname(home.database), home.path('copy'), { recursive: true });
    fillDisk(disk);
  });
  afterAll(() => unmountDisk(disk));

  test.each([
    'book Yoga --at 2026-12-24T10:00',
    'cancel next',
    'cancel next --json',
    'undo --yes',
    'export -o disk/all.ics',
    'daemon --once',
    'config set clock 12',
  ])('that is full: %s', async (words) => {
    const env = { NUMINA_DB: home.path('disk', 'numina.db'), NUMINA_CONFIG: home.path('disk', 'config.toml') };
    expectWords(await home.run(words, { env }), 'storage', /no room left on the disk|cannot be opened/);
    expect(await home.json('list', { env: { NUMINA_DB: home.path('copy', 'numina.db') } })).toHaveLength(9);
  });
});
