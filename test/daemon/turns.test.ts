import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from '../../src/daemon/turns.ts';

// Time goes by only where a test says so.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Turns whose work goes on until it is told to end. */
function turnsOf(...accounts: readonly string[]) {
  const turns = new Turns();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (account: string, name = account) =>
    turns.take(account, () => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    });
  const all = accounts.map((account) => take(account));
  return { turns, begun, take, end: (name: string) => ends.get(name)?.(), done: () => Promise.all(all) };
}

describe('turns', () => {
  it('come one after the other, in the order in which they were asked for', async () => {
    const { begun, end, done } = turnsOf('ana', 'ben', 'cleo');
    for (const names of [['ana'], ['ana', 'ben'], ['ana', 'ben', 'cleo']]) {
      await settle();
      expect(begun).toEqual(names);
      end(names.at(-1) ?? '');
    }
    await done();
  });

  it('go on after work that fails, and tell its error', async () => {
    const turns = new Turns();
    const failed = turns.take('ana', () => Promise.reject(new Error('broken')));
    await expect(failed).rejects.toThrow('broken');
    await turns.take('ben', async () => undefined);
  });

  it('pass on where work takes more than a second, and then nobody waits for that account', async () => {
    const { begun, take, end, done } = turnsOf('ana', 'ben');
    await settle();
    vi.advanceTimersByTime(999);
    await settle();
    expect(begun).toEqual(['ana']);
    vi.advanceTimersByTime(1);
    await settle();
    expect(begun).toEqual(['ana', 'ben']);
    const again = take('ana', 'ana again');
    const [other, next] = [take('ben', 'ben again'), take('cleo')];
    await settle();
    expect(begun, 'only the first does not wait for ben').toEqual(['ana', 'ben', 'ana again']);
    for (const name of ['ana', 'ben', 'ana again']) end(name);
    await settle();
    end('ben again');
    await settle();
    end('cleo');
    await Promise.all([again, other, next, done()]);
    expect(begun.slice(3)).toEqual(['ben again', 'cleo']);
  });

  it('are those of an account again once it has been quick', async () => {
    const { begun, take, end, done } = turnsOf('ana');
    await settle();
    vi.advanceTimersByTime(1000);
    end('ana');
    await done();
    const quick = take('ana', 'quick');
    end('quick');
    await quick;
    const waiting = [take('ben'), take('ana', 'last')];
    await settle();
    expect(begun).toEqual(['ana', 'quick', 'ben']);
    end('ben');
    await settle();
    end('last');
    await Promise.all(waiting);
    expect(begun.at(-1)).toBe('last');
  });
});
