import { addMonths, endOfMonth, type LocalDate, type LocalDateTime, startOfMonth } from '../time/civil.ts';
import { formatMonthName } from '../time/names.ts';

/** A list with more months than this ends in a count. */
const MOST_NAMES = 12;

/** The months, as `YYYY-MM`, in which a monthly series has no class. */
export interface LeftOut {
  readonly months: readonly string[];
  /** The day that they lack: `31st`; null where the rule names its days in another way. */
  readonly day: string | null;
}

/**
 * The months that a monthly series leaves out because they lack its day (RFC 5545 §3.3.10), up to `until`, or up to the
 * last class where that is null. Null where the series is not monthly or leaves out no month. `rule` is `monthly` or an
 * RRULE. Pure.
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

/** `31st`. Only the days 29 to 31 are missing in some months, so no other ending is needed. */
function ordinal(start: LocalDateTime): string {
  const day = Number(start.slice(8, 10));
  return `${day}${day === 31 ? 'st' : 'th'}`;
}
