import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { isSentBy, toMailFormat } from '../../../src/intake/mail/mail-format.ts';

const STUDIO = { name: 'Studio', source: 'studio', known: 'seen', senders: ['studio.example'] };
const wrong = (more: Readonly<Record<string, unknown>>) => () => toMailFormat({ ...STUDIO, ...more }, 'studio.toml');

describe('a format of mails', () => {
  it('may be just a name, a source and a sender', () => {
    expect(toMailFormat(STUDIO, 'studio.toml')).toMatchObject({
      ...STUDIO,
      subjects: [],
      lines: [],
      orders: [],
      ids: [],
    });
  });

  it.each([
    ['an unknown key', { sender: ['x.example'] }, 'There is no key “sender”'],
    ['no sender', { senders: [] }, 'senders is missing'],
    ['a sender that is not text', { senders: [7] }, 'not text'],
    ['an unknown kind', { subjects: [{ kind: 'booked', pattern: 'x' }] }, 'does not know “booked”'],
    ['a pattern that is not a regular expression', { subjects: [{ kind: 'confirmed', pattern: '(' }] }, 'subjects:'],
    ['a pattern that may never end', { lines: [{ pattern: '^(a+)+$' }] }, 'repeats what repeats'],
    ['a pattern without end', { lines: [{ pattern: 'x'.repeat(501) }] }, 'more than 500 characters'],
    ['a field that no class has', { lines: [{ pattern: '(?<price>.+)' }] }, 'no field “price”'],
    ['an order without a time', { orders: ['class location'] }, 'has no “when”'],
    ['an unknown order of dates', { date_order: 'ymd' }, 'date_order'],
    ['where it is known from that is no word for it', { known: 'sure' }, 'known does not know “sure”'],
  ])('is refused with its file and line where it has %s', (_, more, message) => {
    expect(wrong(more)).toThrow(
      expect.objectContaining({ code: 'bad_mail_format', message: expect.stringContaining(message) }),
    );
    expect(wrong(more)).toThrow('studio.toml');
  });

  it('knows a sender by domain, by what lies below it, and by nothing that only looks like it', () => {
    const format = toMailFormat({ ...STUDIO, senders: ['studio.example', 'desk@other.example'] }, 'studio.toml');
    const knows = (address: string) => isSentBy(format, address, '');
    expect(['a@studio.example', 'A@Mail.Studio.Example', 'desk@other.example'].map(knows)).toEqual([true, true, true]);
    expect(['a@notstudio.example', 'a@studio.example.evil.example', 'x@other.example', ''].map(knows)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the formats that come with numina', () => {
  const folder = join(import.meta.dirname, '../../../src/intake/mail/formats');

  it('can all be read, and are all told of in docs/mail.md', () => {
    const formats = loadFormats(null);
    expect(formats).toHaveLength(readdirSync(folder).length);
    const told = readFileSync(join(import.meta.dirname, '../../../docs/mail.md'), 'utf8');
    expect(formats.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
  });
});
