import { type BookingContext, daysOf } from '../bookings/booking-context.ts';
import { checkDay, type DayReading } from '../bookings/said-filter.ts';
import { saidFields, saidFlag, saidTextOrNothing } from '../bookings/said-values.ts';
import { foldTitle } from '../bookings/text-fields.ts';
import { FailureError, UsageError } from '../errors.ts';
import { addMonths } from '../time/civil.ts';
import { nameOfAddress } from './fetch/source-address.ts';
import type { ImportReport } from './plan/import-plan.ts';
import { type PlanRecord, planRecordRows } from './plan/plan-record-rows.ts';
import { isAllUnreadable, readSource, type SourceReading } from './read-source.ts';
import { checkReading, READING_NAMES, type SaidReading } from './said-reading.ts';
import { takeIn } from './take-in.ts';
import { replaceSamePatterns, type TitleMap } from './title-map.ts';
import { applyTitleRules, type TitleRules } from './title-rules.ts';
import { listTouched, type TouchedClass } from './touched-classes.ts';
import type { Transfer } from './whole-document.ts';

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

/** What to import: an address, or a document. The document is read only after the rest of the request is checked. */
export type ImportSource =
  | { readonly address: string }
  | { readonly name: string; readonly read: () => Promise<Uint8Array> };

/** What an import needs of other features. app.ts hands it over. */
export interface ImportParts {
  readonly planRecord: PlanRecord;
  readonly titleMaps: StandingMaps;
  /** The folder with the person's own mail formats. */
  readonly mailFormats?: string | undefined;
}

/** The saved title patterns. They apply to every source. */
export interface StandingMaps {
  readonly all: readonly TitleMap[];
  /** Throws NuminaError where patterns cannot be saved. */
  readonly check: () => Promise<void>;
  readonly save: (texts: readonly string[]) => Promise<void>;
}

/** A step of the import, for its progress display. `name` may contain any characters. */
export type ImportStep =
  | { readonly kind: 'asking'; readonly name: string }
  | { readonly kind: 'reading'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'storing'; readonly bookings: number };

export interface Imported {
  readonly report: ImportReport;
  readonly touched: readonly TouchedClass[];
  /** Notes for the person, in whole sentences. */
  readonly notes: readonly string[];
  /** The patterns that `save` saved, or would save in a dry run. */
  readonly saved: readonly string[];
  readonly isDryRun: boolean;
  /** The name of the source, where nothing in it could be read; else null. */
  readonly unreadable: string | null;
}

const MONTHS_AROUND = 12;
/** A document of this size takes about a second to read. */
const LARGE_BYTES = 4_000_000;

/**
 * Imports a document, or what is at an address, with its reviews and pauses: everything or nothing. Throws UsageError
 * where the request is wrong and FailureError where the source cannot be read.
 */
export async function importSource(
  context: BookingContext,
  { planRecord, titleMaps, mailFormats }: ImportParts,
  said: SaidImport,
  source: ImportSource,
  hear: (step: ImportStep) => void = () => undefined,
): Promise<Imported> {
  const { reading, picks, saves, revive, isDryRun } = await checkImport(said, daysOf(context));
  const rules = rulesOf(picks, saves, titleMaps.all);
  // Find out before anything is imported whether the settings can be saved.
  if (saves) await titleMaps.check();
  const { bytes, name, fileName, transfer, notes } = await open(source, hear);
  if (bytes.length > LARGE_BYTES) hear({ kind: 'reading', name, bytes: bytes.length });
  const read = await readSource(
    bytes,
    fileName,
    { ...reading, homeZone: context.homeZone, mailFormats: mailFormats ?? null },
    transfer,
  );
  const taken = applyTitleRules(read, rules);
  if (bytes.length > LARGE_BYTES) hear({ kind: 'storing', bookings: taken.bookings.length });
  const { report, changes } = await takeIn(context, {
    said: taken,
    skipped: taken.skipped,
    defaultSource: taken.defaultSource,
    what: `imported ${name}`,
    ...{ revive, isDryRun },
    planRows: planRecordRows(planRecord, taken.bookings, taken.record, context.clock.now()),
  });
  if (saves && !isDryRun) await save(titleMaps, rules.standing);
  return {
    report: { ...report, skipped: [...report.skipped].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) },
    touched: listTouched(changes),
    notes: [...notes, ...taken.notes],
    saved: saves ? rules.maps.map(({ text }) => text) : [],
    isDryRun,
    unreadable: isAllUnreadable(read) ? name : null,
  };
}

