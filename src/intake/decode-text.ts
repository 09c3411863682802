import { isAscii, isUtf8 } from 'node:buffer';
import { oneLine } from '../errors.ts';

export interface DecodedText {
  readonly text: string;
  /** One or two whole sentences that say what was guessed; null where nothing was. */
  readonly note: string | null;
}

/**
 * Decodes the text of a file or an answer that another program wrote. It tries, in this order:
 * - the byte order mark (BOM), as browsers do (WHATWG Encoding, "decode"): no text starts with one by chance, and
 *   many servers name a charset without looking at the text;
 * - `charset`, a label of HTTP or MIME, unless the octets disprove it;
 * - UTF-8;
 * - Windows-1252, which old versions of Outlook and Excel write.
 *
 * Octets that cannot be decoded become U+FFFD. The BOM is removed.
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

/** `doubt`: why the charset that the document names does not count; null where there is no such reason. */
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

/** The encoding that a label names (WHATWG Encoding §4.2); null for an unknown label. */
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
 * Whether a document cannot be in the encoding that its server names. Many servers name Latin-1 for everything. Where
 * the octets are valid UTF-8, the text is UTF-8: that does not happen by chance.
 */
function isDisproved(encoding: string, bytes: Uint8Array, text: string): boolean {
  if (encoding.startsWith('utf-16')) return !bytes.includes(0);
  return isUtf8(bytes) && (encoding === 'windows-1252' ? !isAscii(bytes) : text.includes('\ufffd'));
}

/** Decodes UTF-8 with some invalid octets too; null where no letter beyond ASCII can be decoded. */
function decodeUtf8(bytes: Uint8Array): string | null {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const mended = decodeAs('utf-8', bytes);
  return /[^\0-\x7f\ufffd]/.test(mended) ? mended : null;
}

/**
 * Windows-1252 from 0x80 on, where Latin-1 has control characters. Node's own decoder treats Windows-1252 as Latin-1.
 */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (control) => WINDOWS.charAt(control.charCodeAt(0) - 0x80));
}

/**
 * Unfolds lines that were folded inside a character. iCalendar folds lines at octets (RFC 5545 §3.1), so some programs
 * cut a character in two. A line break and a blank before a continuation octet are removed, so that it can be decoded.
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
