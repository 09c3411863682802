import type { LocalDateTime } from '../../time/civil.ts';
import { minutesBetween } from '../../time/instant-text.ts';
import { isZone, resolveWallTime } from '../../time/zones.ts';

/** The zone after a time in a mail: minutes east of UTC, or a zone name. */
export type SaidZone = { readonly minutes: number } | { readonly zone: string };

/** Abbreviations mean the offset that they name. They count in capitals after a time. */
const LETTERS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  BST: 60,
  WEST: 60,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  AEST: 600,
  AEDT: 660,
  ACST: 570,
  AWST: 480,
  NZST: 720,
  NZDT: 780,
  SGT: 480,
  HKT: 480,
  JST: 540,
};
/** Abbreviations without an offset, which only name a region. */
const PLACES: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
};

const OFFSET = /(?:GMT|UTC)\s?([+−-])\s?(\d{1,2})(?::?(\d\d))?\b/;
const AT_ONCE = /^[\s,(]*(?:GMT|UTC)\s?[+−-]/;
const NAMED = /^[\s,(]*(eastern|central|mountain|pacific)\s+(?:standard\s+|daylight\s+)?time\b/i;
const CAPITALS = /^[\s,]*\(?([A-Z]{2,5})(?![\p{L}\d])\)?/u;
const IANA = /^[\s,]*\(?([A-Z][A-Za-z_]+\/[A-Za-z_/+-]+)\)?/;

/** The zone at the beginning of a text that follows a time; null for none. */
export function readSaidZone(text: string): SaidZone | null {
  const start = text.slice(0, 80);
  const named = NAMED.exec(start)?.[1];
  if (named !== undefined || AT_ONCE.test(start)) {
    // A fixed offset after the name is more exact.
    const [, sign, hours, minutes = '0'] = OFFSET.exec(start) ?? [];
    if (sign !== undefined) return { minutes: (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)) };
  }
  if (named !== undefined) return { zone: PLACES[named.toLowerCase()] ?? 'UTC' };
  const iana = IANA.exec(start)?.[1];
  if (iana !== undefined && isZone(iana)) return { zone: iana };
  const letters = CAPITALS.exec(start)?.[1] ?? '';
  const offset = LETTERS[letters];
  if (offset !== undefined) return { minutes: offset };
  const place = PLACES[letters];
  return place === undefined ? null : { zone: place };
}

/** Minutes east of UTC of a wall time in the zone; null where the time does not exist there. */
export function offsetOfSaid(said: SaidZone, local: LocalDateTime): number | null {
  if ('minutes' in said) return said.minutes;
  const resolved = resolveWallTime(local, said.zone);
  if (resolved.kind === 'gap') return null;
  return minutesBetween(local, (resolved.kind === 'once' ? resolved.instant : resolved.earlier).getTime());
}
