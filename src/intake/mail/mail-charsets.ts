/** The charsets that the parts of a mail name, by the keys of {@link partKey}; a part that names none is not there. */
export function charsetsOf(mail: Uint8Array): ReadonlyMap<string, string> {
  // Heads are in ASCII; what else is read of them here does not matter.
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

/** Heads of parts are short. */
const LONGEST_HEAD = 4000;

/** The head that a place is in (RFC 5322 §2.2), unfolded. */
function headAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LONGEST_HEAD), at).split(/\r?\n(?:\r?\n|--)/);
  const [after = ''] = text.slice(at, at + LONGEST_HEAD).split(/\r?\n\r?\n/, 1);
  return `${before.at(-1) ?? ''}${after}`.replace(/\r?\n(?=[ \t])/g, '').replaceAll('\r', '');
}

/** A parameter (RFC 2045 §5.1); null where it is not there, or split or encoded (RFC 2231). */
function parameterOf(parameters: string, name: string): string | null {
  const [, quoted, bare] =
    new RegExp(`;[ \\t]*${name}[ \\t]*=[ \\t]*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(parameters) ?? [];
  return quoted ?? bare ?? null;
}
