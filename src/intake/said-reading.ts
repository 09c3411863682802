import { checkZone } from '../bookings/said-fields.ts';
import { checkDay, type DayReading } from '../bookings/said-filter.ts';
import { saidChoice, saidText, saidTextOrNothing, saidTexts } from '../bookings/said-values.ts';
import { cleanTitle } from '../bookings/text-fields.ts';
import { addDays, type LocalDate } from '../time/civil.ts';
import { parseTimeOfDay } from '../time/parse-time-range.ts';
import { field, type Words, words } from '../words.ts';
import { DATE_ORDERS, type DateOrder } from './csv/csv-dates.ts';
import { parseStatusMap, type StatusMap } from './status-words.ts';
import { parseTitleMap, type TitleMap } from './title-map.ts';

type Texts = string | readonly string[] | undefined;

/** How to read a source, as a front end sends it: not yet checked. In patterns, `*` stands for any text. */
export interface SaidReading {
  /** For every class of the source. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  /** IANA zone for times that name none. */
  readonly zone?: string | undefined;
  /** Time of day at which a class starts whose event is all day. */
  readonly allDay?: string | undefined;
  /** Series are taken, and mails read, from this day on; `30d` is 30 days ago. */
  readonly since?: string | undefined;
  /** The order of day, month and year in the dates of a table. */
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

/** A checked {@link SaidReading}. Undefined means that nothing was said. */
export interface CheckedReading {
  readonly source: string | undefined;
  readonly type: string | undefined;
  readonly zone: string | undefined;
  /** `HH:MM`. */
  readonly allDayAt: string | undefined;
  readonly since: LocalDate | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly statusMap: StatusMap;
  /** The texts behind `statusMap`; undefined where nothing was said. */
  readonly statusMaps: readonly string[] | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly maps: readonly TitleMap[];
}

/** Throws UsageError for the first wrong value. */
export async function checkReading(said: SaidReading, days: DayReading): Promise<CheckedReading> {
  const { dateFormat } = said;
  const [source, type] = [checkLine(said.source, 'source'), checkLine(said.type, 'type')];
  const [allDay, since] = [
    saidTextOrNothing(said.allDay, field('allDay')),
    saidTextOrNothing(said.since, field('since')),
  ];
  const statusMaps = checkPatterns(said.mapStatus, field('mapStatus'));
  return {
    ...{ source, type },
    since: since === undefined ? undefined : (daysBack(since, days.today) ?? (await checkDay(since, 'from', days))),
    allDayAt: allDay === undefined ? undefined : parseTimeOfDay(allDay),
    zone: said.zone === undefined ? undefined : checkZone(said.zone),
    dateOrder: dateFormat === undefined ? undefined : saidChoice(dateFormat, field('dateFormat'), DATE_ORDERS),
    statusMap: parseStatusMap(statusMaps ?? []),
    statusMaps,
    only: checkPatterns(said.only, field('only')) ?? [],
    skip: checkPatterns(said.skip, field('skip')) ?? [],
    maps: (checkPatterns(said.map, field('map')) ?? []).map(parseTitleMap),
  };
}

/** Checks a text of one line; undefined where it is not given. Throws UsageError. */
function checkLine(value: unknown, what: string): string | undefined {
  return value === undefined ? undefined : cleanTitle(saidText(value, `The ${what}`), what);
}

/** Cleans a pattern as titles are cleaned, since it is compared with titles. */
function checkPatterns(value: unknown, what: Words): readonly string[] | undefined {
  return saidTexts(value, what)?.map((text) => (text.trim() === '' ? '' : cleanTitle(text, words`text of ${what}`)));
}

/** Reads `30d` as the date 30 days before today; null for any other text. */
function daysBack(text: string, today: LocalDate): LocalDate | null {
  const [, days] = /^\s*(\d{1,4}) ?d(?:ays?)?\s*$/i.exec(text) ?? [];
  return days === undefined ? null : addDays(today, -Number(days));
}
