import { decodeText } from '../decode-text.ts';

const ESCAPED = /(?:=[0-9A-F]{2})+/gi;

/**
 * A value as vCalendar 1.0 encodes it: quoted-printable (RFC 2045 §6.7, its soft line breaks taken out already) or
 * base64, of a text in that charset. A value in any other encoding stays as it is.
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
  // A character of some charsets is an escaped octet and a plain letter, so that the whole has to be decoded at once.
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
