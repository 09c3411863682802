import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const CHECK = join(ROOT, 'bin', 'check-install.js');

function check(file: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('an installation that works says nothing', () => {
  expect(check(CHECK)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('one without SQLite ends with one line that says what is needed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'numina-check-'));
  try {
    const file = join(folder, 'check-install.cjs');
    copyFileSync(CHECK, file);
    const { status, stdout, stderr } = check(file);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^numina: better-sqlite3 .* Python 3, make, a C\+\+ compiler and Node's headers .*\n$/);
    expect(stderr.trimEnd()).not.toContain('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('npm goes on to the check: SQLite is optional to it, and the check ships with the package', () => {
  const { files, scripts, dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  expect(Object.keys(optionalDependencies)).toEqual(['better-sqlite3']);
  expect(dependencies).not.toHaveProperty('better-sqlite3');
  expect(scripts.postinstall).toBe('node bin/check-install.js');
  expect(files).toContain('bin');
});
