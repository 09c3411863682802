// JSON escapes only the controls below U+0020. These move a cursor or turn the text about as well, on a terminal that
// shows the document; a reader of JSON gets the very same characters.
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON of a value in which every control character, bidirectional ones too, is an escape (RFC 8259, section 7). */
export function toJsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
