import { expect, it } from 'vitest';
import { lazy } from '../src/lazy.ts';

it('makes a value once, at the first call, be it undefined', () => {
  let made = 0;
  const value = lazy(() => {
    made += 1;
    return undefined;
  });
  expect(made).toBe(0);
  expect([value(), value()]).toEqual([undefined, undefined]);
  expect(made).toBe(1);
});

it('tries again after an error', () => {
  const isReady = [false, true];
  const value = lazy(() => {
    if (!isReady.shift()) throw new Error('not yet');
    return 7;
  });
  expect(value).toThrow('not yet');
  expect(value()).toBe(7);
});
