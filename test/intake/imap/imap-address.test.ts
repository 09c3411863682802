import { describe, expect, test } from 'vitest';
import { formatImapAddress, parseImapAddress } from '../../../src/intake/imap/imap-address.ts';

describe('the address of a mailbox', () => {
  test.each([
    ['imaps://ana@mail.example.com/INBOX', true, 'mail.example.com', 993, 'ana', 'INBOX'],
    ['imap://mail.example.com', false, 'mail.example.com', 143, null, 'INBOX'],
    ['IMAPS://Mail.Example.COM:1993/', true, 'mail.example.com', 1993, null, 'INBOX'],
    [
      'imaps://ana%40example.org@mail.example.com/Sport%2FYoga',
      true,
      'mail.example.com',
      993,
      'ana@example.org',
      'Sport/Yoga',
    ],
    ['imaps://mail.example.com/Kurse & Bücher/Säle', true, 'mail.example.com', 993, null, 'Kurse & Bücher/Säle'],
    ['imaps://mail.example.com/50%25 off?#', true, 'mail.example.com', 993, null, '50% off?#'],
    ['imaps://[::1]:1143/[Gmail]/All Mail', true, '::1', 1143, null, '[Gmail]/All Mail'],
    ['imaps://bücher.example/', true, 'xn--bcher-kva.example', 993, null, 'INBOX'],
  ])('%s', (place, isEncrypted, host, port, user, folder) => {
    expect(parseImapAddress(place)).toEqual({ isEncrypted, host, port, user, folder });
  });

  test.each([
    ['imaps://ana:secret@mail.example.com/', 'secret_in_address'],
    ['imaps://ana:@mail.example.com/', 'secret_in_address'],
    ['imaps://ana@example.org@mail.example.com/', 'bad_address'],
    ['imaps://', 'bad_address'],
    ['imaps:///INBOX', 'bad_address'],
    ['imaps://mail.example.com:0/', 'bad_address'],
    ['imaps://mail.example.com:65536/', 'bad_address'],
    ['imaps://mail.example.com:x/', 'bad_address'],
    ['imaps://mail.example.com/%ff', 'bad_address'],
    ['imaps://mail.example.com/IN%0d%0aBOX', 'bad_address'],
    ['imaps://an%1ba@mail.example.com/', 'bad_address'],
    ['imaps://mail.example.com/a\u202eb', 'bad_address'],
    ['imaps://mail example.com/', 'bad_address'],
    [`imaps://mail.example.com/${'a'.repeat(5000)}`, 'bad_address'],
  ])('%s is refused: %s', (place, code) => {
    expect(() => parseImapAddress(place)).toThrow(expect.objectContaining({ kind: 'usage', code }));
  });

  test('does not repeat a secret that it contains', () => {
    expect(() => parseImapAddress('imaps://ana:sesame@mail.example.com/')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('sesame') }),
    );
  });
});

test.each([
  'imaps://mail.example.com/INBOX',
  'imap://localhost:1143/Sport/Yoga',
  'imaps://[::1]:1993/[Gmail]/All%20Mail',
  'imaps://mail.example.com/50%25%20off?#',
])('%s is written as it is read', (place) => {
  expect(parseImapAddress(formatImapAddress(parseImapAddress(place)))).toEqual({
    ...parseImapAddress(place),
    user: null,
  });
});
