import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthenticationResults } from '../../../src/intake/mail-trust/authentication-results.ts';
import { onThisMachine } from '../../support/patience.ts';

// RFC 8601: the examples of its appendix B, what servers really write, and what nobody should.

const resultsOf = (value: string) =>
  parseAuthenticationResults(value)?.results.map(({ method, result, properties }) =>
    [`${method}=${result}`, ...properties.map((each) => `${each.name}=${each.value}`)].join(' '),
  );

describe('a header of the appendix', () => {
  it.each([
    ['example.org 1; none', 'example.org', []],
    ['example.com; spf=pass smtp.mailfrom=example.net', 'example.com', ['spf=pass smtp.mailfrom=example.net']],
    [
      'example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net',
      'example.com',
      ['auth=pass smtp.auth=sender@example.net', 'spf=pass smtp.mailfrom=example.net'],
    ],
    [
      'example.com; dkim=pass reason="good signature" header.i=@mail-router.example.net; dkim=fail reason="bad signature" header.i=@newyork.example.com',
      'example.com',
      [
        'dkim=pass reason=good signature header.i=@mail-router.example.net',
        'dkim=fail reason=bad signature header.i=@newyork.example.com',
      ],
    ],
    [
      "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
      'foo.example.net',
      ['dkim=fail policy.expired=1362471462'],
    ],
  ])('%s', (value, server, results) => {
    expect(parseAuthenticationResults(value)?.server).toBe(server);
    expect(resultsOf(value)).toEqual(results);
  });
});

describe('what servers write', () => {
  it.each([
    [
      'Gmail',
      'mx.google.com;\r\n       dkim=pass header.i=@classpass.com header.s=s1 header.b="Kt8/x3=";\r\n       spf=pass (google.com: domain of a@b.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@b.example;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=classpass.com',
      [
        'dkim=pass header.i=@classpass.com header.s=s1 header.b=Kt8/x3=',
        'spf=pass smtp.mailfrom=a@b.example',
        'dmarc=pass header.from=classpass.com',
      ],
    ],
    [
      'an unquoted key, a comment without a space, a semicolon at the end',
      'Mail.Example.NET; dkim=pass(2048-bit key) header.d=a.example header.b=ab/c+d==; dmarc=pass(p=NONE) action=none;',
      ['dkim=pass header.d=a.example header.b=ab/c+d==', 'dmarc=pass action=none'],
    ],
    ['an empty value', 'mx; spf=none smtp.mailfrom=; dkim=none', ['spf=none smtp.mailfrom=', 'dkim=none']],
  ])('%s', (_, value, results) => {
    expect(resultsOf(value)).toEqual(results);
  });

  it('without its own name, as Exchange does, says nothing', () => {
    expect(parseAuthenticationResults('spf=pass smtp.mailfrom=a.example; dkim=pass header.d=a.example')).toBeNull();
  });
});

describe('what is written to deceive', () => {
  it.each([
    ['in a comment', 'mx; dkim=fail (dkim=pass header.d=classpass.com)', ['dkim=fail']],
    ['in a comment in a comment', 'mx; dkim=fail (a (b) ; dkim=pass header.d=classpass.com)', ['dkim=fail']],
    ['behind an escaped bracket', 'mx; dkim=fail (a \\) ; dkim=pass header.d=classpass.com)', ['dkim=fail']],
    [
      'in a quoted local part',
      'mx; spf=pass smtp.mailfrom="x; dkim=pass header.d=classpass.com"@evil.example',
      ['spf=pass smtp.mailfrom=x; dkim=pass header.d=classpass.com@evil.example'],
    ],
    [
      'behind an escaped quotation mark',
      'mx; dkim=fail reason="a\\"; dkim=pass header.d=classpass.com"',
      ['dkim=fail reason=a"; dkim=pass header.d=classpass.com'],
    ],
    [
      'in a result that breaks the grammar',
      'mx; dkim=fail = ("; ") "; dkim=pass header.d=classpass.com"; spf=pass',
      ['spf=pass'],
    ],
    [
      'as the value of another',
      'mx; dkim=pass header.x= header.d=classpass.com',
      ['dkim=pass header.x=header.d=classpass.com'],
    ],
  ])('%s is not a result', (_, value, results) => {
    expect(resultsOf(value)).toEqual(results);
  });

  it.each([
    '',
    ';',
    '"mx',
    '(mx',
    'mx; dkim=fail (dkim=pass',
    'mx; dkim=pass header.d="classpass.com',
    'mx\u0000; dkim=pass header.d=classpass.com',
    'mx dkim=pass header.d=classpass.com',
    'mx 1 2; dkim=pass',
    '; dkim=pass header.d=classpass.com',
  ])('%j is not a header that can be read', (value) => {
    expect(parseAuthenticationResults(value)).toBeNull();
  });
});

const blank = fc.constantFrom(' ', '\t', '\r\n ', '(a)', ' (a (b; c=d) \\) e) ');
const blanks = fc.array(blank, { maxLength: 2 }).map((each) => each.join(''));
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const value = fc.oneof(
  word.map((text) => ({ text, written: text })),
  fc.string({ maxLength: 12 }).map((text) => ({ text, written: `"${text.replace(/["\\]/g, '\\$&')}"` })),
);
const property = fc.record({ type: word, name: word, value });
const result = fc.record({ method: word, result: word, properties: fc.array(property, { maxLength: 3 }) });

it('reads what is written by the grammar, whatever stands between', () => {
  fc.assert(
    fc.property(word, fc.array(result, { maxLength: 4 }), fc.infiniteStream(blanks), (server, results, stream) => {
      const gap = () => stream.next().value;
      const written = results.map(
        (each) =>
          `;${gap()}${each.method}${gap()}=${gap()}${each.result}` +
          each.properties
            .map(
              ({ type, name, value: { written: said } }) =>
                ` ${gap()}${type}${gap()}.${gap()}${name}${gap()}=${gap()}${said}`,
            )
            .join(''),
      );
      expect(parseAuthenticationResults(`${gap()}${server}${gap()}${written.join(gap())}`)).toEqual({
        server,
        results: results.map(({ method, result: found, properties }) => ({
          ...{ method, result: found },
          properties: properties.map((each) => ({ name: `${each.type}.${each.name}`, value: each.value.text })),
        })),
      });
    }),
  );
});

it('never throws, and never finds a result in what is quoted or a comment', () => {
  const pieces = fc.array(
    fc.oneof(fc.string(), fc.constantFrom(';', '=', '"', '(', ')', '\\', '.', 'dkim=pass', ' ', 'header.d=', '/1')),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(pieces, (each) => {
      const hostile = each.join('');
      expect(() => parseAuthenticationResults(hostile)).not.toThrow();
      const escaped = hostile.replace(/[()\\"]/g, '\\$&');
      expect(resultsOf(`mx; dkim=fail (${escaped})`)).toEqual(['dkim=fail']);
      expect(resultsOf(`mx; dkim=fail reason="${escaped}"`)).toHaveLength(1);
    }),
  );
});

it('reads a megabyte of it in no time', () => {
  for (const piece of ['(', '"', 'a=', ';a=b ', '\\', 'a.']) {
    const began = performance.now();
    parseAuthenticationResults(`mx; ${piece.repeat(1_000_000 / piece.length)}`);
    expect(performance.now() - began).toBeLessThan(onThisMachine(2000));
  }
});
