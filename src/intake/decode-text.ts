/**
 * The text of a file that another program wrote. Takes UTF-8 and UTF-16 by their marks, UTF-8 without one, and
 * reads Windows-1252 where nothing in the file is UTF-8: what old versions of Outlook and Excel write. Octets
 * that mean nothing become U+FFFD. The mark itself is dropped.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\ufffd')) return text;
  const mended = new TextDecoder('utf-8').decode(joinCutCharacters(bytes));
  return /[^\0-\x7f\ufffd]/.test(mended) ? mended : decodeWindows1252(bytes);
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
