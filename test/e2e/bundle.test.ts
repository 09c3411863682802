import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useHomes } from './program.ts';

const DIST = join(import.meta.dirname, '../../dist');
const SRC = join(import.meta.dirname, '../../src');
const homes = useHomes();

/** Leaves the names of what a program has read of itself and of Node. */
const NOTE_LOADED = `const { dirname, join, basename } = require('node:path');
const fs = require('node:fs');
const own = [];
const read = fs.readFileSync;
fs.readFileSync = (file, ...rest) => {
  if (String(file).includes('/dist/')) own.push(basename(String(file)));
  return read(file, ...rest);
};
process.on('exit', () => {
  const ofNode = process.moduleLoadList.map((each) => each.replace(/^NativeModule /, ''));
  fs.writeFileSync(join(__dirname, 'loaded'), [...own, ...ofNode].join('\\n'));
});`;

// The launcher reads the program as Latin-1, where a letter beyond ASCII would be several others.
test.each(readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cjs')))(
  '%s has no letter beyond ASCII',
  (name) => {
    expect(readFileSync(join(DIST, name), 'utf8')).not.toMatch(/[^\x00-\x7f]/);
  },
);

describe('a start', () => {
  test.each(['next', 'list', 'upcoming', 'calendar', 'show next', 'streak', 'stats', 'attend last', 'book Yin'])(
    'of %s loads the file for every day alone',
    async (line) => {
      const home = homes.season();
      const words = line === 'book Yin' ? ['book', 'Yin', '--at', '2026-12-03T18:00'] : line.split(' ');
      expect(await home.run(words, { env: { XDG_CACHE_HOME: home.path('cache') } })).toMatchObject({ exitCode: 0 });
      const [folder = ''] = readdirSync(home.path('cache', 'numina'));
      expect(readdirSync(home.path('cache', 'numina', folder))).toEqual([`${words[0]}~numina`]);
    },
  );

  // Not even what Node has for `fetch`, which pg would load, nor its cryptography, which only a password needs.
  test('with a record at a server loads one more, and of Node little beside sockets', async () => {
    const home = homes.empty();
    writeFileSync(home.path('note.cjs'), NOTE_LOADED);
    const { exitCode, stderr } = await home.run(['next', '--db', 'postgres://ana@127.0.0.1:1/numina'], {
      env: { NODE_OPTIONS: `--require=${home.path('note.cjs')}` },
    });
    expect(stderr).toContain('postgres://ana@127.0.0.1:1/numina');
    expect(exitCode).toBe(5);
    const loaded = readFileSync(home.path('loaded'), 'utf8').split('\n');
    expect(loaded.filter((name) => name.endsWith('.cjs'))).toEqual(['numina.cjs', 'postgres.cjs']);
    expect(loaded).toContain('net');
    for (const name of ['crypto', 'tls', 'internal/deps/undici/undici']) expect(loaded).not.toContain(name);
  });

  test('reads no mail, no feed, no daemon and no schema', () => {
    const [everyday = '', seldom = ''] = ['numina.cjs', 'seldom.cjs'].map((name) =>
      readFileSync(join(DIST, name), 'latin1'),
    );
    for (const room of ['intake/mail', 'intake/ics', 'intake/feeds', 'daemon', 'doctor']) {
      const words = wordsOfItsOwn(room);
      expect(
        words.filter((word) => everyday.includes(word)),
        room,
      ).toEqual([]);
      expect(words.filter((word) => seldom.includes(word)).length, room).toBeGreaterThan(2);
    }
    expect(everyday).not.toContain('ZodType');
  });
});

test('the web calendar loads 150 KB of script at most, packed as it goes over the wire', () => {
  expect(statSync(join(DIST, 'web', 'web.js.gz')).size).toBeLessThan(150_000);
  expect(statSync(join(DIST, 'web', 'web.js.br')).size).toBeLessThan(150_000);
});

describe('a server', () => {
  test('is a file of its own: the others have none of it', () => {
    const [everyday = '', seldom = '', server = ''] = ['numina.cjs', 'seldom.cjs', 'serve.cjs'].map((name) =>
      readFileSync(join(DIST, name), 'latin1'),
    );
    const words = wordsOfItsOwn('server');
    expect(words.filter((word) => everyday.includes(word) || seldom.includes(word))).toEqual([]);
    expect(words.filter((word) => server.includes(word)).length).toBeGreaterThan(5);
    for (const word of ['ZodType', 'createServer']) {
      expect([everyday.includes(word), seldom.includes(word), server.includes(word)], word).toEqual([
        false,
        false,
        true,
      ]);
    }
  });
});

test('what --debug prints has the names of the source', async () => {
  const { stderr } = await homes.season().run(['show', 'nothing of the kind', '--debug']);
  expect(stderr).toMatch(/^NotFoundError: /m);
  expect(stderr).toMatch(/^ +at (?:async )?runCommand \(/m);
});

test('a sign in a regular expression means itself in the built program', async () => {
  const home = homes.empty();
  await home.run(['book', 'Yoga', 'tomorrow', '18:00–19:15', '--price', '14€']);
  expect(await home.bookings()).toMatchObject([{ durationMinutes: 75, price: 14, currency: 'EUR' }]);
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(DIST, '..', 'package.json'), 'utf8'));
  for (const words of ['--version', '-V']) {
    expect(await homes.empty().run(words)).toEqual({ stdout: `numina ${version}\n`, stderr: '', exitCode: 0 });
  }
});

/** What is written in one room of src alone, as `'no_such_feed'`. */
function wordsOfItsOwn(room: string): readonly string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const words = (isInside: boolean) =>
    files
      .filter((name) => name.startsWith(`${room}/`) === isInside)
      .flatMap((name) => readFileSync(join(SRC, name), 'utf8').match(/(?<=')[a-z]+(?:[_-][a-z]+)+(?=')/g) ?? []);
  const others = new Set(words(false));
  return [...new Set(words(true))].filter((word) => !others.has(word)).map((word) => `"${word}"`);
}
