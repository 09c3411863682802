/** Receives the lines of a file. */
export interface LineTaker {
  /** Whether to assemble a line. A null name may become a name when the line is unfolded. */
  mayMatter(name: string | null): boolean;
  /** Takes an unfolded line. `line` is the number of its first physical line, from 1. */
  takeLine(text: string, name: string | null, line: number): void;
}

/** Longer lines are cut soon after this length, so that they can be recognised as too long. */
export const MAX_LINE = 2_000_000;

/**
 * Gives every line that may matter to the taker, unfolded. Accepts any line end and empty lines. A quoted-printable
 * line that ends with `=` continues in the next line (vCalendar 1.0; RFC 2045 §6.7).
 */
export function readLines(text: string, taker: LineTaker): void {
  const names = new PropertyNames();
  let parts: string[] = [];
  let name: string | null = null;
  let length = 0;
  let begunAt = 0;
  let head = 0;
  let soft: 'no' | 'yes' | 'after-empty' = 'no';
  const take = () => {
    const line = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
    if (parts.length > 0) taker.takeLine(line, name ?? names.at(line, 0, line.length), begunAt);
  };
  let number = 0;
  let newline = -1;
  let carriage = -1;
  for (let from = text.startsWith('\ufeff') ? 1 : 0; from < text.length; number += 1) {
    if (newline < from) newline = indexOrEnd(text, '\n', from);
    if (carriage < from) carriage = indexOrEnd(text, '\r', from);
    const to = Math.min(newline, carriage);
    const isFolded = begunAt > 0 && (text[from] === ' ' || text[from] === '\t');
    if (to === from) {
      if (soft === 'yes') soft = 'after-empty';
    } else {
      const goesOn = soft !== 'no' && continuesSoftly(text, from, to, soft === 'yes' ? null : names);
      soft = 'no';
      if (goesOn || isFolded) {
        const begin = isFolded && (!goesOn || text[from] === '\t') ? from + 1 : from;
        if (parts.length > 0 && length <= MAX_LINE) parts.push(text.slice(begin, to));
        length += to - from;
      } else {
        take();
        name = names.at(text, from, to);
        parts = taker.mayMatter(name) ? [text.slice(from, to)] : [];
        length = to - from;
        begunAt = number + 1;
        head = from;
      }
      if (text.charCodeAt(to - 1) === EQUALS && isQuotedPrintable(text, head)) {
        soft = 'yes';
        const last = parts.pop();
        if (last !== undefined) parts.push(last.slice(0, -1));
      }
    }
    from = to + (carriage === to && newline === to + 1 ? 2 : 1);
  }
  take();
}

/** Whether the line that begins at `from` has a quoted-printable value. */
function isQuotedPrintable(text: string, from: number): boolean {
  const head = text.slice(from, from + MAX_QUOTED_HEAD);
  const colon = head.indexOf(':');
  return colon > 0 && head.slice(0, colon).toUpperCase().includes('QUOTED-PRINTABLE');
}

const MAX_QUOTED_HEAD = 300;

/**
 * Whether a physical line continues the soft-broken text before it. After an empty line it does so only if it is not a
 * property.
 */
function continuesSoftly(text: string, from: number, to: number, names: PropertyNames | null): boolean {
  if (text.startsWith('BEGIN:V', from) || text.startsWith('END:V', from)) return false;
  return names === null || names.at(text, from, to) === null;
}

function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from);
  return index === -1 ? text.length : index;
}

/** No real property has a longer name. */
export const MAX_NAME = 100;
const NAME = /^\s*([A-Za-z0-9-]+)\s*$/;
const [COLON, SEMICOLON, EQUALS] = [0x3a, 0x3b, 0x3d];

/** A cache of the names at the beginning of lines. Each is parsed and stored once. */
class PropertyNames {
  readonly #known = new Map<string, string | null>();

  /** The name at the beginning of a line (from `from` to `to`), in capitals; null where there is none. */
  at(text: string, from: number, to: number): string | null {
    const last = Math.min(to, from + MAX_NAME + 1);
    for (let end = from; end < last; end += 1) {
      const code = text.charCodeAt(end);
      if (code === COLON || code === SEMICOLON) return this.#nameIn(text.slice(from, end));
    }
    return null;
  }

  #nameIn(written: string): string | null {
    const known = this.#known.get(written);
    if (known !== undefined) return known;
    const name = NAME.exec(written)?.[1]?.toUpperCase() ?? null;
    if (this.#known.size < MAX_NAMES) this.#known.set(written, name);
    return name;
  }
}

/** A limit against harmful input. Real files have a few dozen. */
const MAX_NAMES = 1000;
