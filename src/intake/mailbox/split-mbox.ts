// The format “mbox” (RFC 4155, and its dialects mboxo and mboxrd): mails one after the other. A line “From SENDER DATE”
// after an empty line begins the next mail. Such a line within a mail is quoted with “>”.

const BEGINNING = Buffer.from('From ');
const NEXT = Buffer.from('\nFrom ');
/** The most octets of a beginning that a chunk may cut: `\n\r\nFrom`. */
const HELD_BACK = 8;
const LONGEST_BEGINNING = 1000;
const DATED =
  /^From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\d{1,2} +)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.*\d{1,2}:\d\d\b/;
/** Some programs leave out the date. */
const UNDATED = /^From \S+@\S+\s*$/;

/** Whether a document is an mbox, by its first octets. */
export function beginsAsMbox(octets: Uint8Array): boolean {
  return BEGINNING.equals(octets.subarray(0, BEGINNING.length));
}

/**
 * The mails of an mbox that comes in chunks, with any line ends; null for a mail of more than `limit` octets. Holds one
 * mail at a time. Text before the first mail is ignored.
 */
export async function* splitMbox(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array | null, void, undefined> {
  let mail: Draft | null = null;
  // The first mail then begins after an empty line, as every other.
  let buffer: Buffer = Buffer.from('\n');
  for await (const chunk of chunks) {
    buffer = Buffer.concat([buffer, chunk]);
    for (let scanned = 0; ; ) {
      const at = buffer.indexOf(NEXT, scanned);
      const end = at < 0 ? -1 : buffer.indexOf('\n', at + 1);
      const isCut = end < 0 && (at < 0 || buffer.length - at < LONGEST_BEGINNING);
      if (isCut) {
        const done = Math.max(at < 0 ? buffer.length - HELD_BACK : at - 2, 0);
        mail?.add(buffer.subarray(0, done));
        buffer = buffer.subarray(done);
        break;
      }
      if (end < 0 || !isBeginning(buffer, at, end, mail === null)) {
        scanned = at + 1;
        continue;
      }
      mail?.add(buffer.subarray(0, at + 1));
      if (mail && !mail.isEmpty) yield mail.finish();
      mail = new Draft(limit);
      buffer = buffer.subarray(end + 1);
      scanned = 0;
    }
  }
  mail?.add(buffer);
  if (mail && !mail.isEmpty) yield mail.finish();
}

/**
 * Whether the line between two line ends begins a mail. Invariant: the buffer begins with the start of a mail, or well
 * before this line.
 */
function isBeginning(buffer: Buffer, at: number, end: number, isFirst: boolean): boolean {
  const before = buffer[at - 1] === 0x0d ? at - 2 : at - 1;
  if (before >= 0 && buffer[before] !== 0x0a) return false;
  const line = buffer.toString('latin1', at + 1, end);
  return isFirst || DATED.test(line) || UNDATED.test(line);
}

/** A mail that is still being collected. */
class Draft {
  readonly #limit: number;
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#size === 0 || (this.#size <= HELD_BACK && Buffer.concat(this.#parts).toString('latin1').trim() === '');
  }

  add(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size > this.#limit) this.#parts = [];
    else this.#parts.push(part);
  }

  /** Removes the quotes of mboxrd. In mboxo, they cannot be told from quotes of the sender. */
  finish(): Uint8Array | null {
    if (this.#size > this.#limit) return null;
    const mail = Buffer.concat(this.#parts);
    if (!mail.includes('>From ')) return mail;
    return Buffer.from(mail.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
  }
}
