import { checkDay, type DayReading } from '../bookings/said-filter.ts';
import { saidFields, saidFlag, saidTextOrNothing } from '../bookings/said-values.ts';
import { UsageError } from '../errors.ts';
import { addMonths } from '../time/civil.ts';
import { command, field, words } from '../words.ts';
import type { SourceReading } from './read-source.ts';
import { checkReading, READING_NAMES, type SaidReading } from './said-reading.ts';
import type { TitleRules } from './title-rules.ts';

/** An import as a front end sends it, not yet checked. */
export interface SaidImport extends SaidReading {
  /** Series are taken up to this day, inclusive. */
  readonly horizon?: string | undefined;
  /** Saves the patterns in `map` for every later import. */
  readonly save?: boolean | undefined;
  /** Takes classes again that the person deleted. */
  readonly revive?: boolean | undefined;
  /** Plans everything and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface CheckedImport {
  readonly reading: Omit<SourceReading, 'homeZone'>;
  readonly picks: Omit<TitleRules, 'standing'>;
  readonly saves: boolean;
  readonly revive: boolean;
  readonly isDryRun: boolean;
}

const MONTHS_AROUND = 12;
const IMPORT_NAMES = [...READING_NAMES, 'horizon', 'save', 'revive', 'dryRun'];

/** Checks every value of the request. Throws UsageError for the first wrong one. */
export async function checkImport(request: SaidImport, days: DayReading): Promise<CheckedImport> {
  const said = Object.fromEntries(saidFields(request, 'An import', IMPORT_NAMES)) as SaidImport;
  const { since = addMonths(days.today, -MONTHS_AROUND), ...rest } = await checkReading(said, days);
  const { only, skip, maps, statusMaps, ...reading } = rest;
  const until = saidTextOrNothing(said.horizon, field('horizon'));
  const horizon = until === undefined ? addMonths(days.today, MONTHS_AROUND) : await checkDay(until, 'until', days);
  if (since > horizon) {
    throw new UsageError(
      'empty_range',
      words`${field('since')} ${since} is after ${field('horizon')} ${horizon}.`,
      'Swap them.',
    );
  }
  const saves = saidFlag(said.save, field('save'));
  if (saves && maps.length === 0) {
    const example = words`For example: ${command('import', 'classes.ics', field('map', 'Spin*=type:spin'), field('save'))}`;
    throw new UsageError(
      'nothing_to_save',
      words`${field('save')} keeps what ${field('map')} says, and there is no ${field('map')}.`,
      example,
    );
  }
  return {
    reading: { ...reading, since, horizon },
    picks: { only, skip, maps },
    ...{ saves, revive: saidFlag(said.revive, field('revive')), isDryRun: saidFlag(said.dryRun, field('dryRun')) },
  };
}
