import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { buildAgent } from '../../src/daemon/launchd.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';
import { AWKWARD, PLAIN } from './service-samples.ts';

const path = useTemporaryFolder();
const isMissing = spawnSync('plistutil', ['--version']).error !== undefined;
const needs = isMissing ? ' (needs plistutil)' : '';
const LOG = '/Users/ana/Library/Logs/numina/daemon & more.log';

/**
 * The keys and values of the plist in their order, as plistutil understands it, or null where it is none: its exit
 * code is 0 also then.
 */
async function readPlist(text: string): Promise<readonly string[] | null> {
  const [agent, binary, xml] = [path('agent.plist'), path('agent.bin'), path('agent.xml')];
  writeFileSync(agent, text);
  await execa('plistutil', ['-i', agent, '-f', 'bin', '-o', binary], { reject: false });
  if (!existsSync(binary)) return null;
  await execa('plistutil', ['-i', binary, '-f', 'xml', '-o', xml]);
  const tokens = readFileSync(xml, 'utf8').matchAll(/<(?:key|string|integer)>([^<]*)<|<(true|false)\/>/g);
  return [...tokens].map(([, text = '', flag]) => flag ?? decode(text));
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('the launchd agent', () => {
  it('is XML in which nothing of a path is a tag', () => {
    const text = buildAgent(AWKWARD, LOG);
    expect(text).toContain('<string>/home/ana/it\'s "mine" &amp; &lt;yours&gt;/$HOME/a\\b/numina.js</string>');
    expect(text).toContain('<string>/Users/ana/Library/Logs/numina/daemon &amp; more.log</string>');
  });
});

describe.skipIf(isMissing)(`plistutil${needs}`, () => {
  it.each([PLAIN, AWKWARD])('reads what was meant (%#)', async (program) => {
    expect(await readPlist(buildAgent(program, LOG))).toEqual([
      ...['Label', 'numina.daemon'],
      ...['ProgramArguments', program.node, program.program, ...program.words],
      ...['EnvironmentVariables', 'PATH', expect.stringContaining('/opt/homebrew/bin')],
      ...Object.entries(program.environment).flat(),
      ...['RunAtLoad', 'true', 'KeepAlive', 'SuccessfulExit', 'false', 'ThrottleInterval', '30', 'Umask', '63'],
      ...['StandardOutPath', LOG, 'StandardErrorPath', LOG],
    ]);
  });

  it('would find broken XML', async () => {
    expect(await readPlist(buildAgent(PLAIN, LOG).replace('</array>', ''))).toBeNull();
  });
});
