import { UsageError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { type ClockFormat, formatFullMoment } from '../time/names.ts';
import { expandRule, holdsStart } from '../time/recurrence-expansion.ts';
import { parseRecurrenceRule, type RecurrenceRule } from '../time/recurrence-rule.ts';
import { offsetAt } from '../time/zones.ts';
import { field, type Words, words } from '../words.ts';

/** A checked rule (RFC 5545 §3.3.10) of a series of classes. */
export interface RepeatRule {
  readonly rule: RecurrenceRule;
  /** The last wall time, included, as the ms that `Date.UTC` gives for its digits. */
  readonly until: number | null;
}

const PARTS =
  'FREQ INTERVAL COUNT UNTIL WKST BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSETPOS'.split(' ');
/** The last moment that a local time can name. */
const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59);
/** How many days a rule may be tried on: enough for 500 years. */
const MAX_EFFORT = 200_000;

/**
 * Reads an RRULE, more strictly than imports of calendars do: the person who types a rule can correct it. An UNTIL in
 * UTC becomes a wall time in `zone`. Throws UsageError.
 */
export function parseRepeatRule(text: string, zone: string): RepeatRule {
  const body = text
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/^RRULE:/, '');
  const parts = body.split(';').filter(Boolean);
  const strange = parts.find((part) => !PARTS.includes(nameOf(part)));
  if (strange !== undefined)
    throw badRule(words`${field('repeat.rule')} does not follow ${strange}.`, `It takes ${PARTS.join(', ')}.`);
  const isCounted = !/\b(?:INTERVAL|COUNT)=(?!0*[1-9]\d*(?:;|$))/.test(body);
  const parsed = parseRecurrenceRule(body);
  if (!parsed || !isCounted || new Set(parts.map(nameOf)).size < parts.length) throw notValid(text);
  const { frequency, weekdays } = parsed.rule;
  if (/^(?:HOUR|MINUTE|SECOND)LY$/.test(frequency)) {
    throw badRule(`Classes do not repeat ${frequency.toLowerCase()}.`, 'Use FREQ=DAILY or longer.');
  }
  const hasOrdinals = weekdays.some(({ nth }) => nth !== 0);
  const until = parsed.until === null ? null : untilWall(parsed.until, zone);
  if (Number.isNaN(until) || (hasOrdinals && (frequency === 'DAILY' || frequency === 'WEEKLY'))) throw notValid(text);
  return { rule: parsed.rule, until };
}

/** UNTIL as a wall time (ms), NaN where it cannot be read. A date alone includes the whole day. */
function untilWall(text: string, zone: string): number {
  const [, date = '', time = '235959'] = /^(\d{8})(?:T(\d{6})Z?)?$/.exec(text) ?? [];
  const wall = Date.parse(`${date}T${time}Z`.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6'));
  return text.endsWith('Z') && !Number.isNaN(wall) ? wall + offsetAt(wall, zone) * 60_000 : wall;
}

/**
 * The wall times of the rule from `startsLocal` to `lastLocal` (null: no end), at most `limit`. Throws UsageError where
 * `startsLocal` does not fit the rule, or where the rule gives too few dates.
 */
export function followRule(
  { rule, until }: RepeatRule,
  startsLocal: LocalDateTime,
  limit: number,
  lastLocal: LocalDateTime | null,
  clock: ClockFormat = '24',
): LocalDateTime[] {
  const start = Date.parse(`${startsLocal}Z`);
  if (!holdsStart(rule, start)) {
    const [, first = start] = find(rule, start, 2, END_OF_TIME);
    throw new UsageError(
      'start_outside_rule',
      `The rule does not hold the first class: it begins with ${formatFullMoment(localOf(first), clock)}.`,
      'Start on a day of the rule.',
    );
  }
  const last = Math.min(until ?? END_OF_TIME, lastLocal === null ? END_OF_TIME : Date.parse(`${lastLocal}Z`));
  return find(rule, start, Math.min(limit, rule.count ?? limit), last).map(localOf);
}

/**
 * The start and the wall times after it up to `last`, `count` in all. Throws UsageError where the rule, without an end
 * by date, gives fewer.
 */
function find(rule: RecurrenceRule, start: number, count: number, last: number): number[] {
  const window = { from: start, to: last, limit: count };
  const walls = expandRule({ ...rule, count }, start, window, { left: MAX_EFFORT });
  if (walls === null || (walls.length < count && last === END_OF_TIME)) {
    throw badRule('The rule gives too few dates, or is too complex.', 'Check that such a day exists in every year.');
  }
  return walls;
}

function nameOf(part: string): string {
  return part.replace(/=.*/, '');
}

function localOf(wall: number): LocalDateTime {
  return new Date(wall).toISOString().slice(0, 19);
}

function notValid(rule: string): UsageError {
  return badRule(words`${field('repeat.rule')} is not a valid RRULE: ${rule}`, 'For example FREQ=WEEKLY;BYDAY=TU,TH.');
}

function badRule(fact: Words, hint: string): UsageError {
  return new UsageError('bad_repeat', fact, hint);
}
