import { addMonths, endOfMonth, type LocalDate, type LocalDateTime, startOfMonth } from '../time/civil.ts';
import { formatMonthName } from '../time/names.ts';

/** More than a year of them are counted. */
const MOST_NAMES = 12;

/** Months without a class of a series that is to have one in each, as `YYYY-MM`. */
export interface LeftOut {
  readonly months: readonly string[];
  /** What they lack: `31st`, or null where a rule names its days otherwise. */
  readonly day: string | null;
}

/**
 * The months that a series by the month leaves out since they lack its day (RFC 5545 §3.3.10), up to `until` or, where it
 * is null, to its last class; null where it is no such series or leaves out none. `rule` is `monthly` or an RRULE. Pure.
 */
export function leftOutMonths(series: readonly LocalDateTime[], rule: string, until: LocalDate | null): LeftOut | null {
  const said = rule.trim().toLowerCase();
  const [first, last] = [series[0], series.at(-1)];
  if ((said !== 'monthly' && !/\bfreq=monthly\b/.test(said)) || !first || !last) return null;
  const interval = Number(/\binterval=(\d+)/.exec(said)?.[1] ?? 1);
  const only = /\bbymonth=([\d,]+)/.exec(said)?.[1]?.split(',').map(Number);
  const held = new Set(series.map((start) => start.slice(0, 7)));
  const end = until ?? last.slice(0, 10);
  const months: string[] = [];
  for (let month = startOfMonth(first.slice(0, 10)); endOfMonth(month) <= end; month = addMonths(month, interval)) {
    const isMeant = only === undefined || only.includes(Number(month.slice(5, 7)));
    if (isMeant && !held.has(month.slice(0, 7))) months.push(month.slice(0, 7));
  }
  if (months.length === 0) return null;
  return { months, day: /\bby(?:day|monthday|setpos|weekno|yearday)=/.test(said) ? null : ordinal(first) };
}

/** `Left out, as they have no 31st: Feb 2027, Apr 2027.` */
export function describeLeftOut({ months, day }: LeftOut): string {
  const names = months
    .slice(0, MOST_NAMES)
    .map((month) => `${formatMonthName(month).slice(0, 3)} ${month.slice(0, 4)}`);
  const more = months.length > MOST_NAMES ? ` and ${months.length - MOST_NAMES} more` : '';
  const they = months.length === 1 ? 'it has' : 'they have';
  return `Left out, as ${they} no ${day ?? 'such day'}: ${names.join(', ')}${more}.`;
}

/** `31st`; only the last days of a month are missing from others. */
function ordinal(start: LocalDateTime): string {
  const day = Number(start.slice(8, 10));
  return `${day}${day === 31 ? 'st' : 'th'}`;
}
