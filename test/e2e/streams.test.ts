import { describe, expect, test } from 'vitest';
import { namesOf, SEASON, useHomes } from './program.ts';

const homes = useHomes();

describe.concurrent('the process', () => {
  test('a reader that stops early is not an error', async () => {
    const home = homes.season();
    for (const command of ['list', 'list --json', 'list --plain', 'export', 'calendar', '--help']) {
      const { stdout, stderr, exitCode } = await home.sh(
        `{ numina ${command}; echo "$?" >code; } | head -n 1; cat code`,
      );
      expect({ stderr, exitCode, lines: stdout.trimEnd().split('\n').length }, command).toEqual({
        stderr: '',
        exitCode: 0,
        lines: 2,
      });
      expect(stdout, command).toMatch(/\n0\n$/);
    }
  });

  test('nothing is created by help and version but the code cache', async () => {
    const home = homes.empty();
    await home.run('--version');
    await home.run('--help');
    await home.run('book --help');
    await home.run('help config');
    expect((await home.sh('ls -A')).stdout).toBe('');
  });

  test('files are made for their owner alone', async () => {
    const home = homes.empty();
    await home.run('list');
    await home.run('config set clock 12');
    const { stdout } = await home.sh('umask 000; find .local .config -printf "%m %y %f\\n" | sort');
    const own = stdout.split('\n').filter((line) => /numina|config\.toml/.test(line));
    expect(own).toEqual(['600 f config.toml', '600 f numina.db', '700 d numina', '700 d numina']);
  });

  test.each([
    ['no HOME', { HOME: undefined, NUMINA_CONFIG: '/dev/null' }],
    ['a cache folder below a file', { XDG_CACHE_HOME: '/dev/null/cache' }],
    ['a cache folder that cannot be made', { XDG_CACHE_HOME: '/proc/cache' }],
    ['no cache folder at all', { XDG_CACHE_HOME: undefined, HOME: '/dev/null' }],
    ['no locale', { LANG: undefined }],
    ['no TERM', { TERM: undefined }],
  ])('%s does not stop it', async (_, env) => {
    const home = homes.season();
    const words = ['list', '--json', '--db', home.path('.local', 'share', 'numina', 'numina.db')];
    const { stdout, stderr, exitCode } = await home.run(words, { env });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(namesOf(JSON.parse(stdout))).toEqual(SEASON);
  });
});
