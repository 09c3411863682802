import { describe, expect, it } from 'vitest';
import { fewAtOnce } from '../../src/daemon/few-at-once.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('few at once', () => {
  it('runs no more than it may, and all of it in the end, whatever fails', async () => {
    const few = fewAtOnce(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    let [running, most] = [0, 0];
    const work = (index: number) => async () => {
      begun.push(index);
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
      if (index === 1) throw new Error('broken');
      return index;
    };
    const all = [0, 1, 2, 3, 4].map((index) => few(work(index)).catch(() => 'failed'));
    await settle();
    expect(begun).toEqual([0, 1]);
    while (ends.length > 0) {
      ends.shift()?.();
      await settle();
    }
    expect(await Promise.all(all)).toEqual([0, 'failed', 2, 3, 4]);
    expect([begun, most]).toEqual([[0, 1, 2, 3, 4], 2]);
    expect(await few(async () => 'again')).toBe('again');
  });
});
