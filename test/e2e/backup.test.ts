import { existsSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { useHomes } from '../support/home.ts';
import { patient } from '../support/patience.ts';
import { PROGRAM } from './program.ts';

const homes = useHomes();

test('restore is refused while a daemon runs', async () => {
  const home = homes.season();
  await home.run('backup all.db');
  const daemon = execa(process.execPath, [PROGRAM, 'daemon'], { env: home.env, extendEnv: false, reject: false });
  const { log } = home.daemonFiles();
  await expect
    .poll(() => existsSync(log) && readFileSync(log, 'utf8').includes('"day"'), { timeout: patient(5000) })
    .toBe(true);
  const { stderr, exitCode } = await home.run('restore all.db --yes');
  daemon.kill('SIGTERM');
  await daemon;
  expect({ exitCode, stderr }).toEqual({
    exitCode: 4,
    stderr: expect.stringMatching(/A daemon (?:is running already|of this machine serves ).*\n.*Let it go first/),
  });
  expect((await home.run('restore all.db --yes')).exitCode).toBe(0);
});
