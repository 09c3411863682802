import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProcess, type Session } from '../../src/app.ts';
import type { Prompter } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import { styleOf } from '../render/samples.ts';

// What a command asks before it begins changes nothing, whatever is answered: another connection sees no write.

let folder = '';
let session: Session;
let watcher: InstanceType<typeof Database>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numina-test-'));
  const NUMINA_DB = join(folder, 'numina.db');
  const env = { HOME: folder, NUMINA_DB, NUMINA_NOW: '2026-11-22T09:00:00-05:00', NUMINA_ZONE: 'America/New_York' };
  session = openProcess({ env }).session();
  for (const when of ['2026-11-22T07:30', '2026-11-22T08:15', '2026-11-27T18:00', '2026-12-04T18:00']) {
    const { action, input } = await prepared(['book', 'Spin', '--at', when]);
    await action.run(session, input, () => undefined);
  }
  watcher = new Database(NUMINA_DB);
});
afterAll(async () => {
  watcher.close();
  await session.process.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Answers whatever it is asked, and remembers that it was. */
function somebody(asked: string[]): Prompter {
  return {
    tell: () => undefined,
    ask: async (question) => {
      asked.push(question);
      return question.startsWith('When') ? 'tomorrow 18:00' : 'Spin';
    },
    confirm: async (question) => asked.push(question) > 0,
    choose: async (question, [first]) => {
      asked.push(question);
      if (!first) throw new Error('There is no choice.');
      return first.value;
    },
    chooseNumber: async (question, _, suggestion) => {
      asked.push(question);
      return suggestion;
    },
    keys: () => ({ next: async () => ({ kind: 'escape' }), close: () => undefined }),
  };
}

async function prepared(argv: readonly string[], asked: string[] = []) {
  const invocation = await readCommandLine(argv, { write: () => undefined, width: 80 });
  if (!invocation) throw new Error('help');
  const { action } = await invocation.spec.load();
  const draft = await action.parse(invocation.raw, { isScreen: true }, session);
  const input = action.prepare ? await action.prepare(session, draft, somebody(asked), styleOf(80)) : draft;
  return { action, input };
}

it.each<[line: string, questions: number]>([
  ['book', 2],
  ['book Spim tomorrow 18:00', 1],
  ['attend', 1],
  ['attend spin', 1],
  ['cancel', 1],
  ['cancel spin', 1],
  ['no-show', 1],
  ['edit spin --notes mat', 1],
  ['show', 1],
  ['delete last', 1],
  ['delete', 2],
  ['export --google spin', 1],
])('%s asks, and writes nothing yet', async (line, questions) => {
  const version = () => watcher.pragma('data_version', { simple: true });
  const before = version();
  const asked: string[] = [];
  await prepared(line.split(' '), asked);
  expect(asked).toHaveLength(questions);
  expect(version()).toBe(before);
});

it('would see a write', async () => {
  const before = watcher.pragma('data_version', { simple: true });
  const { action, input } = await prepared(['edit', 'next', '--notes', 'mat']);
  await action.run(session, input, () => undefined);
  expect(watcher.pragma('data_version', { simple: true })).not.toBe(before);
});
