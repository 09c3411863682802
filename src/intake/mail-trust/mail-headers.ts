/** One line of a mail's head, unfolded (RFC 5322 §2.2). */
export interface MailHeader {
  /** In small letters. */
  readonly name: string;
  /** The octets of the mail, unchanged. Words in it may be encoded. */
  readonly value: string;
}

/** The head of a mail, from the top. Servers add their lines at the top. */
export type MailHeaders = readonly MailHeader[];

/** A limit, in octets. Heads of real mails have about ten thousand. */
const LONGEST_HEAD = 1_000_000;

/**
 * Reads the head of the mail itself, never of a mail within it. Never throws: a line that is not a header is left out.
 */
export function readHeaders(octets: Uint8Array): MailHeaders {
  const text = textOfHead(octets);
  const headers: { name: string; value: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value += line;
      continue;
    }
    const colon = line.indexOf(':');
    // A line without a name is left out, with the lines that continue it.
    if (colon > 0) headers.push({ name: line.slice(0, colon).trimEnd().toLowerCase(), value: line.slice(colon + 1) });
    else headers.push({ name: '', value: '' });
  }
  return headers.filter(({ name }) => name !== '');
}

/** What follows the head. */
export function bodyOf(octets: Uint8Array): Uint8Array {
  return octets.subarray(textOfHead(octets).length);
}

/** One character for an octet. */
function textOfHead(octets: Uint8Array): string {
  const length = Math.min(octets.length, LONGEST_HEAD);
  const text = Buffer.from(octets.buffer, octets.byteOffset, length).toString('latin1');
  return text.slice(0, /(?:^|\n)\r?\n/.exec(text)?.index ?? text.length);
}

/** The values of all headers of a name, from the top. */
export function valuesOf(headers: MailHeaders, name: string): readonly string[] {
  return headers.filter((header) => header.name === name).map(({ value }) => value.trim());
}
