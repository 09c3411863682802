import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library';
import type { LocalDateTime } from '../time/civil.ts';
import { daysInMonth, toDayNumber, weekdayOfDayNumber } from '../time/civil.ts';
import { WEEKDAY_CODES } from '../time/names.ts';
import { MINUTE_MS } from '../time/units.ts';

/** A VTIMEZONE (RFC 5545 §3.6.5) as text, and its rules, which show for which times it is wrong. */
export interface ZoneBlock {
  readonly zone: string;
  /** Lines, each ended by CRLF. */
  readonly text: string;
  readonly observances: readonly Observance[];
  /** A cache of changes by year. */
  readonly knownChanges: Map<number, readonly Change[]>;
}

/** A change of the offset by the rules of a block. */
interface Change {
  readonly ms: number;
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/**
 * One STANDARD or DAYLIGHT part. It begins every year on the same weekday of a month since 1970, or is always valid.
 */
interface Observance {
  readonly fromMinutes: number;
  readonly toMinutes: number;
  /** `null` for a zone whose offset never changes. */
  readonly yearly: {
    readonly month: number;
    /** 1 the first, 2 the second … -1 the last such weekday of the month. */
    readonly nth: number;
    readonly weekday: number;
    readonly wallMinutes: number;
  } | null;
}

/** The blocks of `zones` by name. A zone may have no block; times in it must be written in UTC. */
export function buildZoneBlocks(zones: Iterable<string>): Map<string, ZoneBlock> {
  // The library prints a warning for a name that it does not know.
  const known = new Set(tzlib_get_timezones());
  const blocks = new Map<string, ZoneBlock>();
  for (const zone of zones) {
    if (zone === 'UTC' || !known.has(zone)) continue;
    const [block] = tzlib_get_ical_block(zone);
    if (!block) continue;
    // The library gives the block of an alias (Asia/Calcutta) under its target's name, but events use the alias.
    const text = `${block.trim().replace(/^TZID:.*$/m, `TZID:${zone}`)}\r\n`;
    blocks.set(zone, { zone, text, observances: parseObservances(text), knownChanges: new Map() });
  }
  return blocks;
}

const OBSERVANCE = /BEGIN:(STANDARD|DAYLIGHT)\r\n([\s\S]*?)END:\1/g;

function parseObservances(block: string): Observance[] {
  return [...block.matchAll(OBSERVANCE)].map(([, , lines = '']) => {
    const rule = /RRULE:FREQ=YEARLY;BYMONTH=(\d+);BYDAY=(-?\d)(\w\w)/.exec(lines);
    const time = /DTSTART:\d{8}T(\d\d)(\d\d)/.exec(lines);
    return {
      fromMinutes: parseOffset(/TZOFFSETFROM:(\S+)/.exec(lines)?.[1] ?? ''),
      toMinutes: parseOffset(/TZOFFSETTO:(\S+)/.exec(lines)?.[1] ?? ''),
      yearly: rule && {
        month: Number(rule[1]),
        nth: Number(rule[2]),
        weekday: WEEKDAY_CODES.indexOf(rule[3] ?? '') + 1,
        wallMinutes: Number(time?.[1]) * 60 + Number(time?.[2]),
      },
    };
  });
}

function parseOffset(text: string): number {
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5));
  return text.startsWith('-') ? -minutes : minutes;
}

const RULES_BEGIN_MS = Date.UTC(1971, 0, 1);

/**
 * Whether a program that knows only the block reads `local` as the instant `at`. The blocks of the library have the
 * present rules for all years. So they are wrong for the past of many zones, and for zones whose rule is not a weekday
 * of a month (Ramadan). A wall time that exists twice is never exact.
 */
export function isExact(block: ZoneBlock, local: LocalDateTime, at: Date): boolean {
  const ms = at.getTime();
  if (ms < RULES_BEGIN_MS) return false;
  const offset = (Date.parse(`${local}Z`) - ms) / MINUTE_MS;
  const changes = changesAround(block, at.getUTCFullYear());
  const latest = changes.findLast((change) => change.ms <= ms);
  const stated = latest ? latest.toMinutes : block.observances[0]?.toMinutes;
  return (
    stated === offset &&
    !changes.some(({ ms: changeMs, fromMinutes, toMinutes }) => {
      const repeatedMs = (fromMinutes - toMinutes) * MINUTE_MS;
      return ms >= changeMs - repeatedMs && ms < changeMs + repeatedMs;
    })
  );
}

/** The changes of the year and its neighbours, in order. */
function changesAround({ observances, knownChanges }: ZoneBlock, year: number): readonly Change[] {
  const known = knownChanges.get(year);
  if (known) return known;
  const changes: Change[] = [];
  for (const { fromMinutes, toMinutes, yearly } of observances) {
    if (!yearly) continue;
    for (const each of [year - 1, year, year + 1]) {
      const wallMs = (onsetDay(each, yearly) * 1440 + yearly.wallMinutes) * MINUTE_MS;
      changes.push({ ms: wallMs - fromMinutes * MINUTE_MS, fromMinutes, toMinutes });
    }
  }
  changes.sort((a, b) => a.ms - b.ms);
  knownChanges.set(year, changes);
  return changes;
}

/** The day number of the nth such weekday of the month in a year. */
function onsetDay(year: number, { month, nth, weekday }: NonNullable<Observance['yearly']>): number {
  const first = toDayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
  if (nth > 0) return first + ((weekday - weekdayOfDayNumber(first) + 7) % 7) + (nth - 1) * 7;
  const last = first + daysInMonth(year, month) - 1;
  return last - ((weekdayOfDayNumber(last) - weekday + 7) % 7) + (nth + 1) * 7;
}
