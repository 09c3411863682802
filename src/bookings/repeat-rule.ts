import ICAL from 'ical.js';
import { UsageError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { wallTimeAt } from '../time/zones.ts';

/** A rule of RFC 5545 §3.3.10 as a series of classes may use it. */
export interface RepeatRule {
  readonly recur: InstanceType<typeof ICAL.Recur>;
  readonly count: number | null;
  /** Last wall time, included. */
  readonly until: LocalDateTime | null;
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE'];
const MAX_INTERVAL = 366;
/** Dates looked at, fit or not: half a century of days. */
const MAX_TURNS = 20_000;

/**
 * Reads an RRULE. Only parts that mean something for classes and that ical.js follows are taken: it never comes
 * back from some others (`FREQ=DAILY;BYDAY=1MO`) and misreads more. Throws UsageError.
 */
export function parseRepeatRule(text: string, zone: string): RepeatRule {
  const words = text
    .replace(/^RRULE:/i, '')
    .replace(/\s+/g, '')
    .toUpperCase()
    .split(';')
    .filter(Boolean);
  const parts = new Map(words.map((word) => [word.replace(/=.*/, ''), word.replace(/^[^=]*=?/, '')]));
  const frequency = parts.get('FREQ') ?? '';
  if (/^(?:HOUR|MINUTE|SECOND)LY$/.test(frequency)) {
    throw badRule(`Classes do not repeat ${frequency.toLowerCase()}.`, 'Use FREQ=DAILY or longer.');
  }
  const isMonthly = frequency === 'MONTHLY';
  const strange = [...parts.keys()].find((name) => !PARTS.includes(name) && !(isMonthly && name === 'BYSETPOS'));
  if (strange !== undefined) {
    throw badRule(`--repeat does not follow ${strange} with FREQ=${frequency}.`, `It takes ${PARTS.join(', ')}.`);
  }
  const hasOrdinals = /\d/.test(parts.get('BYDAY') ?? '') && (frequency === 'DAILY' || frequency === 'WEEKLY');
  const isWhole = parts.size === words.length && FREQUENCIES.includes(frequency) && !hasOrdinals;
  const number = (name: string) => (/^\d{1,9}$/.test(parts.get(name) ?? '') ? Number(parts.get(name)) : Number.NaN);
  const interval = parts.has('INTERVAL') ? number('INTERVAL') : 1;
  const count = parts.has('COUNT') ? number('COUNT') : null;
  const isInRange = interval >= 1 && interval <= MAX_INTERVAL && (count ?? 1) >= 1;
  if (!isWhole || !isInRange) throw notValid(text);
  try {
    const followed = words.filter((word) => !/^(?:UNTIL|COUNT)=/.test(word)).join(';');
    return { recur: ICAL.Recur.fromString(followed), count, until: readUntil(parts.get('UNTIL'), zone) };
  } catch {
    throw notValid(text);
  }
}

/** UNTIL as a wall time: a date holds all its classes, an instant is told in the zone of the class. */
function readUntil(text: string | undefined, zone: string): LocalDateTime | null {
  if (text === undefined) return null;
  const [, date = '', time] = /^(\d{8})(?:T(\d{6})Z?)?$/.exec(text) ?? [];
  const clock = time?.replace(/(..)(..)(..)/, '$1:$2:$3') ?? '23:59:59';
  const local = `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${clock}`;
  // Throws where there is no such moment.
  const at = new Date(`${local}Z`).toISOString();
  return text.endsWith('Z') ? wallTimeAt(new Date(at), zone) : local;
}

/** The wall times of the rule from `startsLocal` to `lastLocal` (null: no end), at most `limit`. Throws UsageError. */
export function followRule(
  { recur, count, until }: RepeatRule,
  startsLocal: LocalDateTime,
  limit: number,
  lastLocal: LocalDateTime | null,
): LocalDateTime[] {
  const series: LocalDateTime[] = [];
  for (const local of occurrences(recur, startsLocal)) {
    if ((until !== null && local > until) || (lastLocal !== null && local > lastLocal)) return series;
    series.push(local);
    if (series.length >= Math.min(limit, count ?? limit)) return series;
  }
  throw badRule('The rule finds too few dates.', 'Is there such a day in every year?');
}

/** The wall times of a rule, until it has looked at too many dates for them. */
function* occurrences(recur: RepeatRule['recur'], startsLocal: LocalDateTime): Generator<LocalDateTime> {
  let turns = 0;
  try {
    const iterator = recur.iterator(ICAL.Time.fromString(startsLocal, undefined));
    // ical.js asks this of every date it considers, and has no bound of its own.
    const isHeld = iterator.check_contracting_rules.bind(iterator);
    iterator.check_contracting_rules = () => {
      turns += 1;
      if (turns > MAX_TURNS) throw new RangeError('a rule without dates');
      return isHeld();
    };
    for (let next = iterator.next(); next && turns < MAX_TURNS; next = iterator.next(), turns += 1) {
      // It takes 30 February for 2 March, and the start for a date of the rule.
      if (isNamed(recur, next)) yield next.toString().slice(0, 19);
    }
  } catch {
    // Nothing more is found.
  }
}

function isNamed(recur: RepeatRule['recur'], { year, month, day }: { year: number; month: number; day: number }) {
  const numbers = (name: string) => recur.getComponent(name).map(Number);
  const [months, days] = [numbers('BYMONTH'), numbers('BYMONTHDAY')];
  const fromEnd = day - ICAL.Time.daysInMonth(month, year) - 1;
  return (
    (months.length === 0 || months.includes(month)) &&
    (days.length === 0 || days.includes(day) || days.includes(fromEnd))
  );
}

function notValid(rule: string): UsageError {
  return badRule(`--repeat is not a valid RRULE: ${rule}`, 'For example FREQ=WEEKLY;BYDAY=TU,TH.');
}

function badRule(fact: string, hint: string): UsageError {
  return new UsageError('bad_repeat', fact, hint);
}
