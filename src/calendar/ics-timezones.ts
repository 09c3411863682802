import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library';
import type { LocalDateTime } from '../time/civil.ts';
import { daysInMonth, toDayNumber, weekdayOfDayNumber } from '../time/civil.ts';
import { WEEKDAY_CODES } from '../time/names.ts';
import { MINUTE_MS } from '../time/units.ts';

/** A VTIMEZONE (RFC 5545 §3.6.5) as it is written into a calendar, and what is needed to see where it is wrong. */
export interface ZoneBlock {
  readonly zone: string;
  /** Lines, each ended by CRLF. */
  readonly text: string;
  readonly observances: readonly Observance[];
  /** What has been asked before, by year. */
  readonly knownChanges: Map<number, readonly Change[]>;
}

/** Where the clocks of a block change. */
interface Change {
  readonly ms: number;
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/** One STANDARD or DAYLIGHT part. It begins on the same weekday of every year since 1970, or holds always. */
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

/** The blocks of those `zones` that have one. A zone without a block is to be written in UTC. */
export function buildZoneBlocks(zones: Iterable<string>): Map<string, ZoneBlock> {
  // The library prints a complaint for a name it does not have.
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
 * Whether a reader that knows only the block reads `local` as `at`. The library's blocks state today's rules for all
 * years. So they are wrong about the past of many zones, and about zones whose rule is not a weekday of the year
 * (Ramadan). A wall time that exists twice is never exact.
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

/** The day number of the nth such weekday of the month. */
function onsetDay(year: number, { month, nth, weekday }: NonNullable<Observance['yearly']>): number {
  const first = toDayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
  if (nth > 0) return first + ((weekday - weekdayOfDayNumber(first) + 7) % 7) + (nth - 1) * 7;
  const last = first + daysInMonth(year, month) - 1;
  return last - ((weekdayOfDayNumber(last) - weekday + 7) % 7) + (nth + 1) * 7;
}
