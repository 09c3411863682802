import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { loadedBy, NOT_OF_A_SERVER, SUITES } from './suites.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

/** What vitest itself would run, of every suite: the files, each with its suite. */
function listed(engine: string) {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const env = { ...process.env, NUMINA_TEST_ENGINE: engine };
  const text = execFileSync(process.execPath, [vitest, 'list', '--filesOnly', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
  return JSON.parse(text) as readonly { readonly file: string; readonly projectName: string }[];
}

const ofSqlite = listed('');
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(import.meta.dirname, name));

describe('the suites', () => {
  it('hold every test file, each once', () => {
    expect(ofSqlite.map(({ file }) => file).sort()).toEqual(files.toSorted());
  });

  it('are all asked for', () => {
    expect(new Set(ofSqlite.map(({ projectName }) => projectName))).toEqual(new Set(['main', ...Object.keys(SUITES)]));
  });
});

describe('the stories on PostgreSQL', () => {
  const ofMain = ofSqlite.filter(({ projectName }) => projectName === 'main').map(({ file }) => relative(ROOT, file));
  const stories = listed('postgres')
    .filter(({ projectName }) => projectName === 'main')
    .map(({ file }) => relative(ROOT, file));

  it('are of every file of `main` that opens a store of the engine', () => {
    const OPENERS = ['src/db/open.ts', 'src/app.ts', 'src/run.ts', 'better-sqlite3', 'test/support/home.ts'];
    const opening = ofMain.filter((file) => OPENERS.some((opener) => loadedBy(ROOT, file).has(opener)));
    const away = opening.filter((file) => !stories.includes(file));
    const names = Object.keys(NOT_OF_A_SERVER);
    expect(away.filter((file) => !names.some((name) => file.startsWith(name)))).toEqual([]);
    expect(names.filter((name) => !away.some((file) => file.startsWith(name)))).toEqual([]);
    expect(stories.length).toBeGreaterThan(110);
    expect(stories.filter((file) => !ofMain.includes(file))).toEqual([]);
  });

  it('have a script, are run by .ci/run, and told to contributors', () => {
    const scripts = JSON.parse(read('package.json')).scripts as Readonly<Record<string, string>>;
    expect(scripts['test:postgres']).toBe('NUMINA_TEST_ENGINE=postgres vitest run --project main');
    expect(read(join('.ci', 'run'))).toMatch(/^npm ci && .*npm run test:postgres(?: |$)/m);
    expect(read('CONTRIBUTING.md')).toContain('npm run test:postgres ');
  });
});

test('every test is in a file whose name says so', () => {
  const others = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => /^\s*(?:it|test)(?:\.\w+)*\(\s*['`]/m.test(read(join('test', name))));
  expect(others).toEqual([]);
});

describe.each(['main', ...Object.keys(SUITES)])('the suite %s', (name) => {
  const script = name === 'main' ? 'test' : `test:${name}`;

  it('has a script', () => {
    const scripts = JSON.parse(read('package.json')).scripts as Readonly<Record<string, string>>;
    expect(scripts[script]).toMatch(new RegExp(`\\bvitest run --project ${name}$`));
  });

  it('is run by .ci/run, and told to contributors', () => {
    const command = name === 'main' ? 'npm test' : `npm run ${script}`;
    expect(read(join('.ci', 'run'))).toMatch(new RegExp(`^npm ci && .*${command}(?: |$)`, 'm'));
    expect(read('CONTRIBUTING.md')).toContain(`${command} `);
  });
});
