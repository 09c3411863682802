import { checkZone } from '../bookings/said-fields.ts';
import { checkDay, type DayReading } from '../bookings/said-filter.ts';
import { saidChoice, saidText, saidTextOrNothing, saidTexts } from '../bookings/said-values.ts';
import { cleanTitle } from '../bookings/text-fields.ts';
import type { LocalDate } from '../time/civil.ts';
import { parseTimeOfDay } from '../time/parse-time-range.ts';
import { DATE_ORDERS, type DateOrder } from './csv/csv-dates.ts';
import { parseStatusMap, type StatusMap } from './status-words.ts';
import { parseTitleMap, type TitleMap } from './title-map.ts';

type Texts = string | readonly string[] | undefined;

/** How a source is to be read, as anybody may send it: days and times in words, patterns with `*` for any text. */
export interface SaidReading {
  /** The source of every class, and its type. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  /** IANA zone of times that name none. */
  readonly zone?: string | undefined;
  /** Time of day at which classes begin that are said as all-day events. */
  readonly allDay?: string | undefined;
  /** The first day from which series are followed. */
  readonly since?: string | undefined;
  /** Of the dates of a table. */
  readonly dateFormat?: string | undefined;
  /** `WORD=STATUS`. */
  readonly mapStatus?: Texts;
  readonly only?: Texts;
  readonly skip?: Texts;
  /** `PATTERN=FIELD:VALUE`. */
  readonly map?: Texts;
}

export const READING_NAMES = [
  ...['source', 'type', 'zone', 'allDay', 'since'],
  ...['dateFormat', 'mapStatus', 'only', 'skip', 'map'],
] as const satisfies readonly (keyof SaidReading)[];

/** {@link SaidReading}, held to its rules; undefined is not said. */
export interface CheckedReading {
  readonly source: string | undefined;
  readonly type: string | undefined;
  readonly zone: string | undefined;
  /** `HH:MM`. */
  readonly allDayAt: string | undefined;
  readonly since: LocalDate | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly statusMap: StatusMap;
  /** As it was said; undefined where nothing was. */
  readonly statusMaps: readonly string[] | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly maps: readonly TitleMap[];
}

/** Throws UsageError for the first that is wrong. */
export async function checkReading(said: SaidReading, days: DayReading): Promise<CheckedReading> {
  const { dateFormat } = said;
  const [source, type] = [checkLine(said.source, 'source'), checkLine(said.type, 'type')];
  const [allDay, since] = [saidTextOrNothing(said.allDay, '--all-day'), saidTextOrNothing(said.since, '--since')];
  const statusMaps = checkPatterns(said.mapStatus, '--map-status');
  return {
    ...{ source, type },
    since: since === undefined ? undefined : await checkDay(since, 'from', days),
    allDayAt: allDay === undefined ? undefined : parseTimeOfDay(allDay),
    zone: said.zone === undefined ? undefined : checkZone(said.zone),
    dateOrder: dateFormat === undefined ? undefined : saidChoice(dateFormat, '--date-format', DATE_ORDERS),
    statusMap: parseStatusMap(statusMaps ?? []),
    statusMaps,
    only: checkPatterns(said.only, '--only') ?? [],
    skip: checkPatterns(said.skip, '--skip') ?? [],
    maps: (checkPatterns(said.map, '--map') ?? []).map(parseTitleMap),
  };
}

/** A text of one line; undefined where it is not said. Throws UsageError. */
export function checkLine(value: unknown, what: string): string | undefined {
  return value === undefined ? undefined : cleanTitle(saidText(value, `The ${what}`), what);
}

/** A pattern is a line like the titles that it is held against. */
function checkPatterns(value: unknown, what: string): readonly string[] | undefined {
  return saidTexts(value, what)?.map((text) => (text.trim() === '' ? '' : cleanTitle(text, `text of ${what}`)));
}
