/** What a person pressed: one key, or so many at once that nobody meant each. */
export type Keystroke =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'escape' }
  /** An arrow, a function key, Enter and the like. */
  | { readonly kind: 'other' }
  | { readonly kind: 'burst' }
  /** Ctrl-C, Ctrl-D, or a terminal that is gone. */
  | { readonly kind: 'stop' };

/**
 * Text that comes without a pause of so many milliseconds is one burst: pasted, or a word typed in haste. The sequence
 * of an arrow may come in pieces, a lone Esc ends with the pause.
 */
export const PAUSE_MS = 60;

/** One key: a character with its marks, or what a terminal sends for an arrow, Alt and a letter, a mouse. */
const KEY =
  /\x1b\x1b?(?:\[M[\s\S]{3}|\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|O[\s\S])|\x1b(?!\x1b)[^[O]|\x1b|\P{M}\p{M}*|\p{M}+/gsu;
const STOP = /[\u0003\u0004]/;

/** What came between two pauses, as a person pressed it; null for nothing. Pure. */
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

/** Around text that is pasted, where the terminal says so. */
const PASTE_MARKS = /\x1b\[20[01]~/g;

function isControl(key: string): boolean {
  return /^[\u0000-\u001f\u007f]/.test(key);
}
