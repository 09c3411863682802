import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineFeed, type SaidFeed } from '../../../src/intake/feeds/define-feed.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';
import { makeMaildir } from '../mailbox/maildir-samples.ts';

const folder = useTemporaryFolder();
const DAYS = { today: '2026-11-20', locale: null };
const define = (said: Partial<SaidFeed> = {}) =>
  defineFeed({ name: 'post', place: `maildir:${folder('Mail', 'INBOX')}`, ...said }, DAYS);

describe('a Maildir', () => {
  test('is a folder that is there, and how its mails are read', async () => {
    makeMaildir(folder('Mail', 'INBOX'));
    expect(await define({ place: `maildir:${folder('Mail')}//x/../INBOX/`, authServer: 'MX.example.com' })).toEqual({
      ...{ kind: 'maildir', path: folder('Mail', 'INBOX'), authServer: 'mx.example.com', since: '2026-10-21' },
      ...{ source: null, type: null, zone: null, only: [], skip: [], maps: [] },
    });
  });

  test.each([
    ['30d', '2026-10-21'],
    ['2w', '2026-11-06'],
    ['90 days', '2026-08-22'],
    ['2026-01-31', '2026-01-31'],
  ])('is read from %s on, settled when it is added', async (since, day) => {
    makeMaildir(folder('Mail', 'INBOX'));
    expect(await define({ since })).toMatchObject({ since: day });
  });

  test('is not confused with a folder of Maildirs, whose names are given', async () => {
    makeMaildir(folder('Mail', 'INBOX'));
    const error = await define({ place: `maildir:${folder('Mail')}` }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'bad_maildir', hint: expect.stringContaining('INBOX') });
  });

  test.each([
    ['that is not there', 'Nowhere', /^There is no folder .*Nowhere\.$/],
    ['that is a file', 'mails.mbox', /mails\.mbox is a file, not a Maildir\.$/],
    ['that holds something else', 'Empty', /Empty is not a Maildir: it has no folders new and cur\.$/],
  ])('is not confused with a path %s', async (_, name, message) => {
    mkdirSync(folder('Empty'), { recursive: true });
    writeFileSync(folder('mails.mbox'), '');
    await expect(define({ place: `maildir:${folder(name)}` })).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
  });

  test('begins on a day that can be read, or says how to write it', async () => {
    makeMaildir(folder('Mail', 'INBOX'));
    await expect(define({ since: '30x' })).rejects.toMatchObject({ hint: expect.stringContaining('30d') });
  });

  test('has a whole path', async () => {
    await expect(define({ place: 'maildir:Mail' })).rejects.toMatchObject({ code: 'bad_maildir' });
    await expect(define({ place: `maildir:${join('~', 'no-such-folder')}` })).rejects.toMatchObject({
      code: 'bad_maildir',
    });
  });

  test.each(['source', 'user', 'passwordFile', 'oauthCommand', 'allDay', 'dateFormat', 'site', 'baseUrl'] as const)(
    'has no %s',
    async (name) => {
      await expect(define({ [name]: 'x' })).rejects.toMatchObject({ code: 'wrong_option' });
    },
  );

  test('is never more than a century old', async () => {
    makeMaildir(folder('Mail', 'INBOX'));
    await expect(define({ since: '999999d' })).rejects.toMatchObject({ code: 'bad_since' });
  });
});
