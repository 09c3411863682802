import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { homeForExample, runLine } from '../support/example.ts';
import { useHomes } from '../support/home.ts';

const homes = useHomes();

describe('help', () => {
  test.each(COMMANDS.map((spec) => [spec.name, spec] as const))('of %s', async (name, spec) => {
    const { stdout, stderr, exitCode } = await homes.empty().run(`${name} --help`);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(new RegExp(`^Usage: numina ${name} `));
    expect(stdout).toContain(spec.summary);
    expect(spec.examples.length).toBeGreaterThan(0);
    for (const { line } of spec.examples) expect(stdout).toContain(`  $ ${line}\n`);
    for (const { flags } of spec.options ?? []) expect(stdout).toContain(flags);
    for (const { name: word } of spec.arguments ?? []) expect(stdout).toMatch(new RegExp(`^  ${word} `, 'm'));
    const widest = Math.max(...stdout.split('\n').map((line) => (line.startsWith('  $ ') ? 0 : line.length)));
    expect(widest).toBeLessThanOrEqual(80);
  });

  test('is the same in whatever way it is asked for', async () => {
    const home = homes.empty();
    const { stdout } = await home.run('book --help');
    for (const words of ['help book', 'book -h', '--json book --help', 'book Yoga tomorrow --help']) {
      expect(await home.run(words), words).toMatchObject({ stdout, exitCode: 0 });
    }
  });

  test('numina alone, and a family of commands alone, show theirs', async () => {
    const home = homes.empty();
    const whole = await home.run('--help');
    expect(whole).toMatchObject({ stderr: '', exitCode: 0 });
    for (const spec of COMMANDS) expect(whole.stdout).toMatch(new RegExp(`^  ${spec.name.split(' ')[0]} `, 'm'));
    expect(await home.run([])).toEqual(whole);
    expect(await home.run('help')).toEqual(whole);
    const config = await home.run('config');
    expect(config).toMatchObject({ stderr: '', exitCode: 0 });
    expect(config).toEqual(await home.run('config --help'));
    expect(config.stdout).toContain('Usage: numina config');
  });

  test('of a command that does not exist suggests another', async () => {
    const { stdout, stderr, exitCode } = await homes.empty().run('help calender');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('Did you mean calendar?');
  });

  test('fits a narrow screen', async () => {
    const { stdout } = await homes.empty().run('--help', { env: { COLUMNS: '50' } });
    const prose = stdout.split('\n').filter((line) => !line.startsWith('  $ '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

test('a word that looks like help and is the value of an option is that', async () => {
  const home = homes.season();
  expect(await home.json('list --search --help')).toEqual([]);
  expect(await home.run('book --help --bogus')).toMatchObject({ exitCode: 0 });
  expect(await home.run('bogus -V')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^numina \d/) });
});

describe('every example works as printed', () => {
  // A server does not end by itself: test/e2e/serve.test.ts starts its example.
  const lines = COMMANDS.filter(({ name }) => name !== 'serve').flatMap((spec) =>
    spec.examples.map(({ line }) => line),
  );
  test.each(lines)('%s', async (line) => {
    const home = await homeForExample(homes, line);
    const { stderr, exitCode } = await runLine(home, line);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr });
    expect(stderr).not.toContain('numina:');
  });
});
