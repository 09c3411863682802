import { describe, expect, it } from 'vitest';
import { renderTouched } from '../../src/render/touched-classes.ts';
import { bookingAt, styleOf } from './samples.ts';

const spin = bookingAt('2026-11-24T18:00', { className: 'Spin 45', location: 'Velo' });
const moved = bookingAt('2026-11-25T19:00', { className: 'Spin 45', location: 'Velo' });

describe('the classes that an import is about', () => {
  it('are named with what became of them', () => {
    const lines = renderTouched(
      {
        first: [
          { touch: 'moved', booking: moved, before: spin },
          { touch: 'new', booking: spin, before: null },
        ],
        count: 2,
      },
      styleOf(100),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}moved {6}Wed 25 Nov 19:00.* Spin 45 · Velo, was Tue 24 Nov 18:00/),
      expect.stringMatching(/^ {2}new {8}Tue 24 Nov 18:00.* Spin 45 · Velo$/),
    ]);
  });

  it('are the first; of others, it is said how many', () => {
    const first = [{ touch: 'new' as const, booking: spin, before: null }];
    const lines = renderTouched({ first, count: 1225 }, styleOf(80));
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)).toBe('  and 1,224 more');
    expect(renderTouched({ first, count: 1 }, styleOf(80))).toHaveLength(1);
    expect(renderTouched({ first: [], count: 0 }, styleOf(80))).toEqual([]);
  });

  it('end in an ellipsis where they are cut', () => {
    const [line] = renderTouched({ first: [{ touch: 'new', booking: spin, before: null }], count: 1 }, styleOf(40));
    expect(line).toMatch(/…$/);
  });
});
