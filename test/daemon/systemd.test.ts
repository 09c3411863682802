import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { ServiceProgram } from '../../src/daemon/service-program.ts';
import { buildUnit } from '../../src/daemon/systemd.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';
import { AWKWARD, PLAIN } from './service-samples.ts';

const path = useTemporaryFolder();
const isMissing = spawnSync('systemd-analyze', ['--version']).status !== 0;
const needs = isMissing ? ' (needs systemd-analyze)' : '';

/** What systemd has to say of the unit; nothing where all is well. The Node it names is put there. */
async function verify(unit: string): Promise<string> {
  writeFileSync(path('numina.service'), unit);
  mkdirSync(path('runtime'), { mode: 0o700, recursive: true });
  const words = ['verify', '--user', '--man=no', '--recursive-errors=no', path('numina.service')];
  const env = { XDG_RUNTIME_DIR: path('runtime') };
  const { all, exitCode } = await execa('systemd-analyze', words, { env, all: true, reject: false });
  return `${exitCode === 0 ? '' : `exit ${exitCode}: `}${all}`;
}

function installNode(name: string): string {
  const node = path(name);
  mkdirSync(dirname(node), { recursive: true });
  writeFileSync(node, '#!/bin/sh\n');
  chmodSync(node, 0o755);
  return node;
}

describe('the systemd unit', () => {
  it('is this', () => {
    expect(buildUnit({ ...PLAIN, environment: { NUMINA_ZONE: 'Europe/Berlin' } })).toBe(`[Unit]
Description=numina, reminders of your fitness classes

[Service]
Type=exec
ExecStart=":/usr/bin/node" "/usr/local/bin/numina" "daemon" "run"
Environment="NUMINA_ZONE=Europe/Berlin"
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
SystemCallArchitectures=native

[Install]
WantedBy=default.target
`);
  });

  it('doubles every % and guards quotes and backslashes', () => {
    const unit = buildUnit(AWKWARD);
    expect(unit).toContain('ExecStart=":/opt/my node/100%%/bin/node" "/home/ana/it\'s \\"mine\\"');
    expect(unit).toContain('/$HOME/a\\\\b/numina.js" "daemon" "run" "--db" "/home/ana/classes 50%%h.db"\n');
    expect(unit).toContain('Environment="NUMINA_CONFIG=/home/ana/a \\"b\\" %%h $x \\\\n.toml"\n');
  });
});

describe.skipIf(isMissing)(`systemd${needs}`, () => {
  it.each<readonly [string, (node: string) => ServiceProgram]>([
    ['plain paths', (node) => ({ ...PLAIN, node })],
    ['spaces, percent signs, quotes and dollars', (node) => ({ ...AWKWARD, node })],
  ])('finds nothing wrong with %s', async (_, program) => {
    expect(await verify(buildUnit(program(installNode('my %h node $x/bin/node'))))).toBe('');
  });

  it('would find a Node that is not there, and a line it does not know', async () => {
    expect(await verify(buildUnit({ ...PLAIN, node: path('none') }))).toContain('not executable');
    expect(await verify(buildUnit(PLAIN).replace('UMask=', 'UMasc='))).toContain('UMasc');
  });
});
