import { quoted, whenError } from '../when.ts';
import { isZone, usualZoneName } from '../zones.ts';

/** Letters that mean the same zone everywhere. They mean the zone, not an offset: `PST` in July is summer time. */
const LETTERS: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'Europe/London',
  bst: 'Europe/London',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  mez: 'Europe/Berlin',
  mesz: 'Europe/Berlin',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mt: 'America/Denver',
};

/** Letters with other meanings elsewhere. They are understood only where the home zone is American. */
const AMERICAN_LETTERS: Readonly<Record<string, string>> = {
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  ct: 'America/Chicago',
  est: 'America/New_York',
  edt: 'America/New_York',
  et: 'America/New_York',
};

const AFTER_TIME = /(?:\d|[ap]\.?m\.?|\d[ap]|h|uhr|noon|midday|midnight|o['’]?clock)$/i;
const WORD = /\s\(?([a-z]{2,4}|[a-z][a-z_-]*(?:\/[a-z][a-z\d_+-]*){1,2})\)?(?=[\s,;]|$)/gi;

/** A text without the zone that it names, and that zone. */
export interface FoundZone {
  readonly zone: string;
  readonly rest: string;
}

/**
 * The zone in a text: an IANA name anywhere (`18:00 Europe/Berlin`), or letters after a time (`6pm PST`). Null where it
 * names none.
 */
export function findZone(text: string, homeZone: string | null): FoundZone | null {
  for (const match of text.matchAll(WORD)) {
    const [whole, word = ''] = match;
    const zone = word.includes('/')
      ? zoneNamed(word)
      : AFTER_TIME.test(text.slice(0, match.index)) && lettersOf(word, homeZone);
    if (!zone) continue;
    const rest = text.slice(0, match.index) + text.slice(match.index + whole.length);
    return { zone, rest: rest.trim() };
  }
  return null;
}

function zoneNamed(name: string): string {
  if (!isZone(name)) {
    throw whenError(
      'when_not_understood',
      `There is no time zone ${quoted(name)}`,
      'Write an IANA name, like Europe/Berlin.',
    );
  }
  // Zones are found in any capitals; the booking gets the usual ones.
  return /[A-Z]/.test(name) ? name : usualZoneName(name);
}

function lettersOf(word: string, homeZone: string | null): string | undefined {
  const letters = word.toLowerCase();
  const isAmerican = homeZone !== null && /^(?:America|US|Canada)\/|^Pacific\/Honolulu$/.test(homeZone);
  return LETTERS[letters] ?? (isAmerican ? AMERICAN_LETTERS[letters] : undefined);
}
