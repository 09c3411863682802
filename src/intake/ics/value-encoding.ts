import { decodeText } from '../decode-text.ts';

const ESCAPED = /(?:=[0-9A-F]{2})+/gi;

/**
 * Decodes a value of vCalendar 1.0: quoted-printable (RFC 2045 §6.7, soft line breaks already removed) or base64, in
 * the given charset. A value in any other encoding is returned unchanged.
 */
export function decodeValue(value: string, encoding: string | undefined, charset: string | undefined): string {
  switch (encoding?.toUpperCase()) {
    case 'QUOTED-PRINTABLE':
    case 'Q':
      return decodeQuotedPrintable(value.replace(/=\s*$/, ''), charset ?? null);
    case 'BASE64':
    case 'B':
      return decodeBase64(value, charset ?? null);
    default:
      return value;
  }
}

function decodeQuotedPrintable(value: string, charset: string | null): string {
  // In some charsets one character consists of an escaped octet and a plain letter, so decode the whole value at once.
  const isPlain = /^[\0-\x7f]*$/.test(value);
  return isPlain ? decodeOctets(value, charset) : value.replace(ESCAPED, (piece) => decodeOctets(piece, charset));
}

function decodeOctets(ascii: string, charset: string | null): string {
  const octets = ascii.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(Buffer.from(octets, 'latin1'), charset).text;
}

function decodeBase64(value: string, charset: string | null): string {
  const packed = value.replace(/\s+/g, '');
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
  return isBase64 ? decodeText(Buffer.from(packed, 'base64'), charset).text : value;
}
