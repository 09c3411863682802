import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useHomes } from './program.ts';

const homes = useHomes();
const README = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

test('the pictures are what the demo shows', async () => {
  const [, pictures = ''] = /```\n(\$ [\s\S]*?)```/.exec(README) ?? [];
  const env = { NUMINA_NOW: '2026-11-24T09:12:00+01:00', NUMINA_ZONE: 'Europe/Berlin', COLUMNS: '80' };
  const { stdout } = await homes.empty().run('demo', { env });
  const withoutIds = (text: string) => text.replace(/ [0-9a-f]{4,8}$/gm, ' id');
  const shown = pictures
    .trim()
    .split(/^\$ numina .*\n/m)
    .slice(1);
  expect(shown).toHaveLength(3);
  for (const picture of shown) expect(withoutIds(stdout)).toContain(withoutIds(picture.trimEnd()));
});

test('the tour works as pasted, in an empty home, line after line', async () => {
  const [, tour = ''] = /## A tour of five minutes\n([\s\S]*?)\n## /.exec(README) ?? [];
  const blocks = [...tour.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block.trim());
  const lines = blocks.flatMap((block) => block.match(/^.*<<'MAIL'\n[\s\S]*?\nMAIL$|^.+$/gm) ?? []);
  expect(lines.length).toBeGreaterThan(15);
  const home = homes.empty();
  for (const line of lines) {
    const { stdout, stderr, exitCode } = await home.sh(line);
    expect({ exitCode, stderr }, line).toMatchObject({ exitCode: 0, stderr: expect.not.stringMatching(/numina:/) });
    if (!line.includes('>')) expect(stdout, line).not.toBe('');
  }
});

test('the CSV it shows is read as it stands', async () => {
  const [, csv = ''] = /```csv\n([\s\S]*?)```/.exec(README) ?? [];
  const { stdout } = await homes.empty().run('import - --json', { input: csv });
  expect(JSON.parse(stdout)).toMatchObject({ created: 2, skipped: [] });
});
