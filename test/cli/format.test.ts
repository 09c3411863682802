import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProcess, type Session } from '../../src/app.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { writeError } from '../../src/cli/write-error.ts';
import { styleOf } from '../render/samples.ts';
import { type DatabasePlace, makeDatabasePlace } from '../support/database-place.ts';

// `--format` of everything that shows bookings, without a process.

let folder = '';
let place: DatabasePlace;
let session: Session;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numina-test-'));
  place = await makeDatabasePlace();
  const env = {
    HOME: folder,
    NUMINA_DB: place.path,
    NUMINA_NOW: '2026-11-22T09:00:00-05:00',
    NUMINA_ZONE: 'America/New_York',
  };
  session = openProcess({ env }).session();
  for (const words of [
    ['Barre', '--at', '2026-11-17T18:00', '--location', 'Studio North', '--instructor', 'Ana'],
    ['Spin', '--at', '2026-11-27T18:00', '--location', 'Velo', '--price', '14', '--currency', 'EUR'],
    ['Yoga', '--at', '2026-12-30T07:30'],
  ]) {
    await run(['book', ...words]);
  }
});
afterAll(async () => {
  await session.process.close();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function run(argv: readonly string[], isScreen = false): Promise<string> {
  const invocation = await readCommandLine(argv, { write: () => undefined, width: 80 });
  if (!invocation) throw new Error('help');
  const { action } = await invocation.spec.load();
  const style = styleOf(80);
  const parsed = await action.parse(invocation.raw, { isScreen }, session);
  // Nobody is asked anything by these: a question would fail.
  const prompter = new Proxy({} as never, { get: (_, key) => Promise.reject(new Error(`asked: ${String(key)}`)) });
  const input = action.prepare ? await action.prepare(session, parsed, isScreen ? prompter : null, style) : parsed;
  return action.toText(await action.run(session, input, () => undefined), style);
}

const TEMPLATE = '{class}, {startsAt:EEE d MMM}';

describe.each([false, true])('with --format, on a screen: %s', (isScreen) => {
  it.each([
    ['next', ['Spin, Fri 27 Nov']],
    ['upcoming', ['Spin, Fri 27 Nov']],
    ['upcoming --days 60', ['Spin, Fri 27 Nov', 'Yoga, Wed 30 Dec']],
    ['upcoming --search nothing', []],
    ['history', ['Barre, Tue 17 Nov']],
    ['inbox', ['Barre, Tue 17 Nov']],
    ['show spin', ['Spin, Fri 27 Nov']],
  ])('%s is a line for each', async (line, lines) => {
    expect(await run([...line.split(' '), '--format', TEMPLATE], isScreen)).toBe(lines.join('\n'));
  });
});

it('list is a line for each, in its order', async () => {
  const lines = ['Barre, Tue 17 Nov', 'Spin, Fri 27 Nov', 'Yoga, Wed 30 Dec'];
  expect((await run(['list', '--format', TEMPLATE])).split('\n')).toEqual(lines);
  expect((await run(['list', '--format', TEMPLATE], true)).split('\n')).toEqual(lines.toReversed());
  expect(await run(['list', '--format', '{place} {price} {currency}', '--from', '2026-11-20', '--limit', '1'])).toBe(
    'Velo 14 EUR',
  );
});

it('classes is a line for each class', async () => {
  const text = await run(['classes', '--format', '{class} ({instructor}) {durationMinutes} {bookings} {lastAt:d MMM}']);
  expect(text.split('\n').toSorted()).toEqual([
    'Barre (Ana) 60 1 17 Nov',
    'Spin () 60 1 27 Nov',
    'Yoga () 60 1 30 Dec',
  ]);
});

it.each(['next', 'classes'])(
  '%s tells what it knows to whoever asks for something else, and where the rest is told',
  async (command) => {
    const error = await run([command, '--format', '{colour}']).catch((reason: unknown) => reason);
    let told = '';
    const stderr = { write: (text: string) => (told += text) };
    writeError(error, [], { stderr, env: {} } as unknown as Terminal);
    const names = command === 'next' ? ['class', 'in', 'startsAt'] : ['class', 'id'];
    for (const name of names) expect(told).toContain(`{${name}}`);
    expect(told.includes('numina help json')).toBe(command === 'next');
    expect(told).not.toContain('…');
    expect(told.trimEnd().split('\n')).toHaveLength(2);
    expect(Math.max(...told.split('\n').map((line) => line.length))).toBeLessThan(300);
  },
);

it.each(['list', 'upcoming', 'history', 'inbox', 'classes', 'next', 'show last'])(
  '%s refuses what it does not know, by name',
  async (line) => {
    const attempt = run([...line.split(' '), '--format', '{colour}']);
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: 'bad_template', kind: 'usage' }));
  },
);
