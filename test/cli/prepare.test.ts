import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProcess, type Session } from '../../src/app.ts';
import type { Prompter } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import { digestRows } from '../../src/db/copy/copy-rows.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { styleOf } from '../render/samples.ts';
import { type DatabasePlace, makeDatabasePlace } from '../support/database-place.ts';

// What a command asks before it begins changes nothing, whatever is answered: another connection sees no write.

let folder = '';
let session: Session;
let place: DatabasePlace;
let watcher: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numina-test-'));
  place = await makeDatabasePlace();
  const NUMINA_DB = place.path;
  const env = { HOME: folder, NUMINA_DB, NUMINA_NOW: '2026-11-22T09:00:00-05:00', NUMINA_ZONE: 'America/New_York' };
  session = openProcess({ env }).session();
  for (const when of ['2026-11-22T07:30', '2026-11-22T08:15', '2026-11-27T18:00', '2026-12-04T18:00']) {
    const { action, input } = await prepared(['book', 'Spin', '--at', when]);
    await action.run(session, input, () => undefined);
  }
  watcher = await openDatabase({ path: NUMINA_DB, createFolder: false, now: session.process.clock.now() });
});
afterAll(async () => {
  await watcher.close();
  await session.process.close();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What another connection finds in all tables. */
const found = () => watcher.withAllRows('watch', (all) => digestRows(all, () => undefined));

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
  const before = await found();
  const asked: string[] = [];
  await prepared(line.split(' '), asked);
  expect(asked).toHaveLength(questions);
  expect(await found()).toEqual(before);
});

it('would see a write', async () => {
  const before = await found();
  const { action, input } = await prepared(['edit', 'next', '--notes', 'mat']);
  await action.run(session, input, () => undefined);
  expect(await found()).not.toEqual(before);
});
