import { describe, expect, test } from 'vitest';
import { computePauseMs } from '../../../src/intake/feeds/back-off.ts';

const MINUTE = 60_000;
const attempt = { failures: 0, retryAfterMs: null, isFinal: false };

describe('a feed is left alone', () => {
  test.each([
    [0, 59],
    [1, 59],
    [2, 119],
    [3, 239],
    [5, 959],
    [6, 1439],
    [1000, 1439],
  ])('after %d failures in a row for %d minutes', (failures, minutes) => {
    expect(computePauseMs({ ...attempt, failures })).toBe(minutes * MINUTE);
  });

  test('for a day at once where the answer will not change by itself', () => {
    expect(computePauseMs({ ...attempt, failures: 1, isFinal: true })).toBe(1439 * MINUTE);
  });

  test('never less than the server asked for', () => {
    expect(computePauseMs({ ...attempt, failures: 1, retryAfterMs: 5 * 60 * MINUTE })).toBe(300 * MINUTE);
    expect(computePauseMs({ ...attempt, failures: 1, retryAfterMs: 1000 })).toBe(59 * MINUTE);
  });
});
