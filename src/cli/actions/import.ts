import { basename } from 'node:path';
import { toReportJson } from '../../contract/intake-json.ts';
import { FailureError, type NuminaError } from '../../errors.ts';
import { isAddress } from '../../intake/fetch/source-address.ts';
import {
  checkImport,
  type Imported,
  type ImportStep,
  importSource,
  type SaidImport,
} from '../../intake/import-service.ts';
import { READING_NAMES } from '../../intake/said-reading.ts';
import { importReportRows, renderImportReport } from '../../render/import-report.ts';
import { printable } from '../../render/printable.ts';
import { askFor } from '../ask-for.ts';
import { defineAction } from '../command.ts';
import { argumentWords, daysOf, optionsNamed } from '../raw-options.ts';
import { readInput } from '../read-input.ts';

interface Input {
  /** A path, an address, or `-`. */
  readonly source: string;
  readonly said: SaidImport;
  readonly isScreen: boolean;
}

interface Draft extends Omit<Input, 'source'> {
  /** Null where the person has to be asked. */
  readonly source: string | null;
}

export const action = defineAction<Input, Imported & Pick<Input, 'isScreen'>, Draft>({
  async parse(raw, { isScreen }, session) {
    const said = optionsNamed(raw, [...READING_NAMES, 'horizon', 'save', 'revive', 'dryRun']);
    // Report mistakes before anything is asked or read.
    await checkImport(said, daysOf(session));
    const source = argumentWords(raw, 0).find((word) => word.trim() !== '') ?? null;
    return { source, said, isScreen };
  },

  async prepare(_app, { source, ...rest }, prompter) {
    const example = 'For example: numina import classes.ics';
    return { ...rest, source: source ?? (await askFor('Which file or address?', example, prompter)) };
  },

  async run(session, { source, said, isScreen }, progress) {
    const name = source === '-' ? 'standard input' : basename(source);
    const document = isAddress(source) ? { address: source } : { name, read: () => readInput(source) };
    const hear = (step: ImportStep) => progress(describeStep(step));
    return { ...(await importSource(await session.bookings(), session.importParts, said, document, hear)), isScreen };
  },

  toText: ({ report, touched, isDryRun, isScreen }, style) =>
    renderImportReport(report, { isDryRun, isBrief: isScreen, touched }, style),
  toJson: ({ report }) => toReportJson(report),
  toPlain: ({ report }) => importReportRows(report),
  toError: ({ unreadable }) => (unreadable === null ? null : nothingTaken(unreadable)),
  toNotes: ({ notes, saved, isDryRun }) => [...notes, ...describeSaved(saved, isDryRun)].map(printable),
});

function describeStep(step: ImportStep): string {
  if (step.kind === 'asking') return `Asking ${printable(step.name)}…`;
  if (step.kind === 'storing') return `Storing ${step.bookings.toLocaleString('en')} bookings…`;
  return `Reading ${step.name}, ${Math.round(step.bytes / 1_000_000)} MB…`;
}

function nothingTaken(name: string): NuminaError {
  const hint = 'The report says why. --dry-run shows what another try would do.';
  return new FailureError('nothing_taken', `Nothing in ${printable(name)} could be taken.`, hint);
}

function describeSaved(texts: readonly string[], isDryRun: boolean): readonly string[] {
  if (texts.length === 0) return [];
  const patterns = texts.join(' · ');
  return isDryRun
    ? [`Not saved, as this is a dry run: ${patterns}`]
    : [`Saved for every later import: ${patterns}`, 'numina config get import.map shows all that is saved.'];
}
