import { describe, expect, it } from 'vitest';
import { runProgram } from '../src/run-program.ts';
import { onThisMachine, patient } from './support/patience.ts';

const LIMITS = { timeMs: patient(20_000), outputBytes: 65_536 };
const shell = (script: string) => ['sh', '-c', script];

describe('a program', () => {
  it('gives what it prints and its exit code, and reads nothing', async () => {
    const end = await runProgram(shell('cat; echo out; echo said >&2; exit 3'), LIMITS);
    expect(end).toEqual({ exitCode: 3, stdout: 'out', stderr: 'said', isTimedOut: false, reason: null });
  });

  it('gets its words as they are, without a shell', async () => {
    const end = await runProgram(['printf', '%s|', '$HOME', '* ; ls', ''], LIMITS);
    expect(end.stdout).toBe('$HOME|* ; ls||');
  });

  it.each([
    ['that is not there', ['no-such-program-here'], 'ENOENT'],
    ['without a name', [], 'ERR_INVALID_ARG_VALUE'],
    ['with a word that no program can be given', ['echo', 'a\0b'], 'ERR_INVALID_ARG_VALUE'],
    ['that a signal ends', shell('kill -TERM $$'), 'SIGTERM'],
    ['that prints without end', shell('yes'), 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'],
  ])('%s says why it has no end of its own', async (_which, command, reason) => {
    expect(await runProgram(command, LIMITS)).toMatchObject({ reason, isTimedOut: false });
  });
});

describe('a child that is left behind', () => {
  const limits = { ...LIMITS, timeMs: 500 };

  it('is not waited for where its parent is stopped', async () => {
    const end = await runProgram(shell('sleep 30 & echo begun; sleep 30'), limits);
    expect(end).toMatchObject({ exitCode: null, isTimedOut: true });
  });

  it('is waited for until the limit where its parent has ended well, which counts as its end', async () => {
    const end = await runProgram(shell('sleep 30 & echo secret'), { ...LIMITS, timeMs: onThisMachine(1000) });
    expect(end).toMatchObject({ exitCode: 0, stdout: 'secret', isTimedOut: false, reason: null });
  });

  it('is not waited for where the work is given up', async () => {
    const work = new AbortController();
    const running = runProgram(shell('sleep 30 & sleep 30'), { ...LIMITS, signal: work.signal });
    setTimeout(() => work.abort(), 100);
    expect(await running).toMatchObject({ exitCode: null, reason: 'ABORT_ERR' });
  });
});

it('starts nothing for work that is given up already', async () => {
  const end = await runProgram(['no-such-program-here'], { ...LIMITS, signal: AbortSignal.abort() });
  expect(end.reason).toBe('ABORT_ERR');
});
