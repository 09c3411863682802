import { describe, expect, it } from 'vitest';
import { isSheet, parseRoute, pathOf } from '../../src/web/routes.ts';

describe('an address of the calendar', () => {
  it.each([
    '/month/2026-11',
    '/week/2026-11-23',
    '/day/2026-11-24',
    '/month',
    '/agenda',
    '/book',
    '/sign-in',
    '/booking/aa03e620-cdbd-4a29-b667-4465b2061034',
  ])('%s leads to a page and is its address again', (path) => {
    expect(parseRoute(path).page).not.toBe('unknown');
    expect(pathOf(parseRoute(path))).toBe(path);
  });

  it('of nothing more is this month', () => {
    expect(parseRoute('/')).toEqual({ page: 'month', date: null });
  });

  it.each([
    '/month/2026-13',
    '/day/2026-02-30',
    '/week/2026-11',
    '/booking/',
    '/booking/%',
    '/nowhere',
    '/month/2026-11/1',
  ])('%s is no page', (path) => {
    expect(parseRoute(path)).toEqual({ page: 'unknown' });
  });

  it('lies over another page where it is a booking or books', () => {
    expect(['/booking/1', '/book', '/agenda', '/month'].map((path) => isSheet(parseRoute(path)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
