/** A mail of a person has a dozen; a few thousand take seconds to read. */
export const MAX_PARTS = 500;

/**
 * About how many parts a mail has, counted without reading it: its heads that name a type, or its lines between parts,
 * whichever are more. Those of mails that it forwards are among them. Counts no further than just beyond
 * {@link MAX_PARTS}.
 */
export function countParts(mail: Uint8Array): number {
  // Heads are in ASCII; what else is read of them here does not matter.
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

/** Lines that a head declares (RFC 2046 §5.1.1): a part needs no head of its own. */
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
