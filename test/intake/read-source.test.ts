import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fetchSource } from '../../src/intake/fetch/fetch-source.ts';
import { readSource } from '../../src/intake/read-source.ts';
import { useWebServer } from '../support/web-server.ts';
import { calendar, event, READING } from './ics/ics-samples.ts';

const ICS = calendar(event('UID:1', 'SUMMARY:Spin'), event('UID:2', 'SUMMARY:Yoga'));
const CSV = 'class,starts_at\r\nSpin,2026-11-24 18:00\r\nYoga,2026-11-25 18:00';

async function read(bytes: Uint8Array | string, fileName = 'classes') {
  const { bookings, notes } = await readSource(Buffer.from(bytes), fileName, READING);
  return { names: bookings.map(({ className }) => className), notes };
}

describe('a file packed by gzip', () => {
  test.each([
    ['classes.ics.gz', ICS],
    ['standard input', ICS],
    ['classes.csv.gz', CSV],
    ['CLASSES.GZ', CSV],
  ])('is read as what is in it: %s', async (name, text) => {
    expect(await read(gzipSync(text), name)).toEqual({ names: ['Spin', 'Yoga'], notes: [] });
  });

  test('may be one of several members', async () => {
    const members = [ICS.slice(0, 100), ICS.slice(100)].map((part) => gzipSync(part));
    expect((await read(Buffer.concat(members))).names).toEqual(['Spin', 'Yoga']);
  });

  test('is called by the name of what is in it', async () => {
    await expect(read(gzipSync('hello'), 'classes.txt.gz')).rejects.toThrow(
      /^This is not a table of classes|no column/,
    );
    await expect(read(gzipSync('hello'), 'song.mp3.gz')).rejects.toThrow('song.mp3 is neither a calendar nor a table');
  });

  test('is not read in part, wherever it breaks off', async () => {
    const packed = gzipSync(ICS);
    for (const length of [2, 9, 30, packed.length - 8, packed.length - 1]) {
      await expect(read(packed.subarray(0, length))).rejects.toMatchObject({
        kind: 'failure',
        message: 'The packed file breaks off or is damaged.',
      });
    }
    const damaged = Buffer.from(packed);
    damaged[20] = (damaged[20] ?? 0) ^ 0xff;
    await expect(read(damaged)).rejects.toMatchObject({ code: 'cannot_unpack' });
  });

  test('is not unpacked beyond 20 MiB', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 'BEGIN:VEVENT\r\n'));
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(read(bomb)).rejects.toMatchObject({
      code: 'too_large',
      message: 'The packed file holds more than 20 MiB.',
      hint: expect.stringMatching(/gunzip/),
    });
  });
});

describe('a zip archive', () => {
  test.each([
    ['classes.zip', Buffer.from('PK\u0003\u0004\u0014\u0000'), /is a \.zip archive/, /^Unpack it/],
    ['standard input', Buffer.from('PK\u0005\u0006'), /is a \.zip archive/, /^Unpack it/],
    ['classes.xlsx', Buffer.from('PK\u0003\u0004\u0014\u0000'), /is a spreadsheet/, /\.csv/],
  ])('is refused in words: %s', async (name, bytes, message, hint) => {
    await expect(read(bytes, name)).rejects.toMatchObject({
      kind: 'failure',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});

describe('a file that breaks off', () => {
  test('is read as far as it goes, and reported', async () => {
    const notes = ['The calendar breaks off: what comes before its break is taken.'];
    expect(await read(ICS.slice(0, -20))).toEqual({ names: ['Spin'], notes });
    expect(await read(ICS.slice(0, ICS.lastIndexOf('END:VCALENDAR')))).toEqual({ names: ['Spin', 'Yoga'], notes });
  });

  test('may be a table without a last line break, as many are', async () => {
    expect(await read(CSV)).toEqual({ names: ['Spin', 'Yoga'], notes: [] });
  });
});

describe('what is guessed of a file', () => {
  test('is told', async () => {
    const latin = Buffer.from(calendar(event('SUMMARY:Für Anfänger')), 'latin1');
    expect(await read(latin)).toEqual({
      names: ['Für Anfänger'],
      notes: [expect.stringMatching(/^The text is not in UTF-8: read as Windows-1252\./)],
    });
  });
});

describe('an answer', () => {
  const RUSSIAN = Buffer.from([0xc9, 0xee, 0xe3, 0xe0]);
  const inRussian = (lines: string) => {
    const [head = '', tail = ''] = lines.split('NAME');
    return Buffer.concat([Buffer.from(head), RUSSIAN, Buffer.from(tail)]);
  };
  const at = useWebServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://here');
    const type = searchParams.get('type');
    const encoding = searchParams.get('encoding');
    if (type !== null) response.setHeader('content-type', type);
    if (encoding !== null) response.setHeader('content-encoding', encoding);
    const body = inRussian(
      searchParams.get('as') === 'table' ? CSV.replace('Spin', 'NAME') : ICS.replace('Spin', 'NAME'),
    );
    response.end(
      searchParams.get('packed') === null
        ? body
        : searchParams.get('packed') === 'gz'
          ? gzipSync(body)
          : deflateSync(body),
    );
  });

  async function ask(query: Record<string, string>) {
    const fetched = await fetchSource(at(`/classes?${new URLSearchParams(query)}`));
    const { bookings, notes } = await readSource(fetched.bytes, fetched.fileName, READING, fetched);
    return { names: bookings.map(({ className }) => className), notes };
  }

  test.each([
    ['a calendar', { type: 'text/calendar; charset=windows-1251' }],
    ['a table', { type: 'text/csv;charset="Windows-1251"; header=present', as: 'table' }],
    ['odd quotes', { type: "text/calendar; Charset = 'cp1251'" }],
    ['a packed answer', { type: 'text/calendar; charset=windows-1251', encoding: 'deflate', packed: 'deflate' }],
    ['a packed file', { type: 'application/gzip; charset=windows-1251', packed: 'gz' }],
  ])('is read by the charset it names: %s', async (_, query) => {
    expect(await ask(query)).toEqual({ names: ['Йога', 'Yoga'], notes: [] });
  });

  test.each([
    ['none', {}, /^The text is not in UTF-8: read as Windows-1252\./],
    ['a wrong one', { type: 'text/calendar; charset=utf-8' }, /^The text is not in UTF-8: read as Windows-1252\./],
    ['an unknown one', { type: 'text/calendar; charset=x-1251' }, /^The charset “x-1251” is not known: read as/],
    ['an empty one', { type: 'text/calendar; charset=' }, /^The text is not in UTF-8: read as Windows-1252\./],
  ])('that names %s is guessed, and reported', async (_, query, note) => {
    expect(await ask(query)).toEqual({ names: ['Éîãà', 'Yoga'], notes: [expect.stringMatching(note)] });
  });
});
