import { isZone, usualZoneName } from '../../time/zones.ts';
import { zoneOfShownName, zoneOfWindowsName } from './windows-zones.ts';

/** The meaning of a zone name: an IANA zone, or a fixed offset (ms east of UTC). */
export type NamedZone =
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'offset'; readonly offset: number };

/**
 * Interprets a zone name of another program; null where it is unknown. UTC, under any name, is an offset like `Z`: a
 * program that writes it means an instant, not a place. `Etc/GMT+2` is a name of the IANA database, with the sign
 * reversed: two hours west.
 */
export function meaningOf(name: string): NamedZone | null {
  const zone = zoneNamed(name);
  if (zone === null) {
    const offset = offsetNamed(name);
    return offset === null ? null : { kind: 'offset', offset };
  }
  const fixed = isUtc(zone) ? 0 : isWrittenOut(name, zone) ? null : offsetOfEtc(zone);
  return fixed === null ? { kind: 'zone', zone } : { kind: 'offset', offset: fixed };
}

/**
 * The IANA zone that a name means: the name itself, also with blanks or dashes (`America/New York`); a name of Windows
 * (`Eastern Standard Time`); the end of a path (`/mozilla.org/20070129_1/Europe/Berlin`); or what Windows displays
 * (`(UTC+01:00) Amsterdam, Berlin, …`). Null for other names.
 */
export function zoneNamed(name: string): string | null {
  if (name.length > MAX_NAME) return null;
  const plain = name.trim().replace(/^"(.*)"$/, '$1');
  return (
    ianaNamed(plain.replace(/^\//, '')) ??
    zoneOfWindowsName(plain) ??
    ianaAtTheEnd(plain) ??
    ianaMeant(plain) ??
    shownNamed(plain)
  );
}

/** No zone name is longer, not even those that Windows displays. */
const MAX_NAME = 200;

/** The IANA zone with exactly this name, in its usual case; null where there is none. */
export function ianaNamed(name: string): string | null {
  // Newer versions of Node also accept bare offsets (`+01:00`), which are not IANA names.
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+){0,2}$/.test(name) || !isZone(name)) return null;
  const usual = usualZoneName(name);
  return usual.toLowerCase() === name.toLowerCase() ? usual : name;
}

function ianaAtTheEnd(path: string): string | null {
  const parts = path.split('/').slice(-3);
  if (parts.length < 2) return null;
  for (let from = 0; from < parts.length; from += 1) {
    const zone = ianaNamed(parts.slice(from).join('/'));
    if (zone !== null) return zone;
  }
  return zoneOfWindowsName(parts.at(-1) ?? '');
}

/**
 * The IANA name in a text that a person typed: `America/New York`, `Europe - Berlin`, `Europe\Berlin`, `Asia/Tokyo
 * (JST)`.
 */
function ianaMeant(name: string): string | null {
  const tidy = name
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/%2f|\\+\/?/gi, '/')
    .replace(/^([A-Z]\w+)(?:\s+[-–—]\s+|[-:.]\s*)(?=[A-Z])/i, '$1/')
    .replace(/\s*\/\s*/g, '/')
    .trim()
    .replace(/\s+/g, '_');
  return tidy.includes('/') ? (ianaNamed(tidy) ?? ianaNamed(tidy.replaceAll('-', '_'))) : null;
}

/** The offset before a displayed name: `(UTC+01:00) `, `(GMT-08.00) `, `(GMT) `, `GMT+1 `. */
const SHOWN_OFFSET = /^\(?(?:UTC|GMT)?\s*(?:[+−–-]\s*\d{1,2}(?:[:.]?\d\d)?)?\)?\s+/i;

function shownNamed(name: string): string | null {
  const shown = name.replace(/\\(.)/g, '$1').replace(SHOWN_OFFSET, '').trim();
  return /\p{L}{3}/u.test(shown) ? zoneOfShownName(shown.replace(/ - (?:old|new)$/i, '')) : null;
}

const SIGNED = /^(?:(?:UTC|GMT|UT|Z)(?:\/(?:UTC|GMT))?)?\s*([+−–-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?h?$/i;
/** An offset before a name that is unknown. */
const SIGNED_IN_FRONT = /^\((?:UTC|GMT)\s*([+−–-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?\)/i;
const UNSIGNED = /^(?:\(?(?:UTC|GMT|UT|Z)(?:\s*[+-]?0{1,2}(?::?00)?)?\)?|(?:\(GMT\)\s+)?Greenwich Mean Time)$/i;
/** A little more than any zone ever had. */
const MAX_OFFSET_HOURS = 18;

/** The offset (ms east of UTC) in a name: `UTC+03:00`, `GMT+2`, `+0100`, `UTC-5`; null where there is none. */
function offsetNamed(name: string): number | null {
  const plain = name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/\\(.)/g, '$1')
    .slice(0, MAX_NAME);
  if (UNSIGNED.test(plain)) return 0;
  const inner = plain.replace(/^\((.*)\)$/, '$1').trim();
  const [, sign, hours, minutes = '0'] = SIGNED.exec(inner) ?? SIGNED_IN_FRONT.exec(plain) ?? [];
  if (hours === undefined || Number(hours) > MAX_OFFSET_HOURS) return null;
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '+' ? size : -size || 0;
}

function isUtc(zone: string): boolean {
  return zone === 'UTC' || usualZoneName(zone) === 'UTC' || /^(?:Etc\/)?(?:GMT|UTC|UCT|Zulu|Universal)$/i.test(zone);
}

function isWrittenOut(name: string, zone: string): boolean {
  return name.toLowerCase().includes(zone.toLowerCase());
}

/** The offset (ms) of a zone such as `Etc/GMT+8`, which Windows' `UTC-08` means; null for any other zone. */
function offsetOfEtc(zone: string): number | null {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(zone) ?? [];
  if (hours === undefined) return null;
  return Number(hours) * (sign === '-' ? 1 : -1) * 3_600_000;
}
