import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineIdOf, readMachineId } from '../../src/config/machine-id.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

describe('the id of a machine', () => {
  const path = useTemporaryFolder();
  const env = (name: string) => ({ XDG_DATA_HOME: path(name) });
  const file = (name: string) => path(`${name}/numina/machine-id`);

  it('is made once, at random, and is the person’s own', () => {
    expect(readMachineId(env('a'))).toBeNull();
    const id = machineIdOf(env('a'));
    expect([machineIdOf(env('a')), readMachineId(env('a'))]).toEqual([id, id]);
    expect(statSync(file('a')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file('a'), 'utf8')).toBe(`${id}\n`);
    expect(readdirSync(dirname(file('a')))).toEqual(['machine-id']);
    expect(machineIdOf(env('b'))).not.toBe(id);
  });

  it('is not made from a file that holds none: that is told', () => {
    mkdirSync(dirname(file('c')), { recursive: true });
    writeFileSync(file('c'), 'half');
    expect(readMachineId(env('c'))).toBeNull();
    expect(() => machineIdOf(env('c'))).toThrow(/holds no id of this machine/);
    expect(readFileSync(file('c'), 'utf8')).toBe('half');
  });
});
