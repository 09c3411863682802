import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { SUITES } from './suites.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

/** What vitest itself would run: a file and its suite. */
const listed = JSON.parse(
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'list', '--filesOnly', '--json'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  ),
) as readonly { readonly file: string; readonly projectName: string }[];

describe('the suites', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(import.meta.dirname, name));

  it('hold every test file, each once', () => {
    expect(listed.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it('are all asked for', () => {
    expect(new Set(listed.map(({ projectName }) => projectName))).toEqual(new Set(['main', ...Object.keys(SUITES)]));
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
