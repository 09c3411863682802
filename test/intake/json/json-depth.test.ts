import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNestedBeyond } from '../../../src/intake/json/json-depth.ts';
import { readJson } from '../../../src/intake/json/json-import.ts';
import { onThisMachine } from '../../support/patience.ts';
import { READING } from '../ics/ics-samples.ts';

/** How deep a value is: 0 where it holds nothing. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('how deep a JSON text is', () => {
  it('is found without reading it, whatever its strings hold', () => {
    const bracket = fc.stringMatching(/^[\\"[\]{}a]{0,8}$/);
    const { value: json } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 8 }, bracket, fc.integer(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(bracket, tie('value'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(json, fc.boolean(), (value, isSpaced) => {
        const [text, depth] = [JSON.stringify(value, null, isSpaced ? 1 : 0), depthOf(value)];
        expect([isNestedBeyond(text, depth), isNestedBeyond(text, depth - 1)]).toEqual([false, true]);
      }),
    );
  });

  it('is found in what is not JSON', () => {
    for (const text of ['', '"', '"\\', ']]]]', '{"a', '[[["']) expect(isNestedBeyond(text, 3)).toBe(false);
  });
});

describe('JSON nested without end', () => {
  it.each([
    ['[', '['.repeat(5_000_000)],
    ['[ and ]', `${'['.repeat(2_500_000)}${']'.repeat(2_500_000)}`],
    ['{"a":', '{"a":'.repeat(3_000_000)],
    ['in a booking', `{"bookings":[{"startsAt":${'[{"a":'.repeat(1_000_000)}`],
  ])('is refused in words, and at once: %s', (_, text) => {
    const begin = performance.now();
    expect(() => readJson(text, READING)).toThrow('This JSON cannot be read: it is nested more than 64 deep.');
    expect(performance.now() - begin).toBeLessThan(onThisMachine(5000));
  });
});
