import { UsageError } from '../errors.ts';
import { addDays, addMonths, type LocalDate, type LocalDateTime } from '../time/civil.ts';

/** How often a class recurs: a word, or the text of an RFC 5545 RRULE. Ends by count, by date, or in the rule. */
export interface Repeat {
  readonly rule: string;
  readonly count: number | null;
  /** Last local date, included. */
  readonly until: LocalDate | null;
}

const MAX_OCCURRENCES = 500;

/**
 * The wall times of a series, the first one included; `zone` is where they are read, for a rule that ends at an
 * instant. `monthly` keeps the day of the month and leaves out months that lack it, as RFC 5545 does. Throws
 * UsageError for a rule that cannot be read, has no end, holds no class, or makes more than 500.
 */
export async function planSeries(
  startsLocal: LocalDateTime,
  repeat: Repeat,
  zone: string,
): Promise<readonly LocalDateTime[]> {
  const { rule, until } = repeat;
  const series = /freq=/i.test(rule)
    ? await expandRule(startsLocal, repeat, zone)
    : expandWord(startsLocal, rule, repeat);
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

function expandWord(startsLocal: LocalDateTime, word: string, { count, until }: Repeat): LocalDateTime[] {
  const step = STEPS.get(word.trim().toLowerCase());
  if (!step) {
    throw new UsageError(
      'bad_repeat',
      `--repeat does not know “${word}”.`,
      'Use daily, weekly, biweekly, monthly or an RRULE such as FREQ=WEEKLY;BYDAY=TU,TH.',
    );
  }
  requireEnd(count, until);
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

/** The date of the `turn`-th step from `first`; null where that month lacks the day. */
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
): Promise<LocalDateTime[]> {
  const { followRule, parseRepeatRule } = await import('./repeat-rule.ts');
  const parsed = parseRepeatRule(rule, zone);
  if (parsed.rule.count === null && parsed.until === null) requireEnd(count, until);
  const lastLocal = until === null ? null : `${until}T23:59:59`;
  return followRule(parsed, startsLocal, Math.min(count ?? Infinity, MAX_OCCURRENCES + 1), lastLocal);
}

function requireEnd(count: number | null, until: LocalDate | null): void {
  if (count === null && until === null) {
    throw new UsageError('repeat_without_end', 'A series needs an end.', 'Add --count N or --until DATE.');
  }
  if (count !== null && count > MAX_OCCURRENCES) throw tooMany();
}

function tooMany(): UsageError {
  return new UsageError(
    'series_too_long',
    `A series holds at most ${MAX_OCCURRENCES} classes.`,
    'Choose a smaller --count or an earlier --until.',
  );
}
