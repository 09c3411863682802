import { basename } from 'node:path';
import { planRecord } from '../../attendance/portable-record.ts';
import { cleanTitle } from '../../bookings/text-fields.ts';
import { UsageError } from '../../errors.ts';
import type { ImportReport } from '../../intake/import-plan.ts';
import { importBookings } from '../../intake/import-service.ts';
import { readSource, type SourceReading } from '../../intake/read-source.ts';
import { isAddress, nameOfAddress } from '../../intake/source-address.ts';
import { applyTitleRules, parseTitleMap, type TitleRules } from '../../intake/title-rules.ts';
import { importReportRows, renderImportReport } from '../../render/import-report.ts';
import { printable } from '../../render/printable.ts';
import { addMonths } from '../../time/civil.ts';
import { parseDate } from '../../time/parse-date.ts';
import { parseTimeOfDay } from '../../time/parse-time-range.ts';
import { defineAction } from '../command.ts';
import type { Progress } from '../progress.ts';
import { argumentWords, hasFlag, listOption, parseZone, textOption } from '../raw-options.ts';
import { readInput } from '../read-input.ts';

interface Input {
  /** A path, an address, or `-`. */
  readonly source: string;
  readonly reading: Omit<SourceReading, 'homeZone'>;
  readonly rules: TitleRules;
  readonly revive: boolean;
  readonly isDryRun: boolean;
  readonly isScreen: boolean;
}

interface Imported extends Pick<Input, 'isDryRun' | 'isScreen'> {
  readonly report: ImportReport;
  readonly notes: readonly string[];
}

const MONTHS_AROUND = 12;
/** What takes about a second. */
const LARGE_BYTES = 4_000_000;

export const action = defineAction<Input, Imported>({
  async parse(raw, { isScreen }, app) {
    const today = app.nowLocal.slice(0, 10);
    const [since, horizon, allDay] = [textOption(raw, 'since'), textOption(raw, 'horizon'), textOption(raw, 'allDay')];
    const [source, type, zone] = [textOption(raw, 'source'), textOption(raw, 'type'), textOption(raw, 'zone')];
    const reading = {
      since: since === undefined ? addMonths(today, -MONTHS_AROUND) : await parseDate(since, today, 'from'),
      horizon: horizon === undefined ? addMonths(today, MONTHS_AROUND) : await parseDate(horizon, today, 'until'),
      allDayAt: allDay === undefined ? undefined : parseTimeOfDay(allDay),
      source: source === undefined ? undefined : cleanTitle(source, 'source'),
      type: type === undefined ? undefined : cleanTitle(type, 'type'),
      zone: zone === undefined ? undefined : parseZone(zone),
    };
    if (reading.since > reading.horizon) {
      throw new UsageError(
        'empty_range',
        `--since ${reading.since} is after --horizon ${reading.horizon}.`,
        'Swap them.',
      );
    }
    const [file = ''] = argumentWords(raw, 0);
    const rules = {
      only: listOption(raw, 'only') ?? [],
      skip: listOption(raw, 'skip') ?? [],
      maps: (listOption(raw, 'map') ?? []).map(parseTitleMap),
    };
    return { source: file, reading, rules, revive: hasFlag(raw, 'revive'), isDryRun: hasFlag(raw, 'dryRun'), isScreen };
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

  async run(app, { source, reading, rules, revive, isDryRun, isScreen }, progress) {
    const { bytes, name, fileName, notes: warnings } = await readSourceBytes(source, progress);
    if (bytes.length > LARGE_BYTES) progress(`Reading ${name}, ${Math.round(bytes.length / 1_000_000)} MB…`);
    const read = applyTitleRules(await readSource(bytes, fileName, { ...reading, homeZone: app.homeZone }), rules);
    const { bookings: incoming, defaultSource, skipped, notes, record } = read;
    const context = await app.bookings();
    if (bytes.length > LARGE_BYTES) progress(`Storing ${incoming.length.toLocaleString('en')} bookings…`);
    const report = await importBookings(context, {
      ...{ incoming, defaultSource, name, revive, isDryRun },
      ...(record && { planRows: (trx, userId, of) => planRecord(trx, userId, record, of, app.clock.now()) }),
    });
    const all = [...skipped, ...report.skipped].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return { report: { ...report, skipped: all }, notes: [...warnings, ...notes], isDryRun, isScreen };
  },

  toText: ({ report, isDryRun, isScreen }, style) => renderImportReport(report, { isDryRun, isBrief: isScreen }, style),
  toJson: ({ report }) => report,
  toPlain: ({ report }) => importReportRows(report),
  toNotes: ({ notes }) => notes.map(printable),
});

interface SourceBytes {
  readonly bytes: Uint8Array;
  /** What a person calls it, in the journal too: never a whole address, which may be a secret. */
  readonly name: string;
  /** Its ending may tell what it is. */
  readonly fileName: string;
  readonly notes: readonly string[];
}

async function readSourceBytes(source: string, progress: Progress): Promise<SourceBytes> {
  if (isAddress(source)) {
    const name = nameOfAddress(source);
    progress(`Asking ${printable(name)}…`);
    const { fetchSource } = await import('../../intake/fetch-source.ts');
    return { ...(await fetchSource(source)), name };
  }
  const name = source === '-' ? 'standard input' : basename(source);
  return { bytes: await readInput(source), name, fileName: name, notes: [] };
}
