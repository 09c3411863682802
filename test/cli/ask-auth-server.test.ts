import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProcess, type Session } from '../../src/app.ts';
import { askAuthServer } from '../../src/cli/ask-auth-server.ts';
import type { Prompter } from '../../src/cli/command.ts';
import { deliver, historyOf, makeMaildir, SERVER } from '../intake/mailbox/maildir-samples.ts';
import { useDatabasePlace } from '../support/database-place.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

// `sync add` of a mailbox on a terminal.

const folder = useTemporaryFolder();
const place = useDatabasePlace();
let session: Session;

beforeEach(() => {
  mkdirSync(folder('home'));
  const env = { HOME: folder('home'), NUMINA_DB: place() };
  session = openProcess({ env: { ...env, NUMINA_NOW: '2026-11-22T12:00:00Z', NUMINA_ZONE: 'UTC' } }).session();
});
afterEach(() => session.process.close());

/** Asks as `sync add post PLACE` does. Answers that are refused are followed by the next one. */
async function ask(place: string, isRight: boolean, answers: readonly string[] = [], said: object = {}) {
  const shown: string[] = [];
  const prompter: Partial<Prompter> = {
    tell: (lines) => void shown.push(...lines),
    confirm: async (question) => {
      shown.push(question);
      return isRight;
    },
    async ask(question, check) {
      shown.push(question);
      for (const answer of answers) {
        const wrong = await check(answer);
        if (wrong === null) return answer;
        shown.push(wrong);
      }
      throw new Error(`No answer to ${question}`);
    },
  };
  const server = await askAuthServer(session, { ...said, name: 'post', place }, prompter as Prompter);
  return { server, shown };
}

function maildir(count = 3): string {
  const mails = Array.from({ length: count }, (_, index) => [
    `new/${index}.a`,
    deliver(historyOf(index + 1, index + 1).confirmed),
  ]);
  return `maildir:${makeMaildir(folder(`mail-${count}`), Object.fromEntries(mails))}`;
}

const PROPOSED = [
  `Nearly all of its mails say at the top that ${SERVER} has checked who they are of.`,
  'Is it your mail provider’s?',
];
const QUESTION = [
  'The server of your mail provider vouches for the senders of mails. Without one, every mail waits.',
  'Which server? (Enter for none)',
];

test('the server that its mails name is proposed, and taken where the person says so', async () => {
  expect(await ask(maildir(), true)).toEqual({ server: SERVER, shown: PROPOSED });
});

test('it is not taken without that: another server may be named, or none', async () => {
  expect(await ask(maildir(), false, ['mx.other.example'])).toEqual({
    server: 'mx.other.example',
    shown: [...PROPOSED, ...QUESTION],
  });
  expect((await ask(maildir(), false, [''])).server).toBeUndefined();
});

test('too few mails propose nothing, and a wrong name is asked for again', async () => {
  const { server, shown } = await ask(maildir(2), true, ['two words', 'mx.example.com']);
  expect(server).toBe('mx.example.com');
  expect(shown).toEqual([...QUESTION, expect.stringContaining('It is the name after Authentication-Results:')]);
});

test('a mailbox that cannot be read can be added all the same, with the reason', async () => {
  const password = { user: 'ana', passwordFile: folder('none') };
  const { server, shown } = await ask('imap://localhost:1/INBOX', true, ['mx.example.com'], password);
  expect(server).toBe('mx.example.com');
  expect(shown).toEqual([expect.stringMatching(/^The mailbox cannot be looked at now\. /), ...QUESTION]);
});

test('wrong values are reported before the question', async () => {
  await expect(ask('imaps://mail.example.com/INBOX', true)).rejects.toMatchObject({ kind: 'usage' });
  await expect(ask('maildir:/nowhere', true)).rejects.toMatchObject({ code: 'bad_maildir' });
});

test('nothing is asked about a calendar, or where the server is said', async () => {
  expect(await ask('https://studio.example/a.ics', true)).toEqual({ server: undefined, shown: [] });
  expect(await ask(maildir(), true, [], { authServer: 'mx' })).toEqual({ server: 'mx', shown: [] });
});
