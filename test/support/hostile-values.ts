/** Values that a stranger may send in place of any value: other types, and texts that have harmed programs. */
export const HOSTILE: readonly unknown[] = [
  ...[null, true, false, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 12.5, 1e9, 1e300, {}, [], [{}], ['a']],
  ...[['a', 7], Symbol('s'), 7n, '\u0000\u0007', '1e9'],
  ...['', ' ', '\u0000', '\ud800', 'a\ud800b', '\u202eabc\u2066', '\u009b31mred', '\u001b[31mred\u001b[0m', 'a\u007fb'],
  ...['a\nb', 'a\r\n\tb', 'a\u2028b', '__proto__', 'constructor', 'x'.repeat(100_000), '*'.repeat(100_000)],
  ...['=:'.repeat(50_000), 'a=type:'.repeat(20_000), '1'.repeat(100_000), '(('.repeat(5000)],
  ...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'euros!', '12.5', '-5', 'NaN'],
  ...["'; drop table bookings; --", '../../etc/passwd', '2026-13-40', '25:61', 'https://[', 'https://user:pw@host/'],
];

const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

/** Every text in a value with a control character (also bidirectional), a line break or a lone surrogate. */
export function unseenIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return UNSEEN.test(value) ? [JSON.stringify(value.slice(0, 100))] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [...unseenIn(key), ...unseenIn(each)]);
}

/** The length of the longest text in a value. */
export function longestIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(longestIn));
}
