/** As for mailboxes: a confirmation has a few hundred KB at most, and pictures with it. */
export const MAX_OCTETS = 20 * 1024 * 1024;
/** More than any mail that a person reads. */
export const MAX_CHARACTERS = 2_000_000;
/** Elements that are open at once: a parser looks through them at every tag. Mails have some fifty. */
const MAX_OPEN = 2000;
/** A limit: real mails have a dozen parts, and a few thousand take seconds to read. */
export const MAX_PARTS = 500;

/** Elements without an end (HTML §13.1.2). */
export const EMPTY = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

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

/** Whether the text of a mail is longer, or nested deeper, than a parser should be given. */
export function isBeyondReading(text: string): boolean {
  if (text.length > MAX_CHARACTERS) return true;
  const open = new Map<string, number>();
  let total = 0;
  for (const [, end, tag = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    const name = tag.toLowerCase();
    const held = open.get(name) ?? 0;
    if (end !== '' && held === 0) continue;
    const by = end === '' ? 1 : -1;
    open.set(name, held + by);
    if (!EMPTY.has(name)) total += by;
    if (total > MAX_OPEN) return true;
  }
  return false;
}
