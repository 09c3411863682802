// JSON escapes only control characters below U+0020. These characters can also move a cursor or change the direction of
// text on a terminal. Escaped, they have the same meaning for a reader of JSON.
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON in which every control character, also bidirectional ones, is escaped (RFC 8259, section 7). */
export function toJsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
