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
 * The wall times of a series, the first one included. `monthly` keeps the day of the month and leaves out
 * months that lack it, as RFC 5545 does. Throws UsageError for a rule that cannot be read, has no end, or
 * makes more than 500 classes.
 */
export async function planSeries(startsLocal: LocalDateTime, repeat: Repeat): Promise<LocalDateTime[]> {
  const { rule, count, until } = repeat;
  const series = /freq=/i.test(rule)
    ? await expandRule(startsLocal, rule, repeat)
    : expandWord(startsLocal, rule, repeat);
  if (until !== null && series.length === 0) {
    throw new UsageError('empty_series', `The series ends on ${until}, before it begins.`, 'Choose a later --until.');
  }
  if (count === null && series.length > MAX_OCCURRENCES) throw tooMany();
  return series;
}

function expandWord(startsLocal: LocalDateTime, word: string, { count, until }: Repeat): LocalDateTime[] {
  const step = STEPS[word.toLowerCase()];
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
const STEPS: Readonly<Record<string, (first: LocalDate, turn: number) => LocalDate | null>> = {
  daily: (first, turn) => addDays(first, turn),
  weekly: (first, turn) => addDays(first, 7 * turn),
  biweekly: (first, turn) => addDays(first, 14 * turn),
  monthly: (first, turn) => {
    const date = addMonths(first, turn);
    return date.slice(8) === first.slice(8) ? date : null;
  },
};

async function expandRule(
  startsLocal: LocalDateTime,
  rule: string,
  { count, until }: Repeat,
): Promise<LocalDateTime[]> {
  const { default: ICAL } = await import('ical.js');
  let recur: InstanceType<typeof ICAL.Recur>;
  try {
    recur = ICAL.Recur.fromString(rule.replace(/^RRULE:/i, '').toUpperCase());
  } catch {
    throw new UsageError(
      'bad_repeat',
      `--repeat is not a valid RRULE: ${rule}`,
      'For example FREQ=WEEKLY;BYDAY=TU,TH.',
    );
  }
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(recur.freq)) {
    throw new UsageError(
      'bad_repeat',
      `Classes do not repeat ${recur.freq.toLowerCase()}.`,
      'Use FREQ=DAILY or longer.',
    );
  }
  if (recur.count === null && recur.until === null) requireEnd(count, until);
  const series: LocalDateTime[] = [];
  const iterator = recur.iterator(ICAL.Time.fromString(startsLocal, undefined));
  for (let next = iterator.next(); next && series.length < (count ?? MAX_OCCURRENCES + 1); next = iterator.next()) {
    const local = next.toString().slice(0, 19);
    if (until !== null && local.slice(0, 10) > until) break;
    series.push(local);
  }
  if (series.length > 0 && series[0] !== startsLocal) {
    throw new UsageError(
      'start_outside_rule',
      `The rule does not hold the first class: it begins with ${series[0]?.replace('T', ' ')}.`,
      'Start on a day of the rule.',
    );
  }
  return series;
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
