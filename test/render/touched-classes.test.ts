import { describe, expect, it } from 'vitest';
import { renderTouched } from '../../src/render/touched-classes.ts';
import { bookingAt, styleOf } from './samples.ts';

const spin = bookingAt('2026-11-24T18:00', { className: 'Spin 45', location: 'Velo' });
const moved = bookingAt('2026-11-25T19:00', { className: 'Spin 45', location: 'Velo' });

describe('the classes that an import is about', () => {
  it('are named with what became of them', () => {
    const lines = renderTouched(
      [
        { touch: 'moved', booking: moved, before: spin },
        { touch: 'new', booking: spin, before: null },
      ],
      styleOf(100),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}moved {6}Wed 25 Nov 19:00.* Spin 45 · Velo, was Tue 24 Nov 18:00/),
      expect.stringMatching(/^ {2}new {8}Tue 24 Nov 18:00.* Spin 45 · Velo$/),
    ]);
  });

  it('are ten at most; of more, it is said how many', () => {
    const many = Array.from({ length: 1234 }, () => ({ touch: 'new' as const, booking: spin, before: null }));
    const lines = renderTouched(many, styleOf(80));
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('  and 1,224 more');
    expect(renderTouched(many.slice(0, 10), styleOf(80))).toHaveLength(10);
    expect(renderTouched([], styleOf(80))).toEqual([]);
  });

  it('end in an ellipsis where they are cut', () => {
    const [line] = renderTouched([{ touch: 'new', booking: spin, before: null }], styleOf(40));
    expect(line).toMatch(/…$/);
  });
});
