/** A content line between its name and its value. */
export interface LineHead {
  /** In small letters. */
  readonly name: string;
  /** By name in small letters. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Where the value begins. */
  readonly valueAt: number;
}

/** Longer names and parameters are no property, and looking through them would take its time. */
const MAX_HEAD = 5000;

/** The properties whose value is a time or a list of times. */
const TIMES = /^(?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)$/i;
const NAME = /^[A-Za-z0-9-]+$/;

/**
 * Takes the head of a content line apart (RFC 5545 §3.1); null where there is none. Programs forget the quotation
 * marks around a parameter with a colon in it (`TZID=GMT+01:00:2026…`, `TZID=tzone://Microsoft/Utc:2026…`): where the
 * value must be a time, it begins where a time does.
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

/** The first colon outside of quotation marks that does not stand in an address (`ALTREP=https://…`). */
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

/** What vCalendar 1.0 writes without the name of the parameter. */
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

/** The parts between the semicolons that stand outside of quotation marks. */
function pieces(text: string): string[] {
  if (!text.includes('"')) return text === '' ? [] : text.split(';');
  return text.match(/(?:[^;"]|"[^"]*"|")+/g) ?? [];
}

/** A value without its quotation marks and with what RFC 6868 writes for characters that it may not hold. */
function unquoted(value: string): string {
  const plain = value.trim().replace(/^"([\s\S]*)"$/, '$1');
  return plain.includes('^')
    ? plain.replace(/\^([n^'])/g, (_, code) => (code === 'n' ? '\n' : code === "'" ? '"' : '^'))
    : plain;
}