interface CheckedImport {
  readonly reading: Omit<SourceReading, 'homeZone'>;
  readonly picks: Omit<TitleRules, 'standing'>;
  readonly saves: boolean;
  readonly revive: boolean;
  readonly isDryRun: boolean;
}

const IMPORT_NAMES = [...READING_NAMES, 'horizon', 'save', 'revive', 'dryRun'];

/** Checks every value of the request. Throws UsageError for the first wrong one. */
export async function checkImport(request: SaidImport, days: DayReading): Promise<CheckedImport> {
  const said = Object.fromEntries(saidFields(request, 'An import', IMPORT_NAMES)) as SaidImport;
  const { since = addMonths(days.today, -MONTHS_AROUND), ...rest } = await checkReading(said, days);
  const { only, skip, maps, statusMaps, ...reading } = rest;
  const until = saidTextOrNothing(said.horizon, '--horizon');
  const horizon = until === undefined ? addMonths(days.today, MONTHS_AROUND) : await checkDay(until, 'until', days);
  if (since > horizon) {
    throw new UsageError('empty_range', `--since ${since} is after --horizon ${horizon}.`, 'Swap them.');
  }
  const saves = saidFlag(said.save, '--save');
  if (saves && maps.length === 0) {
    const example = "For example: numina import classes.ics --map 'Spin*=type:spin' --save";
    throw new UsageError('nothing_to_save', '--save keeps what --map says, and there is no --map.', example);
  }
  return {
    reading: { ...reading, since, horizon },
    picks: { only, skip, maps },
    ...{ saves, revive: saidFlag(said.revive, '--revive'), isDryRun: saidFlag(said.dryRun, '--dry-run') },
  };
}

/** With `save`, the new patterns count as saved already. So this import does what every later one will do. */
function rulesOf(picks: CheckedImport['picks'], saves: boolean, standing: readonly TitleMap[]): TitleRules {
  if (!saves) return { ...picks, standing };
  const maps = replaceSamePatterns(picks.maps);
  return { ...picks, maps, standing: replaceSamePatterns([...standing, ...picks.maps]) };
}

async function save(titleMaps: StandingMaps, maps: readonly TitleMap[]): Promise<void> {
  try {
    await titleMaps.save(maps.map(({ text }) => text));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const hint = `The classes came in; what --map says is not kept. ${error.hint ?? ''}`.trimEnd();
    throw new FailureError(error.code, error.message, hint, error);
  }
}

interface Opened {
  readonly bytes: Uint8Array;
  /** The name shown to the person and written to the journal. Never a whole address: it may contain a secret. */
  readonly name: string;
  /** Its ending may tell the format. */
  readonly fileName: string;
  /** Null where the document did not come over the network. */
  readonly transfer: Transfer | null;
  readonly notes: readonly string[];
}

/** The longest name that file systems allow. */
const LONGEST_NAME = 255;

async function open(source: ImportSource, hear: (step: ImportStep) => void): Promise<Opened> {
  if (!('address' in source)) {
    const name = foldTitle(source.name).slice(0, LONGEST_NAME);
    return { bytes: await source.read(), name, fileName: name, transfer: null, notes: [] };
  }
  const name = nameOfAddress(source.address);
  hear({ kind: 'asking', name });
  const { fetchSource } = await import('./fetch/fetch-source.ts');
  const fetched = await fetchSource(source.address);
  return { ...fetched, name, transfer: fetched };
}
