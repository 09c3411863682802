import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Home, PROGRAM, useHomes } from './program.ts';

const { empty } = useHomes();

const UNIT = ['.config', 'systemd', 'user', 'numina.service'] as const;

/** A systemctl that writes down what it is told, as no service manager runs in tests; `code` is how it ends. */
function withSystemctl(home: Home, code = 0): { env: { PATH: string }; calls: () => readonly string[] } {
  const program = home.path('bin', 'systemctl');
  mkdirSync(dirname(program), { recursive: true });
  const log = home.path('calls');
  writeFileSync(log, '');
  writeFileSync(
    program,
    `#!/bin/sh\necho "$*" >>'${log}'\n[ ${code} = 0 ] || echo 'Failed to connect to bus' >&2\nexit ${code}\n`,
  );
  chmodSync(program, 0o755);
  return {
    env: { PATH: [dirname(program), home.env['PATH']].join(delimiter) },
    calls: () => readFileSync(log, 'utf8').trim().split('\n').filter(Boolean),
  };
}

describe.skipIf(platform() !== 'linux')('numina daemon install (needs Linux)', () => {
  it('prints the unit and changes nothing', async () => {
    const home = empty();
    const outcome = await home.run('daemon install --print');
    expect(outcome).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(home.path(...UNIT)) });
    expect(outcome.stdout).toContain(`ExecStart=":${process.execPath}" "${PROGRAM}" "daemon" "run" "--stand-by"\n`);
    expect(outcome.stdout).toContain('Environment="NUMINA_ZONE=America/New_York"\n');
    expect(existsSync(home.path('.config'))).toBe(false);
  });

  it('keeps the database that was named', async () => {
    const home = empty();
    const { stdout } = await home.run('daemon install --print --db my%classes.db');
    expect(stdout).toContain(`"daemon" "run" "--stand-by" "--db" "${home.path('my%%classes.db')}"\n`);
  });

  it('writes the unit for this user alone, starts it, says so and how to look at it', async () => {
    const home = empty();
    const { env, calls } = withSystemctl(home);
    const outcome = await home.run('daemon install', { env });
    expect(outcome).toMatchObject({ exitCode: 0 });
    expect(outcome.stdout).toContain(`Wrote ${home.path(...UNIT)}\n`);
    expect(outcome.stdout).toContain('journalctl --user -u numina');
    expect(statSync(home.path(...UNIT)).mode & 0o777).toBe(0o600);
    const start = ['--user daemon-reload', '--user enable numina.service', '--user restart numina.service'];
    expect(calls()).toEqual(start);

    const removed = await home.run('daemon uninstall', { env });
    expect(removed).toMatchObject({ exitCode: 0, stdout: `Stopped, and removed ${home.path(...UNIT)}\n` });
    expect(existsSync(home.path(...UNIT))).toBe(false);
    expect(calls().slice(3)).toEqual(['--user disable --now numina.service', '--user daemon-reload']);

    const again = await home.run('daemon uninstall --json', { env });
    expect(JSON.parse(again.stdout)).toMatchObject({ manager: 'systemd', removed: false });
  });

  it('says what systemd said where it is not taken', async () => {
    const home = empty();
    const outcome = await home.run('daemon install', { env: withSystemctl(home, 1).env });
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
    expect(outcome.stderr).toContain('systemctl did not start it: Failed to connect to bus.');
    expect(outcome.stderr).toContain('daemon run --once');
  });

  it('refuses the path that a version manager made for one shell, and names one that stays', async () => {
    const home = empty();
    const program = home.path('.local', 'state', 'fnm_multishells', '1_2', 'bin', 'numina');
    mkdirSync(dirname(program), { recursive: true });
    symlinkSync(PROGRAM, program);
    const outcome = await home.sh(`'${process.execPath}' '${program}' daemon install --print`);
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' });
    expect(outcome.stderr).toContain(`${process.execPath} ${PROGRAM} daemon install`);
  });
});
