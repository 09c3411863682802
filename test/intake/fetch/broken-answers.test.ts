import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fetchIfChanged, fetchSource } from '../../../src/intake/fetch/fetch-source.ts';
import { readSource } from '../../../src/intake/read-source.ts';
import { answerRaw, inChunks } from '../../support/raw-answers.ts';
import { useWebServer } from '../../support/web-server.ts';
import { calendar, event, READING } from '../ics/ics-samples.ts';

// What becomes of an answer that breaks off, by where and how it does. It comes over a real connection.

let answer: (response: ServerResponse) => void = () => undefined;
const at = useWebServer((_, response) => answer(response));

const ICS = calendar(event('UID:1', 'SUMMARY:Spin'), event('UID:2', 'SUMMARY:Yoga'));
const CSV = 'class,starts_at\r\nSpin,2026-11-24 18:00\r\nYoga,2026-11-25 18:00\r\n';
const JSON_TEXT = JSON.stringify([{ class: { name: 'Spin' }, startsAt: '2026-11-24T18:00:00-05:00' }]);
const MAIL = [
  ...['From: studio@example.com', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed;', ' boundary="cut here"', ''],
  ...['--cut here', 'Content-Type: text/calendar', '', calendar(event('UID:1'))],
  ...['--cut here', 'Content-Type: text/calendar', '', calendar(event('UID:2')), '--cut here--', ''],
].join('\r\n');
const PLAIN_MAIL = `From: studio@example.com\r\nContent-Type: text/calendar\r\n\r\n${ICS}`;

/** How many classes are read of an answer, or why none is. */
async function read(said: (response: ServerResponse) => void, timeoutMs = 5000): Promise<number | string> {
  answer = said;
  try {
    const fetched = await fetchSource(at('/classes'), { timeoutMs });
    return (await readSource(fetched.bytes, fetched.fileName, READING, fetched)).bookings.length;
  } catch (error) {
    if (error instanceof Error && 'kind' in error && error.kind === 'failure') return error.message;
    throw error;
  }
}

const length = (body: string | Uint8Array) => `Content-Length: ${Buffer.byteLength(body)}`;
const CHUNKED = 'Transfer-Encoding: chunked';
const BROKE_OFF = /broke off in the middle/;
const NOT_WHOLE = /^The (?:calendar|table|mail) breaks off before its end/;

describe('an answer with neither length nor chunks', () => {
  test.each([
    ['a calendar', ICS, 2],
    ['a calendar without a last line break', ICS.trimEnd(), 2],
    ['a table', CSV, 2],
    ['JSON', JSON_TEXT, 1],
    ['a mail of many parts', MAIL, 2],
    ['a mail of one part', PLAIN_MAIL, 2],
  ])('is taken where it says itself that it has ended: %s', async (_, body, classes) => {
    expect(await read((response) => answerRaw(response, body))).toBe(classes);
  });

  test.each([
    ['a calendar between two events', ICS.slice(0, ICS.lastIndexOf('BEGIN:VEVENT'))],
    ['a calendar in an event', ICS.slice(0, ICS.lastIndexOf('SUMMARY'))],
    ['a calendar in its last word', ICS.trimEnd().slice(0, -1)],
    ['a calendar that never had an end', event('UID:1').join('\r\n')],
    ['a table in a row', CSV.slice(0, -5)],
    ['a table that only lacks the last line break', CSV.trimEnd()],
    ['a table in a line break of a cell', `${CSV}Barre,2026-11-26 18:00,"first\r\n`],
    ['a mail between two parts', MAIL.slice(0, MAIL.lastIndexOf('--cut here\r\n'))],
    ['a mail in its last line', MAIL.slice(0, -4)],
    ['a mail of one part', PLAIN_MAIL.slice(0, -5)],
  ])('is not where it breaks off: %s', async (_, body) => {
    expect(await read((response) => answerRaw(response, body))).toMatch(NOT_WHOLE);
  });

  test('is not where it breaks off in JSON', async () => {
    for (const body of [JSON_TEXT.slice(0, -1), JSON_TEXT.slice(0, -20)]) {
      expect(await read((response) => answerRaw(response, body))).toBe('The file is not a complete JSON document.');
    }
  });

  test('is not where the connection is reset, whatever had come', async () => {
    for (const body of [ICS, CSV, JSON_TEXT]) {
      expect(await read((response) => answerRaw(response, body, { end: 'reset' }))).toMatch(BROKE_OFF);
    }
  });

  test('is not where its time is up, whatever had come', async () => {
    for (const body of [ICS, CSV, JSON_TEXT]) {
      const said = (response: ServerResponse) => answerRaw(response, body, { end: 'stall' });
      expect(await read(said, 300)).toMatch(/did not send all of it within 0\.3 seconds/);
    }
  });

  test('is not where somebody ends it, whatever had come', async () => {
    const work = new AbortController();
    answer = (response) => {
      answerRaw(response, CSV, { end: 'stall' });
      setTimeout(() => work.abort(new Error('enough')), 50);
    };
    const none = { etag: null, lastModified: null };
    await expect(fetchIfChanged(at('/classes'), none, { signal: work.signal })).rejects.toThrow('enough');
  });
});

describe('an answer with a length', () => {
  test('is whole where it is met, even if a table has no last line break', async () => {
    for (const body of [ICS, CSV, CSV.trimEnd(), MAIL]) {
      expect(await read((response) => answerRaw(response, body, { headers: [length(body)] }))).toBe(2);
    }
  });

  test.each(['close', 'reset'] as const)('is not where it is not met: %s', async (end) => {
    const headers = [length(`${CSV} and more`)];
    expect(await read((response) => answerRaw(response, CSV, { headers, end }))).toMatch(BROKE_OFF);
  });

  test('is not where more comes than it says', async () => {
    const headers = [length(CSV.slice(0, 50))];
    expect(await read((response) => answerRaw(response, CSV, { headers }))).toMatch(/cannot be read \(HPE_/);
  });

  test('is not where its time is up', async () => {
    const said = (response: ServerResponse) => answerRaw(response, CSV, { headers: [length(ICS)], end: 'stall' });
    expect(await read(said, 300)).toMatch(/did not send all of it within 0\.3 seconds/);
  });

  test('is not where it is met and the document breaks off all the same: the fault of the server', async () => {
    for (const body of [ICS.slice(0, -20), `${CSV}"Barre,2026-11-26 18:00\r\n`, MAIL.slice(0, -120)]) {
      expect(await read((response) => answerRaw(response, body, { headers: [length(body)] }))).toMatch(NOT_WHOLE);
    }
  });
});

describe('an answer in chunks', () => {
  test('is whole with the last of them', async () => {
    const body = inChunks(CSV.trimEnd());
    expect(await read((response) => answerRaw(response, body, { headers: [CHUNKED] }))).toBe(2);
  });

  test.each(['close', 'reset'] as const)('is not without: %s', async (end) => {
    const body = inChunks(ICS, { isWhole: false });
    expect(await read((response) => answerRaw(response, body, { headers: [CHUNKED], end }))).toMatch(BROKE_OFF);
  });
});

describe('a packed answer', () => {
  const PACKED = [
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ] as const;

  test.each(PACKED)('has an end of its own: %s', async (encoding, pack) => {
    const headers = [`Content-Encoding: ${encoding}`];
    expect(await read((response) => answerRaw(response, pack(CSV.trimEnd()), { headers }))).toBe(2);
  });

  test.each(PACKED)('is not whole without it, wherever it breaks off: %s', async (encoding, pack) => {
    const body = pack(CSV);
    for (const cut of [1, 4, body.length >> 1, body.length - 1]) {
      const part = body.subarray(0, body.length - cut);
      const headers = [`Content-Encoding: ${encoding}`, length(part)];
      expect(await read((response) => answerRaw(response, part, { headers }))).toMatch(
        part.length === 0 ? /neither a calendar/ : /is compressed wrongly/,
      );
    }
  });
});
