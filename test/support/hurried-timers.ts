import { afterEach, beforeEach, expect, vi } from 'vitest';

/** More than any daemon sleeps before it looks again. */
const HASTE_MS = 5000;

/** Asks again and again as `expect.poll` does, and before each question lets the timers of five seconds go by. */
export type Hurried = <T>(fact: () => T | Promise<T>, options?: { timeout?: number; interval?: number }) => Poll<T>;

type Poll<T> = ReturnType<typeof expect.poll<T>>;

/**
 * For the tests of a file, what sleeps in this process wakes as soon as a test waits for a fact. Clocks, SQLite and
 * other processes keep their time.
 */
export function useHurriedTimers(): Hurried {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return (fact, options) =>
    expect.poll(async () => {
      await vi.advanceTimersByTimeAsync(HASTE_MS);
      return fact();
    }, options);
}
