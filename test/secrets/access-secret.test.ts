import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { deriveSecret, makeSecret, parseSecret } from '../../src/secrets/access-secret.ts';

describe('a secret', () => {
  it('names its account and has 256 bits that are never the same', () => {
    const made = Array.from({ length: 1000 }, () => makeSecret('local').text);
    expect(new Set(made).size).toBe(1000);
    for (const text of made) expect(Buffer.from(text.replace('local.', ''), 'base64url')).toHaveLength(32);
  });

  it('is known by the SHA-256 of its text', () => {
    const { userId, text, hash } = makeSecret('0123456789ab');
    expect(hash).toBe(createHash('sha256').update(text).digest('base64url'));
    expect(parseSecret(text)).toEqual({ userId, text, hash });
  });

  it('is made again from the same key for the same purpose and account, and from nothing else', () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const first = deriveSecret('local', key, 'calendar 1').text;
    expect(deriveSecret('local', key, 'calendar 1').text).toBe(first);
    const others = [
      deriveSecret('local', other, 'calendar 1'),
      deriveSecret('local', key, 'calendar 2'),
      deriveSecret('ben', key, 'calendar 1'),
    ];
    for (const { text } of others) expect(text.slice(-43)).not.toBe(first.slice(-43));
  });
});

test.each([
  '',
  'local',
  'x'.repeat(43),
  `.${'x'.repeat(43)}`,
  `local.${'x'.repeat(42)}`,
  `local.${'x'.repeat(44)}`,
  `local.${'x'.repeat(42)}/`,
  `lo cal.${'x'.repeat(43)}`,
  `${'l'.repeat(65)}.${'x'.repeat(43)}`,
  `local.${'x'.repeat(43)}\n`,
])('%j is none', (text) => {
  expect(parseSecret(text)).toBeNull();
});
