import { type BookingContext, daysOf } from '../bookings/booking-context.ts';
import { FailureError } from '../errors.ts';
import { field, type Words, words } from '../words.ts';
import { type CheckedImport, checkImport, type SaidImport } from './check-import.ts';
import { type ImportSource, type ImportStep, type MailCount, nameOfSource, readDocuments } from './import-documents.ts';
import { oneOrMany } from './incoming.ts';
import type { ImportReport } from './plan/import-plan.ts';
import { type PlanRecord, planRecordRows } from './plan/plan-record-rows.ts';
import { takeInAll } from './take-in-all.ts';
import { replaceSamePatterns, type TitleMap } from './title-map.ts';
import type { TitleRules } from './title-rules.ts';
import { type Touched, TouchedCollector } from './touched-classes.ts';

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

export interface Imported {
  readonly report: ImportReport;
  readonly touched: Touched;
  /** Notes for the person, in whole sentences. */
  readonly notes: readonly Words[];
  /** The patterns that `save` saved, or would save in a dry run. */
  readonly saved: readonly string[];
  readonly isDryRun: boolean;
  /** The name of the source, where nothing in it could be read; else null. */
  readonly unreadable: string | null;
  /** How many mails were read; null where none were looked for. */
  readonly mails: MailCount | null;
}

/**
 * Imports documents, what is at an address, or mails, with their reviews and pauses: everything or nothing, as one step.
 * Throws UsageError where the request is wrong and FailureError where a source cannot be read.
 */
export async function importSource(
  context: BookingContext,
  { planRecord, titleMaps, mailFormats }: ImportParts,
  said: SaidImport,
  source: ImportSource | readonly ImportSource[],
  hear: (step: ImportStep) => void = () => undefined,
): Promise<Imported> {
  const { reading, picks, saves, revive, isDryRun } = await checkImport(said, daysOf(context));
  const rules = rulesOf(picks, saves, titleMaps.all);
  // Find out before anything is imported whether the settings can be saved.
  if (saves) await titleMaps.check();
  const sources = 'length' in source ? source : [source];
  const read = await readDocuments(sources, {
    reading: { ...reading, homeZone: context.homeZone, mailFormats: mailFormats ?? null },
    ...{ rules, hear },
    planRows: ({ bookings, record }) => planRecordRows(planRecord, bookings, record, context.clock.now()),
  });
  const what = `imported ${nameOfAll(sources)}`;
  const touched = new TouchedCollector();
  const report = await takeInAll(context, read.documents, {
    ...{ what, revive, isDryRun },
    hear: (changes) => touched.add(changes),
  });
  if (saves && !isDryRun) await save(titleMaps, rules.standing);
  const skipped = [...read.skipped, ...report.skipped].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return {
    report: { ...report, skipped },
    touched: touched.list(),
    notes: read.notes,
    saved: saves ? rules.maps.map(({ text }) => text) : [],
    isDryRun,
    ...{ unreadable: read.unreadable, mails: read.mails },
  };
}

function nameOfAll(sources: readonly ImportSource[]): string {
  const [first, ...others] = sources;
  const name = first ? nameOfSource(first) : 'nothing';
  return others.length === 0 ? name : `${name} and ${oneOrMany(others.length, 'other', 'others')}`;
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
    const hint = words`The classes came in; what ${field('map')} says is not kept.${error.hint === null ? '' : words` ${error.hint}`}`;
    throw new FailureError(error.code, error.fact, hint, error);
  }
}
