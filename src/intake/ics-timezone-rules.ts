import { type Effort, expandRule } from '../time/recurrence-expansion.ts';
import { parseRecurrenceRule } from '../time/recurrence-rule.ts';
import { wallOf } from '../time/wall-time.ts';
import { ZoneRules } from '../time/zone-rules.ts';
import type { IcsComponent } from './ics/ics-components.ts';
import { readOffset, readProperty, readTime } from './ics/ics-properties.ts';
import { FIRST_YEAR, LAST_YEAR } from './incoming.ts';

/** One change of offset. From `instant` on, the zone is `offset` ms east of UTC; until then it is `before` ms east. */
interface Change {
  readonly instant: number;
  readonly before: number;
  readonly offset: number;
}

const FROM = wallOf(FIRST_YEAR - 1, 1, 1);
const TO = wallOf(LAST_YEAR + 1, 12, 31);
/** A zone changes its offset twice a year, or four times where summer time is paused for Ramadan. */
const MAX_CHANGES = 2000;

/**
 * The rules in a VTIMEZONE (RFC 5545 §3.6.5); null where no rule can be read. ical.js could compute them too, but it
 * loops over every onset since the year 1601 without a limit.
 */
export function readTimezoneRules(timezone: IcsComponent, effort: Effort): ZoneRules | null {
  const changes: Change[] = [];
  for (const observance of timezone.children) {
    const own = readObservance(observance, effort);
    if (own === null) return null;
    changes.push(...own);
  }
  if (changes.length === 0) return null;
  changes.sort((a, b) => a.instant - b.instant);
  return new ZoneRules((instant) => {
    const next = countNotAfter(changes, instant);
    return next > 0 ? (changes[next - 1]?.offset ?? 0) : (changes[0]?.before ?? 0);
  });
}

/** The changes of one STANDARD or DAYLIGHT part; null where its rule cannot be computed. */
function readObservance(observance: IcsComponent, effort: Effort): Change[] | null {
  const values = (name: string) =>
    observance.lines.flatMap((line) => (line.name === name ? (readProperty(line.text)?.values ?? []) : []));
  const before = readOffset(values('TZOFFSETFROM')[0] ?? '');
  const offset = readOffset(values('TZOFFSETTO')[0] ?? '');
  const onset = onsetWall(values('DTSTART')[0] ?? '', before);
  if (Number.isNaN(before + offset) || onset === null) return null;
  const walls = [onset];
  for (const text of values('RDATE').flatMap((list) => list.split(','))) {
    const wall = onsetWall(text, before);
    if (wall !== null) walls.push(wall);
  }
  for (const text of values('RRULE')) {
    const parsed = parseRecurrenceRule(text);
    if (parsed === null) return null;
    const until = parsed.until === null ? TO : onsetWall(parsed.until, before);
    const window = { from: FROM, to: Math.min(until ?? TO, TO), limit: MAX_CHANGES };
    const expanded = expandRule(parsed.rule, onset, window, effort);
    if (expanded === null) return null;
    walls.push(...expanded);
  }
  return walls.map((wall) => ({ instant: wall - before, before, offset }));
}

/** The wall time of an onset. It is written with the offset that holds before it (`before`, ms). */
function onsetWall(text: string, before: number): number | null {
  const time = readTime(text, null);
  if (time === null) return null;
  return time.kind === 'utc' ? time.instant + before : time.wall;
}

function countNotAfter(changes: readonly Change[], instant: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((changes[middle]?.instant ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
