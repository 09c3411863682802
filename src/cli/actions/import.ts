import { basename } from 'node:path';
import type { Session } from '../../app.ts';
import { cleanTitle } from '../../bookings/text-fields.ts';
import { saveSetting } from '../../config/edit-settings.ts';
import { configPath } from '../../config/paths.ts';
import { readSettings } from '../../config/settings.ts';
import { toReportJson } from '../../contract/intake-json.ts';
import { FailureError, type NuminaError, UsageError } from '../../errors.ts';
import { DATE_ORDERS } from '../../intake/csv/csv-dates.ts';
import { isAddress, nameOfAddress } from '../../intake/fetch/source-address.ts';
import { importBookings } from '../../intake/import-service.ts';
import type { ImportReport } from '../../intake/plan/import-plan.ts';
import { isAllUnreadable, readSource, type SourceReading } from '../../intake/read-source.ts';
import { parseStatusMap } from '../../intake/status-words.ts';
import { parseTitleMap, replaceSamePatterns, type TitleMap } from '../../intake/title-map.ts';
import { applyTitleRules, type TitleRules } from '../../intake/title-rules.ts';
import { listTouched, type TouchedClass } from '../../intake/touched-classes.ts';
import type { Transfer } from '../../intake/whole-document.ts';
import { importReportRows, renderImportReport } from '../../render/import-report.ts';
import { printable } from '../../render/printable.ts';
import { addMonths } from '../../time/civil.ts';
import { parseDate } from '../../time/parse-date.ts';
import { parseTimeOfDay } from '../../time/parse-time-range.ts';
import { defineAction, type RawInput } from '../command.ts';
import { planIncomingRecord } from '../plan-incoming-record.ts';
import type { Progress } from '../progress.ts';
import { argumentWords, hasFlag, listOption, parseChoice, parseZone, textOption } from '../raw-options.ts';
import { readInput } from '../read-input.ts';

interface Input {
  /** A path, an address, or `-`. */
  readonly source: string;
  readonly reading: Omit<SourceReading, 'homeZone'>;
  readonly rules: TitleRules;
  /** Whether the maps stand from now on. */
  readonly saves: boolean;
  readonly revive: boolean;
  readonly isDryRun: boolean;
  readonly isScreen: boolean;
}

interface Imported extends Pick<Input, 'isDryRun' | 'isScreen'> {
  readonly report: ImportReport;
  readonly touched: readonly TouchedClass[];
  readonly notes: readonly string[];
  /** Maps that were to be saved. */
  readonly saved: readonly TitleMap[];
  /** What was read, where nothing of it could be taken. */
  readonly unreadable: string | null;
}

const MONTHS_AROUND = 12;
/** What takes about a second. */
const LARGE_BYTES = 4_000_000;

export const action = defineAction<Input, Imported>({
  async parse(raw, { isScreen }, app) {
    const today = app.nowLocal.slice(0, 10);
    const [since, horizon, allDay] = [textOption(raw, 'since'), textOption(raw, 'horizon'), textOption(raw, 'allDay')];
    const [source, type, zone] = [textOption(raw, 'source'), textOption(raw, 'type'), textOption(raw, 'zone')];
    const dateOrder = textOption(raw, 'dateFormat');
    const reading = {
      since: since === undefined ? addMonths(today, -MONTHS_AROUND) : await parseDate(since, today, 'from', app.locale),
      horizon:
        horizon === undefined ? addMonths(today, MONTHS_AROUND) : await parseDate(horizon, today, 'until', app.locale),
      allDayAt: allDay === undefined ? undefined : parseTimeOfDay(allDay),
      source: source === undefined ? undefined : cleanTitle(source, 'source'),
      type: type === undefined ? undefined : cleanTitle(type, 'type'),
      zone: zone === undefined ? undefined : parseZone(zone),
      dateOrder: dateOrder === undefined ? undefined : parseChoice(dateOrder, '--date-format', DATE_ORDERS),
      statusMap: parseStatusMap(listOption(raw, 'mapStatus') ?? []),
    };
    if (reading.since > reading.horizon) {
      throw new UsageError(
        'empty_range',
        `--since ${reading.since} is after --horizon ${reading.horizon}.`,
        'Swap them.',
      );
    }
    const [file = ''] = argumentWords(raw, 0);
    const [revive, saves, isDryRun] = [hasFlag(raw, 'revive'), hasFlag(raw, 'save'), hasFlag(raw, 'dryRun')];
    return { source: file, reading, rules: titleRules(raw, app), revive, saves, isDryRun, isScreen };
  },

  async prepare(_app, input, prompter) {
    if (input.source.trim() !== '') return input;
    if (prompter) {
      const source = await prompter.ask('Which file or address?', async (answer) =>
        answer.trim() === '' ? 'Name one.' : null,
      );
      return { ...input, source: source.trim() };
    }
    throw new UsageError('argument_missing', 'Which file or address?', 'For example: numina import classes.ics');
  },

  async run(app, { source, reading, rules, revive, saves, isDryRun, isScreen }, progress) {
    // A file of settings that cannot be changed is told before anything comes in.
    if (saves) readSettings(app.process.env);
    const { bytes, name, fileName, transfer, notes: warnings } = await readSourceBytes(source, progress);
    if (bytes.length > LARGE_BYTES) progress(`Reading ${name}, ${Math.round(bytes.length / 1_000_000)} MB…`);
    const said = await readSource(bytes, fileName, { ...reading, homeZone: app.homeZone }, transfer);
    const read = applyTitleRules(said, rules);
    const { bookings: incoming, listings, cancellations, defaultSource, skipped, notes, record } = read;
    const context = await app.bookings();
    if (bytes.length > LARGE_BYTES) progress(`Storing ${incoming.length.toLocaleString('en')} bookings…`);
    let touched: readonly TouchedClass[] = [];
    const report = await importBookings(context, {
      onPlanned: (changes) => {
        touched = listTouched(changes);
      },
      ...{ incoming, defaultSource, name, revive, isDryRun },
      ...{ listings: listings ?? [], cancellations: cancellations ?? [] },
      planRows: planIncomingRecord(incoming, record, app.clock.now()),
    });
    if (saves && !isDryRun) saveStanding(app, rules.standing);
    const all = [...skipped, ...report.skipped].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    const saved = saves ? rules.maps : [];
    const unreadable = isAllUnreadable(said) ? name : null;
    return {
      report: { ...report, skipped: all },
      touched,
      notes: [...warnings, ...notes],
      saved,
      isDryRun,
      isScreen,
      unreadable,
    };
  },

  toText: ({ report, touched, isDryRun, isScreen }, style) =>
    renderImportReport(report, { isDryRun, isBrief: isScreen, touched }, style),
  toJson: ({ report }) => toReportJson(report),
  toPlain: ({ report }) => importReportRows(report),
  toError: ({ unreadable }) => (unreadable === null ? null : nothingTaken(unreadable)),
  toNotes: ({ notes, saved, isDryRun }) => [...notes, ...describeSaved(saved, isDryRun)].map(printable),
});

