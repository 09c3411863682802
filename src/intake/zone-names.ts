import { findIana } from 'windows-iana';
import { isZone } from '../time/zones.ts';

/**
 * The IANA zone that another program's name for a zone means: the name itself, Windows' own names
 * (`Eastern Standard Time`), or the end of a path (`/mozilla.org/20070129_1/Europe/Berlin`). Null where it is none.
 */
export function zoneNamed(name: string): string | null {
  const plain = name.trim().replace(/^"(.*)"$/, '$1');
  return ianaNamed(plain.replace(/^\//, '')) ?? windowsNamed(plain) ?? ianaAtTheEnd(plain);
}

/** The zone of that name, in its usual capitals. */
export function ianaNamed(name: string): string | null {
  // A newer Node also knows bare offsets (`+01:00`), which are no names of the database.
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+){0,2}$/.test(name) || !isZone(name)) return null;
  const usual = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  return usual.toLowerCase() === name.toLowerCase() ? usual : name;
}

function windowsNamed(name: string): string | null {
  return findIana(name)[0] ?? null;
}

function ianaAtTheEnd(path: string): string | null {
  const parts = path.split('/').slice(-3);
  if (parts.length < 2) return null;
  for (let from = 0; from < parts.length; from += 1) {
    const zone = ianaNamed(parts.slice(from).join('/'));
    if (zone !== null) return zone;
  }
  return null;
}
