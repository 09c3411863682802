/** The part of a content line before its value. */
export interface LineHead {
  /** In small letters. */
  readonly name: string;
  /** By name in small letters. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** The index at which the value begins. */
  readonly valueAt: number;
}

/** A line whose name and parameters are longer is not a property. The limit saves time. */
const MAX_HEAD = 5000;

/** Properties whose values are times. */
const TIMES = /^(?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)$/i;
const NAME = /^[A-Za-z0-9-]+$/;

/**
 * Parses the head of a content line (RFC 5545 §3.1); null where there is none. Some programs do not quote a parameter
 * that contains a colon (`TZID=GMT+01:00:2026…`, `TZID=tzone://Microsoft/Utc:2026…`). Therefore the value of a time
 * property begins only where a time begins.
 */
export function readHead(line: string): LineHead | null {
  const colon = valueColon(line);
  if (colon === null) return null;
  const nameEnd = endOfName(line, colon);
  const name = line.slice(0, nameEnd).trim();
  if (!NAME.test(name)) return null;
  const end =
    nameEnd < colon && TIMES.test(name) && !BEGINS_TIME.test(line.slice(colon + 1, colon + 20))
      ? (timeColon(line, colon) ?? colon)
      : colon;
  return { name: name.toLowerCase(), params: readParams(line, nameEnd, end), valueAt: end + 1 };
}

function endOfName(line: string, colon: number): number {
  const semicolon = line.indexOf(';');
  return semicolon === -1 || semicolon > colon ? colon : semicolon;
}

/** The index of the first colon that is not quoted and not part of an address (`ALTREP=https://…`). */
function valueColon(line: string): number | null {
  let isQuoted = false;
  let isParam = false;
  for (let at = 0; at < MAX_HEAD && at < line.length; at += 1) {
    const character = line[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '=' || character === ';') isParam = character === '=';
    else if (character === ':' && !isQuoted) {
      const isAddress = isParam && line.startsWith('//', at + 1) && /=[a-z][a-z0-9+.-]*$/i.test(line.slice(0, at));
      if (!isAddress || !line.includes(':', at + 1)) return at;
    }
  }
  return null;
}

const BEGINS_TIME = /^\s*\d{4}-?\d\d-?\d\d/;
const TIME_AHEAD = /:(?=\s*\d{4}-?\d\d-?\d\d(?:[T\s,/]|$))/gi;

function timeColon(line: string, from: number): number | null {
  const head = line.slice(0, MAX_HEAD);
  TIME_AHEAD.lastIndex = from;
  return TIME_AHEAD.exec(head)?.index ?? null;
}

/** Encodings that vCalendar 1.0 writes without a parameter name. */
const BARE_ENCODING = /^(?:QUOTED-PRINTABLE|BASE64)$/i;

function readParams(line: string, from: number, to: number): LineHead['params'] {
  const params: Record<string, string> = {};
  let last: string | null = null;
  for (const piece of pieces(line.slice(from + 1, to))) {
    const [, name, value] = /^\s*([A-Za-z0-9-]+)\s*=([\s\S]*)$/.exec(piece) ?? [];
    if (name !== undefined && value !== undefined) {
      last = name.toLowerCase();
      params[last] = unquoted(value);
    } else if (BARE_ENCODING.test(piece.trim())) {
      params['encoding'] = piece.trim();
    } else if (last === 'tzid') {
      params['tzid'] += `;${piece}`;
    }
  }
  return params;
}

/** Splits at semicolons that are not quoted. */
function pieces(text: string): string[] {
  if (!text.includes('"')) return text === '' ? [] : text.split(';');
  return text.match(/(?:[^;"]|"[^"]*"|")+/g) ?? [];
}

/** A parameter value without quotation marks, with the escapes of RFC 6868 undone. */
function unquoted(value: string): string {
  const plain = value.trim().replace(/^"([\s\S]*)"$/, '$1');
  return plain.includes('^')
    ? plain.replace(/\^([n^'])/g, (_, code) => (code === 'n' ? '\n' : code === "'" ? '"' : '^'))
    : plain;
}
