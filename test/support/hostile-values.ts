/** Of every type, and texts of every kind that has hurt a program. */
export const HOSTILE: readonly unknown[] = [
  ...[null, true, false, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 12.5, 1e9, 1e300, [], {}, ['a'], Symbol('s'), 7n],
  ...['', ' ', '\u0000', '\u0000\u0007', '\ud800', 'a\ud800b', '\u202eabc', '\u009b31mred', '\u001b[31mred\u001b[0m'],
  ...['a\nb', 'a\r\n\tb', '__proto__', 'constructor', 'x'.repeat(100_000), '1'.repeat(100_000), '(('.repeat(5000)],
  ...['javascript:alert(1)', 'data:text/html,x', 'euros!', '12.5', '-5', '1e9', 'NaN', "'; drop table bookings; --"],
];