function nothingTaken(name: string): NuminaError {
  const hint = 'The report says why. --dry-run shows what another try would do.';
  return new FailureError('nothing_taken', `Nothing in ${printable(name)} could be taken.`, hint);
}

/** With `--save` the maps are among those that stand, so that this import does what every later one will do. */
function titleRules(raw: RawInput, { settings }: Session): TitleRules {
  const maps = (listOption(raw, 'map') ?? []).map(parseTitleMap);
  const picks = { only: listOption(raw, 'only') ?? [], skip: listOption(raw, 'skip') ?? [] };
  if (!hasFlag(raw, 'save')) return { ...picks, maps, standing: settings.titleMaps };
  if (maps.length === 0) {
    const example = "For example: numina import classes.ics --map 'Spin*=type:spin' --save";
    throw new UsageError('nothing_to_save', '--save keeps what --map says, and there is no --map.', example);
  }
  return {
    ...picks,
    maps: replaceSamePatterns(maps),
    standing: replaceSamePatterns([...settings.titleMaps, ...maps]),
  };
}

function saveStanding(app: Session, maps: readonly TitleMap[]): void {
  try {
    saveSetting(configPath(app.process.env), 'import.map', textsOf(maps));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const hint = `The classes came in; what --map says is not kept. ${error.hint ?? ''}`.trimEnd();
    throw new FailureError(error.code, error.message, hint, error);
  }
}

function describeSaved(maps: readonly TitleMap[], isDryRun: boolean): readonly string[] {
  if (maps.length === 0) return [];
  const patterns = textsOf(maps).join(' · ');
  return isDryRun
    ? [`Not saved, as this is a dry run: ${patterns}`]
    : [`Saved for every later import: ${patterns}`, 'numina config get import.map shows all that is saved.'];
}

function textsOf(maps: readonly TitleMap[]): readonly string[] {
  return maps.map(({ text }) => text);
}

interface SourceBytes {
  readonly bytes: Uint8Array;
  /** What a person calls it, in the journal too: never a whole address, which may be a secret. */
  readonly name: string;
  /** Its ending may tell what it is. */
  readonly fileName: string;
  /** Null where it did not come over the network. */
  readonly transfer: Transfer | null;
  readonly notes: readonly string[];
}

async function readSourceBytes(source: string, progress: Progress): Promise<SourceBytes> {
  if (isAddress(source)) {
    const name = nameOfAddress(source);
    progress(`Asking ${printable(name)}…`);
    const { fetchSource } = await import('../../intake/fetch/fetch-source.ts');
    const fetched = await fetchSource(source);
    return { ...fetched, name, transfer: fetched };
  }
  const name = source === '-' ? 'standard input' : basename(source);
  return { bytes: await readInput(source), name, fileName: name, transfer: null, notes: [] };
}
