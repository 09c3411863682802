import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withinTime } from '../../../src/intake/fetch/within-time.ts';

const late = (cause: unknown) => new Error('late', { cause });
const forever = (signal: AbortSignal) => sleep(60_000, undefined, { signal });

describe('work within a time', () => {
  it('is what it is where there is time', async () => {
    expect(await withinTime(60_000, undefined, async () => 7, late)).toBe(7);
    const own = new Error('its own');
    await expect(withinTime(60_000, undefined, () => Promise.reject(own), late)).rejects.toBe(own);
  });

  it('ends with the time', async () => {
    const error = await withinTime(20, undefined, forever, late).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'late', cause: { name: 'AbortError' } });
  });

  it('ends with the signal around it, whose reason it throws', async () => {
    const around = new AbortController();
    const work = withinTime(60_000, around.signal, forever, late);
    const reason = new Error('enough');
    around.abort(reason);
    await expect(work).rejects.toBe(reason);
    await expect(withinTime(60_000, around.signal, forever, late)).rejects.toBe(reason);
  });

  it('gives nothing that comes of its end: it may be half of it', async () => {
    const half = (signal: AbortSignal) => forever(signal).catch(() => 'half');
    await expect(withinTime(20, undefined, half, late)).rejects.toThrow('late');
    const around = new AbortController();
    const work = withinTime(60_000, around.signal, half, late);
    around.abort(new Error('enough'));
    await expect(work).rejects.toThrow('enough');
  });

  it('ends with the shorter of two times', async () => {
    const inner = (signal: AbortSignal) => withinTime(60_000, signal, forever, () => new Error('inner'));
    await expect(withinTime(20, undefined, inner, late)).rejects.toThrow('late');
    const outer = (signal: AbortSignal) => withinTime(20, signal, forever, () => new Error('inner'));
    await expect(withinTime(60_000, undefined, outer, late)).rejects.toThrow('inner');
  });
});
