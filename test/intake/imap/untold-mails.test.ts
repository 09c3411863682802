import { beforeEach, describe, expect, test } from 'vitest';
import { readImap } from '../../../src/intake/imap/read-imap.ts';
import { MAILBOX_LIMITS, type MailboxBatch } from '../../../src/intake/mailbox/mailbox.ts';
import { sampleFolder, sampleMail, subjectOf } from '../../support/imap-samples.ts';
import { useScriptedImap } from '../../support/scripted-imap.ts';

// A mail that a server has found is read, or gone, or told as missing: it is never passed over.

const server = useScriptedImap();
const UIDS = [1, 2, 3];
const OK = 'TAG OK done';
const BABBLE = `* 2 FETCH ${'('.repeat(5000)}`;

/** What the server says of a mail to the `nth` question about it, from 1 on; null for nothing. */
type Telling = (uid: number, nth: number, isForBody: boolean) => string | null;

/** The UIDs that a search finds, by its place among the searches: 1 is that for the mails to read. */
function serve(tell: Telling, find: (nth: number) => readonly number[] = () => UIDS): void {
  const asked = new Map<string, number>();
  const next = (what: string) => {
    asked.set(what, (asked.get(what) ?? 0) + 1);
    return asked.get(what) ?? 0;
  };
  server.lines.length = 0;
  server.answers = {
    CAPABILITY: `* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n${OK}`,
    AUTHENTICATE: 'TAG OK [CAPABILITY IMAP4rev1 SASL-IR] in',
    NAMESPACE: 'TAG BAD unknown',
    LIST: `* LIST () "/" INBOX\r\n${OK}`,
    LSUB: OK,
    EXAMINE: '* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 4] x\r\nTAG OK [READ-ONLY] open',
    NOOP: OK,
    LOGOUT: '* BYE bye\r\nTAG OK bye',
    'UID SEARCH': () => `* SEARCH ${find(next('search')).join(' ')}\r\n${OK}`,
    'UID FETCH': (line) => {
      const isForBody = /BODY/.test(line);
      const uids = (/FETCH ([\d,:]+)/.exec(line)?.[1] ?? '').split(',').flatMap((part) => {
        const [from = 0, to = from] = part.split(':').map(Number);
        return UIDS.filter((uid) => uid >= from && uid <= to);
      });
      const told = uids.map((uid) => tell(uid, next(`${isForBody} ${uid}`), isForBody));
      return [...told.filter((each) => each !== null), OK].join('\r\n');
    },
  };
}

function mail(uid: number): string {
  const octets = sampleMail(`Mail ${uid}`);
  return `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${octets.length} INTERNALDATE "20-Nov-2026 08:00:00 +0000" BODY[]<0> {${octets.length}}\r\n${octets})`;
}

async function read() {
  const options = { cursor: null, since: new Date(0), senders: ['classpass.com'], limits: MAILBOX_LIMITS };
  const batches: MailboxBatch[] = [];
  let error: Error | null = null;
  try {
    const all = readImap(sampleFolder('ana', server.port), { ...options, signal: new AbortController().signal });
    for await (const batch of all) batches.push(batch);
  } catch (thrown) {
    error = thrown as Error;
  }
  const last = batches.at(-1);
  return {
    subjects: batches.flatMap(({ mails }) => mails.map(({ octets }) => subjectOf(octets))),
    lastUid: last ? JSON.parse(last.cursor).lastUid : null,
    error: error?.message ?? null,
  };
}

const ALL = { subjects: ['Mail 1', 'Mail 2', 'Mail 3'], lastUid: 3, error: null };
const UP_TO_FIRST = {
  subjects: ['Mail 1'],
  lastUid: 1,
  error: 'localhost has mail 2 in INBOX, but does not send it.',
};

const SILENCES: readonly [what: string, said: string | null][] = [
  ['is silent about', null],
  ['says what cannot be understood of', BABBLE],
];

describe.each([
  ['what is known of a mail', false],
  ['its body', true],
])('asked for %s', (_, ofBody) => {
  let said: string | null = null;
  const isMeant = (uid: number, isForBody: boolean) => uid === 2 && isForBody === ofBody;

  describe.each(SILENCES)('a server that %s one', (__, silence) => {
    beforeEach(() => {
      said = silence;
    });

    test('once is asked again', async () => {
      serve((uid, nth, isForBody) => (isMeant(uid, isForBody) && nth === 1 ? said : mail(uid)));
      expect(await read()).toEqual(ALL);
    });

    test('and has it still keeps the cursor in front of it, also on the next run', async () => {
      serve((uid, _nth, isForBody) => (isMeant(uid, isForBody) ? said : mail(uid)));
      expect(await read()).toEqual(UP_TO_FIRST);
    });

    test('and no longer finds it is believed that it is gone', async () => {
      serve(
        (uid, _nth, isForBody) => (isMeant(uid, isForBody) ? said : mail(uid)),
        (nth) => (nth === 1 ? UIDS : []),
      );
      expect(await read()).toEqual({ ...ALL, subjects: ['Mail 1', 'Mail 3'] });
      expect(server.lines.filter((line) => /UID SEARCH UID 2$/.test(line))).toHaveLength(1);
    });
  });
});

test('an empty body counts as none', async () => {
  serve((uid) => (uid === 2 ? `* 2 FETCH (UID 2 RFC822.SIZE 90 BODY[]<0> NIL)` : mail(uid)));
  expect(await read()).toEqual(UP_TO_FIRST);
});

test('another mail in the place of the one that was asked for is not that one', async () => {
  serve((uid) => (uid === 2 ? mail(9) : mail(uid)));
  expect(await read()).toEqual(UP_TO_FIRST);
});

test('a server that no longer searches is not believed that a mail is gone', async () => {
  serve((uid) => (uid === 2 ? null : mail(uid)));
  const { 'UID SEARCH': search } = server.answers;
  server.answers = {
    ...server.answers,
    'UID SEARCH': (line) => (/UID 2$/.test(line) ? 'TAG NO not now' : typeof search === 'function' ? search(line) : OK),
  };
  expect(await read()).toEqual(UP_TO_FIRST);
});
