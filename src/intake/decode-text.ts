import { isAscii, isUtf8 } from 'node:buffer';
import { oneLine } from '../errors.ts';

export interface DecodedText {
  readonly text: string;
  /** What had to be guessed, as a whole sentence; null where nothing had. */
  readonly note: string | null;
}

/**
 * The text of a file or an answer that another program wrote. Its own mark (BOM) says what it is, before anybody else:
 * as in browsers (WHATWG Encoding, "decode"), since no text begins with one by chance and servers often name a charset
 * without looking. Then comes `charset`, a label as HTTP and MIME have it, unless the octets disprove it; then UTF-8;
 * then Windows-1252, which old versions of Outlook and Excel write. Octets that mean nothing become U+FFFD. The mark
 * itself is dropped.
 */
export function decodeText(bytes: Uint8Array, charset: string | null = null): DecodedText {
  const mark = markOf(bytes);
  if (mark !== null) return { text: decodeAs(mark, bytes), note: null };
  if (charset === null) return guess(bytes, null);
  const label = oneLine(charset).slice(0, 40);
  const encoding = encodingOf(charset);
  if (encoding === null) return guess(bytes, `The charset “${label}” is not known`);
  if (encoding === 'utf-8') return guess(bytes, null);
  const text = decodeAs(encoding, bytes);
  return isDisproved(encoding, bytes, text)
    ? guess(bytes, `The text is not in ${label}, as its server says`)
    : { text, note: null };
}

/** `doubt` is why what the document says of itself does not count. */
function guess(bytes: Uint8Array, doubt: string | null): DecodedText {
  const text = decodeUtf8(bytes);
  if (text !== null) {
    const lost = text.includes('\ufffd') && !isUtf8(bytes) ? 'The text is not all in UTF-8' : null;
    const why = doubt ?? lost;
    return { text, note: why && `${why}: read as UTF-8.${lost ? ' Some letters cannot be read.' : ''}` };
  }
  const why = doubt ?? 'The text is not in UTF-8';
  return { text: decodeWindows1252(bytes), note: `${why}: read as Windows-1252. Letters with accents may be wrong.` };
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

/** The encoding that a label means (WHATWG Encoding §4.2); null for one that nobody knows. */
function encodingOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes);
  return new TextDecoder(encoding).decode(encoding === 'utf-8' && !isUtf8(bytes) ? joinCutCharacters(bytes) : bytes);
}

/**
 * Whether a document cannot be in the encoding it is said to be in. Latin-1 is what many servers say of everything:
 * where the octets are UTF-8, that is no chance.
 */
function isDisproved(encoding: string, bytes: Uint8Array, text: string): boolean {
  if (encoding.startsWith('utf-16')) return !bytes.includes(0);
  return isUtf8(bytes) && (encoding === 'windows-1252' ? !isAscii(bytes) : text.includes('\ufffd'));
}

/** Null where nothing in it is UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const mended = decodeAs('utf-8', bytes);
  return /[^\0-\x7f\ufffd]/.test(mended) ? mended : null;
}

/** What Windows-1252 has where Latin-1 has controls, from 0x80 on. Node's own decoder takes it for Latin-1. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (control) => WINDOWS.charAt(control.charCodeAt(0) - 0x80));
}

/**
 * iCalendar lines are folded at octets, and some programs fold inside a character (RFC 5545 §3.1): a line
 * break and a blank that are followed by a continuation octet are taken out before decoding.
 */
function joinCutCharacters(bytes: Uint8Array): Uint8Array {
  const joined = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const fold = foldLength(bytes, at);
    if (fold > 0 && isContinuation(bytes[at + fold])) at += fold;
    joined[length] = bytes[at] ?? 0;
    length += 1;
  }
  return joined.subarray(0, length);
}

function foldLength(bytes: Uint8Array, at: number): number {
  const newline = bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? 2 : bytes[at] === 0x0a ? 1 : 0;
  const blank = bytes[at + newline];
  return newline > 0 && (blank === 0x20 || blank === 0x09) ? newline + 1 : 0;
}

function isContinuation(octet: number | undefined): boolean {
  return octet !== undefined && (octet & 0xc0) === 0x80;
}
