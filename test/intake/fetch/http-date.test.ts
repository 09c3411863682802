import { expect, it } from 'vitest';
import { readHttpDate } from '../../../src/intake/fetch/http-date.ts';

it.each([
  ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
  ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
  ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
  ['Tue, 1 Dec 2026 10:00:00 GMT', '2026-12-01T10:00:00.000Z'],
  ['Tue, 01 Dec 2026 11:00:00 +0100', '2026-12-01T10:00:00.000Z'],
])('%s is %s', (text, at) => {
  expect(readHttpDate(text)).toBe(Date.parse(at));
});

it.each([
  '',
  'soon',
  '120',
  '2026-12-01T10:00:00Z',
  'Tue, 31 Nov 2026 10:00:00 GMT',
  'Tue, 01 Dec 2026 25:00:00 GMT',
  'Mon, 01 Dec 2026 10:00:00 GMT',
])('%j is not one', (text) => {
  expect(readHttpDate(text)).toBeNull();
});
