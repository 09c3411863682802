/** A single key, or a burst of several keys at once. */
export type Keystroke =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'escape' }
  /** An arrow, a function key, Enter and so on. */
  | { readonly kind: 'other' }
  | { readonly kind: 'burst' }
  /** Ctrl-C, Ctrl-D, or the terminal is closed. */
  | { readonly kind: 'stop' };

/**
 * A shorter pause between characters does not separate keys (ms). So pasted or fast text is one burst, the escape
 * sequence of an arrow may arrive in pieces, and a single Esc is complete after the pause.
 */
export const PAUSE_MS = 60;

/**
 * One key: a character with its combining marks, or the escape sequence of an arrow, Alt with a letter, or the mouse.
 */
const KEY =
  /\x1b\x1b?(?:\[M[\s\S]{3}|\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|O[\s\S])|\x1b(?!\x1b)[^[O]|\x1b|\P{M}\p{M}*|\p{M}+/gsu;
const STOP = /[\u0003\u0004]/;

/** Interprets the text between two pauses; null where it is empty. Pure. */
export function readKeystroke(text: string): Keystroke | null {
  const bare = text.replace(PASTE_MARKS, '');
  if (STOP.test(bare)) return { kind: 'stop' };
  const keys = bare.match(KEY) ?? [];
  const [key] = keys;
  if (key === undefined) return null;
  const characters = keys.filter((each) => !isControl(each));
  if (characters.length > 1 || (characters.length === 1 && keys.length > 1)) return { kind: 'burst' };
  if (keys.every((each) => each === '\x1b')) return { kind: 'escape' };
  return isControl(key) ? { kind: 'other' } : { kind: 'key', key };
}

/** Terminals may put these around pasted text. */
const PASTE_MARKS = /\x1b\[20[01]~/g;

function isControl(key: string): boolean {
  return /^[\u0000-\u001f\u007f]/.test(key);
}
