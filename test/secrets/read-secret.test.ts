import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { readSecret, type SecretSource } from '../../src/secrets/read-secret.ts';
import { patient } from '../support/patience.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const SECRET = 'correct horse; "battery" $staple';
const path = useTemporaryFolder();

function read(source: Partial<SecretSource>, limitMs = 5000, signal = new AbortController().signal): Promise<string> {
  return readSecret('API key', { command: null, file: null, ...source }, limitMs, signal, 'See the manual.');
}

function node(code: string, ...words: string[]): string[] {
  return [process.execPath, '-e', code, ...words];
}

function secretFile(text: string): string {
  writeFileSync(path('secret'), text, { mode: 0o600 });
  return path('secret');
}

describe('a secret', () => {
  it('is the first line that a command prints, and the command sees no shell and no terminal', async () => {
    const code = 'process.stdin.resume().on("end", () => console.log(process.argv[1] + "\\r\\nlogin: ana"))';
    expect(await read({ command: node(code, SECRET), file: '/nowhere' })).toBe(SECRET);
  });

  it('is the first line of a file that only its owner reads', async () => {
    expect(await read({ file: secretFile(`${SECRET}\r\nmore\n`) })).toBe(SECRET);
  });

  it('is found in the home folder where the path begins with ~/', async () => {
    secretFile(SECRET);
    vi.stubEnv('HOME', path('.'));
    try {
      expect(await read({ file: '~/secret' })).toBe(SECRET);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('is not there where nothing says where', async () => {
    await expect(read({})).rejects.toMatchObject({
      kind: 'failure',
      code: 'no_secret',
      message: 'There is no API key.',
      hint: 'See the manual.',
    });
  });
});

describe('a command', () => {
  it.each([
    [
      'says why it failed',
      node('console.error("\\x1b[31mThe store is\\n locked."); process.exit(3)'),
      /ended with code 3: \[31mThe store is locked\.$/,
    ],
    ['prints nothing', node(''), /printed nothing\.$/],
    ['hangs', node('setInterval(() => 0, 1000)'), /did not end within 0\.4 s\.$/],
    [
      'prints without end',
      node('setInterval(() => console.log("x".repeat(9999)))'),
      /failed \(ERR_CHILD_PROCESS_STDIO/,
    ],
    ['is not there', ['no-such-program-here', 'mail'], /^The API key command no-such-program-here is not there\.$/],
    ['is not there as a sentence for a shell', ['echo x; echo y'], /command echo x; echo y is not there\.$/],
    ['is empty', [], /failed \(ERR_INVALID_ARG_VALUE\)/],
    ['has a word that no program can be given', node('', 'a\0b'), /failed \(ERR_INVALID_ARG_VALUE\)/],
  ])('%s', async (does, command, says) => {
    const limitMs = does === 'hangs' ? 400 : patient(5000);
    await expect(read({ command }, limitMs)).rejects.toMatchObject({
      code: 'no_secret',
      message: expect.stringMatching(says),
    });
  });

  it('is never quoted for what it prints, nor for its words', async () => {
    const code = 'console.log(process.argv[1]); process.exit(1)';
    const error: unknown = await read({ command: node(code, SECRET) }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringMatching(/ended with code 1\.$/), cause: undefined });
    expect(String(error)).not.toContain(SECRET);
  });

  it('ends with the work it is for', async () => {
    const work = new AbortController();
    const reading = read({ command: node('setInterval(() => 0, 1000)') }, 60_000, work.signal);
    work.abort();
    await expect(reading).rejects.toThrow(/failed \(ABORT_ERR\)/);
  });
});

describe('a file', () => {
  it('that others can read is not read', async () => {
    const file = secretFile(SECRET);
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(file, mode);
      await expect(read({ file })).rejects.toMatchObject({
        message: `The API key file ${file} can be read by others.`,
        hint: `Close it with chmod 600 ${file}`,
      });
    }
  });

  it('that holds none says so', async () => {
    await expect(read({ file: secretFile('\nx') })).rejects.toThrow(/begins with an empty line\.$/);
    await expect(read({ file: path('none') })).rejects.toThrow(/cannot be read \(ENOENT\)\.$/);
    mkdirSync(path('folder'), { mode: 0o700 });
    await expect(read({ file: path('folder') })).rejects.toThrow(/is not a file\.$/);
  });

  it.skipIf(process.platform === 'win32')('that is a pipe is not waited for (needs named pipes)', async () => {
    execFileSync('mkfifo', ['-m', '600', path('pipe')]);
    await expect(read({ file: path('pipe') })).rejects.toThrow(/is not a file\.$/);
  });
});
