/** A limit: real mails have a dozen parts, and a few thousand take seconds to read. */
export const MAX_PARTS = 500;

/**
 * Estimates the number of parts without parsing: the heads with a content type, or the boundary lines, whichever are
 * more. Parts of forwarded mails count too. Stops counting just above {@link MAX_PARTS}.
 */
export function countParts(mail: Uint8Array): number {
  // Heads are ASCII. For other octets, the wrong characters do not matter here.
  const text = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength).toString('latin1');
  return Math.max(countTypes(text), countBoundaries(text));
}

function countTypes(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/^content-type[ \t]*:/gim)) {
    count += 1;
    if (count > MAX_PARTS) break;
  }
  return count;
}

/** Counts the boundary lines that heads declare (RFC 2046 §5.1.1). A part does not need a head of its own. */
function countBoundaries(text: string): number {
  const declared = new Set<string>();
  for (const [, quoted, bare] of text.matchAll(/\bboundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/gi)) {
    declared.add(quoted ?? bare ?? '');
    if (declared.size > MAX_PARTS) return declared.size;
  }
  let count = 0;
  for (const [line] of declared.size === 0 ? [] : text.matchAll(/^--[^\r\n]{1,200}/gm)) {
    if (declared.has(line.slice(2).trimEnd())) count += 1;
    if (count > MAX_PARTS) break;
  }
  return count;
}
