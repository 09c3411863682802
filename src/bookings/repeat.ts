import { inField, UsageError } from '../errors.ts';
import { addDays, addMonths, type LocalDate, type LocalDateTime } from '../time/civil.ts';
import type { ClockFormat } from '../time/names.ts';
import { field, words } from '../words.ts';

/**
 * How often a class repeats: the words of a person (see repeat-words.ts), or the text of an RFC 5545 RRULE. It ends by
 * `count`, by `until`, by the rule itself, or else after a year.
 */
export interface Repeat {
  readonly rule: string;
  readonly count: number | null;
  /** The last local date, included. */
  readonly until: LocalDate | null;
}

/** The largest number of classes in a series. */
export const MAX_OCCURRENCES = 500;

/**
 * The wall times of a series, the first one included. `zone` serves only a rule whose UNTIL is in UTC. `monthly` keeps
 * the day of the month and leaves out months that lack it, as RFC 5545 does. Without an end a series lasts a year.
 * Throws UsageError for a rule that cannot be read, gives no class, or gives more than 500.
 */
export async function planSeries(
  startsLocal: LocalDateTime,
  repeat: Repeat,
  zone: string,
  clock?: ClockFormat,
): Promise<readonly LocalDateTime[]> {
  const rule = await inField('repeat.rule', () => ruleOf(repeat));
  const until = untilOf(startsLocal, repeat);
  if ((repeat.count ?? 0) > MAX_OCCURRENCES) throw tooMany();
  const series = /freq=/i.test(rule)
    ? await inField('repeat.rule', () => expandRule(startsLocal, { ...repeat, rule, until }, zone, clock))
    : inField('repeat.rule', () => expandWord(startsLocal, rule, { ...repeat, until }));
  if (series.length === 0) {
    throw new UsageError(
      'empty_series',
      `The series ends ${until === null ? '' : `on ${until}, `}before it begins.`,
      'Choose a later end.',
    );
  }
  if (series.length > MAX_OCCURRENCES) throw tooMany();
  return series;
}

/** A note on the months that a monthly series leaves out; null where it leaves out none. */
export async function leftOutNote(series: readonly LocalDateTime[], repeat: Repeat): Promise<string | null> {
  const rule = await ruleOf(repeat);
  const { describeLeftOut, leftOutMonths } = await import('./left-out-months.ts');
  const [first = ''] = series;
  const leftOut = leftOutMonths(series, rule, repeat.count === null ? untilOf(first, repeat) : null);
  return leftOut && describeLeftOut(leftOut);
}

async function ruleOf({ rule }: Repeat): Promise<string> {
  return /freq=/i.test(rule) ? rule : (await import('./repeat-words.ts')).ruleOfWords(rule);
}

function untilOf(startsLocal: LocalDateTime, repeat: Repeat): LocalDate | null {
  return isOpenEnded(repeat) ? lastOfYear(startsLocal.slice(0, 10)) : repeat.until;
}

/** Whether no end is given; the series then lasts a year. */
export function isOpenEnded({ rule, count, until }: Repeat): boolean {
  return count === null && until === null && !/(?:^|;)\s*(?:count|until)\s*=/i.test(rule);
}

/** The last day of the year that begins with `first`. */
function lastOfYear(first: LocalDate): LocalDate {
  return addDays(addMonths(first, 12), -1);
}

function expandWord(startsLocal: LocalDateTime, word: string, { count, until }: Repeat): LocalDateTime[] {
  const step = STEPS.get(word.trim().toLowerCase());
  if (!step) {
    throw new UsageError(
      'bad_repeat',
      words`${field('repeat.rule')} does not know “${word}”.`,
      'Use daily, weekdays, weekly, fortnightly, monthly, days such as tue,thu or an RRULE such as FREQ=WEEKLY;BYDAY=TU,TH.',
    );
  }
  const [first, time] = [startsLocal.slice(0, 10), startsLocal.slice(10)];
  const series: LocalDateTime[] = [];
  for (let turn = 0; series.length < (count ?? MAX_OCCURRENCES + 1); turn += 1) {
    const date = step(first, turn);
    if (date === null) continue;
    if (until !== null && date > until) break;
    series.push(date + time);
  }
  return series;
}

/** The date of step number `turn` from `first` (0 is `first`); null where that month lacks the day. */
const STEPS: ReadonlyMap<string, (first: LocalDate, turn: number) => LocalDate | null> = new Map([
  ['daily', (first, turn) => addDays(first, turn)],
  ['weekly', (first, turn) => addDays(first, 7 * turn)],
  ['biweekly', (first, turn) => addDays(first, 14 * turn)],
  [
    'monthly',
    (first, turn) => {
      const date = addMonths(first, turn);
      return date.slice(8) === first.slice(8) ? date : null;
    },
  ],
]);

async function expandRule(
  startsLocal: LocalDateTime,
  { rule, count, until }: Repeat,
  zone: string,
  clock?: ClockFormat,
): Promise<LocalDateTime[]> {
  const { followRule, parseRepeatRule } = await import('./repeat-rule.ts');
  const parsed = parseRepeatRule(rule, zone);
  const lastLocal = until === null ? null : `${until}T23:59:59`;
  return followRule(parsed, startsLocal, Math.min(count ?? Infinity, MAX_OCCURRENCES + 1), lastLocal, clock);
}

function tooMany(): UsageError {
  return new UsageError(
    'series_too_long',
    `A series holds at most ${MAX_OCCURRENCES} classes.`,
    words`Choose a smaller ${field('repeat.count')} or an earlier ${field('repeat.until')}.`,
  );
}
