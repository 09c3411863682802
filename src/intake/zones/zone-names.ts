import { isZone, usualZoneName } from '../../time/zones.ts';
import { zoneOfShownName, zoneOfWindowsName } from './windows-zones.ts';

/** What a name for a zone means: a zone of the IANA store, or an offset (ms east of UTC) that never changes. */
export type NamedZone =
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'offset'; readonly offset: number };

/**
 * What another program's name for a zone means; null where nobody knows. UTC by any name is an offset, as a `Z` is:
 * a program that writes it means a moment and no place. `Etc/GMT+2` is a name of the store, where the sign is
 * turned round: two hours west.
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
 * The IANA zone that a name means: the name itself, also with blanks or dashes in it (`America/New York`), Windows'
 * own names (`Eastern Standard Time`), the end of a path (`/mozilla.org/20070129_1/Europe/Berlin`), or what Windows
 * shows (`(UTC+01:00) Amsterdam, Berlin, …`). Null where it is none.
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

/** No zone has a longer name; what Windows shows is the longest. */
const MAX_NAME = 200;

/** The zone of that name, in its usual capitals. */
export function ianaNamed(name: string): string | null {
  // A newer Node also knows bare offsets (`+01:00`), which are no names of the database.
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

/** The IANA name in what somebody typed: `America/New York`, `Europe - Berlin`, `Europe\Berlin`, `Asia/Tokyo (JST)`. */
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

/** The offset in front of what Windows and others show: `(UTC+01:00) `, `(GMT-08.00) `, `(GMT) `, `GMT+1 `. */
const SHOWN_OFFSET = /^\(?(?:UTC|GMT)?\s*(?:[+−–-]\s*\d{1,2}(?:[:.]?\d\d)?)?\)?\s+/i;

function shownNamed(name: string): string | null {
  const shown = name.replace(/\\(.)/g, '$1').replace(SHOWN_OFFSET, '').trim();
  return /\p{L}{3}/u.test(shown) ? zoneOfShownName(shown.replace(/ - (?:old|new)$/i, '')) : null;
}

const SIGNED = /^(?:(?:UTC|GMT|UT|Z)(?:\/(?:UTC|GMT))?)?\s*([+−–-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?h?$/i;
/** What stands behind it is no place that anybody knows. */
const SIGNED_IN_FRONT = /^\((?:UTC|GMT)\s*([+−–-])\s*(\d{1,2})(?:[:.]?([0-5]\d))?\)/i;
const UNSIGNED = /^(?:\(?(?:UTC|GMT|UT|Z)(?:\s*[+-]?0{1,2}(?::?00)?)?\)?|(?:\(GMT\)\s+)?Greenwich Mean Time)$/i;
/** As far as any zone has ever been, and a little. */
const MAX_OFFSET_HOURS = 18;

/** Ms east of UTC that a name says in numbers: `UTC+03:00`, `GMT+2`, `+0100`, `UTC-5`; null where it says none. */
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

/** The offset of `Etc/GMT+8`, which Windows' `UTC-08` means; null for any other zone. */
function offsetOfEtc(zone: string): number | null {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(zone) ?? [];
  if (hours === undefined) return null;
  return Number(hours) * (sign === '-' ? 1 : -1) * 3_600_000;
}
