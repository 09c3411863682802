/** The charsets of the parts of a mail, by {@link partKey}. Parts without a charset are missing. */
export function charsetsOf(mail: Uint8Array): ReadonlyMap<string, string> {
  // Heads are ASCII. For other octets, the wrong characters do not matter here.
  const text = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength).toString('latin1');
  const charsets = new Map<string, string>();
  for (const { index } of text.matchAll(/^content-type[ \t]*:/gim)) {
    const head = headAround(text, index);
    const type = /^content-type[ \t]*:[ \t]*([^\s;]+)(.*)$/im.exec(head);
    const charset = parameterOf(type?.[2] ?? '', 'charset');
    if (charset === null) continue;
    const disposition = /^content-disposition[ \t]*:(.*)$/im.exec(head)?.[1] ?? '';
    const file = parameterOf(disposition, 'filename') ?? parameterOf(type?.[2] ?? '', 'name');
    charsets.set(partKey(type?.[1] ?? '', file), charset);
  }
  return charsets;
}

export function partKey(mimeType: string, fileName: string | null): string {
  return `${mimeType.toLowerCase()} ${fileName ?? ''}`;
}

/** No real head of a part is longer. */
const LONGEST_HEAD = 4000;

/** The unfolded head around a position (RFC 5322 §2.2). */
function headAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LONGEST_HEAD), at).split(/\r?\n(?:\r?\n|--)/);
  const [after = ''] = text.slice(at, at + LONGEST_HEAD).split(/\r?\n\r?\n/, 1);
  return `${before.at(-1) ?? ''}${after}`.replace(/\r?\n(?=[ \t])/g, '').replaceAll('\r', '');
}

/** The value of a parameter (RFC 2045 §5.1); null where it is missing, split or encoded (RFC 2231). */
function parameterOf(parameters: string, name: string): string | null {
  const [, quoted, bare] =
    new RegExp(`;[ \\t]*${name}[ \\t]*=[ \\t]*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(parameters) ?? [];
  return quoted ?? bare ?? null;
}
