import { expect, test } from 'vitest';
import { MARKS, markOf, paintMark, symbolOf } from '../../src/render/status-symbol.ts';
import { bookingAt, COLOUR_PAINT, styleOf } from './samples.ts';

const style = styleOf(80);

test('every status has a symbol of one column, in ASCII too', () => {
  const unicode = MARKS.map((mark) => symbolOf(mark, style));
  const ascii = MARKS.map((mark) => symbolOf(mark, { unicode: false }));
  expect(unicode.join('')).toBe('✓✗–?○~‖');
  expect(ascii.join('')).toBe('+x-?o~=');
  expect(new Set(ascii).size).toBe(MARKS.length);
});

test('a booked class is unmarked from its end on, not from its start', () => {
  const booking = bookingAt('2026-11-24T09:00', { durationMinutes: 12 });
  expect(markOf(booking, new Date(style.now.getTime() - 1))).toBe('booked');
  expect(markOf(booking, style.now)).toBe('unmarked');
});

test('what is settled or queued stays what it is', () => {
  for (const status of ['attended', 'cancelled', 'no_show', 'waitlisted'] as const) {
    expect(markOf(bookingAt('2026-11-01T09:00', { status }), style.now)).toBe(status);
  }
});

test('colour stands beside the symbol and never for it', () => {
  const painted = styleOf(80, { paint: COLOUR_PAINT });
  expect(paintMark('attended', symbolOf('attended', painted), painted)).toBe('\x1b[32m✓\x1b[39m');
  expect(paintMark('no_show', '✗', painted)).toBe('\x1b[31m✗\x1b[39m');
  expect(paintMark('booked', symbolOf('booked', style), style)).toBe('○');
});
