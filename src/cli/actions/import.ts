import { toReportJson } from '../../contract/intake-json.ts';
import { FailureError, type NuminaError } from '../../errors.ts';
import { checkImport, type SaidImport } from '../../intake/check-import.ts';
import type { ImportSource, ImportStep } from '../../intake/import-documents.ts';
import { type Imported, importSource } from '../../intake/import-service.ts';
import { READING_NAMES } from '../../intake/said-reading.ts';
import { importReportRows, renderImportReport } from '../../render/import-report.ts';
import { printable } from '../../render/printable.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { askFor } from '../ask-for.ts';
import { defineAction } from '../command.ts';
import { openInput } from '../open-input.ts';
import { argumentWords, daysOf, optionsNamed } from '../raw-options.ts';

interface Input {
  /** Paths, addresses, or `-`. */
  readonly sources: readonly string[];
  readonly said: SaidImport;
  readonly isScreen: boolean;
}

export const action = defineAction<Input, Imported & Pick<Input, 'isScreen'>>({
  async parse(raw, { isScreen }, session) {
    const said = optionsNamed(raw, [...READING_NAMES, 'horizon', 'save', 'revive', 'dryRun']);
    // Report mistakes before anything is asked or read.
    await checkImport(said, daysOf(session));
    return { sources: argumentWords(raw, 0).filter((word) => word.trim() !== ''), said, isScreen };
  },

  async prepare(_session, { sources, ...rest }, prompter) {
    const example = 'For example: numina import classes.ics';
    const asked = sources.length > 0 ? sources : [await askFor('Which file or address?', example, prompter)];
    return { ...rest, sources: asked };
  },

  async run(session, { sources, said, isScreen }, progress) {
    const opened: ImportSource[] = [];
    for (const source of sources) opened.push(await openInput(source));
    const hear = (step: ImportStep) => progress(describeStep(step));
    const imported = await importSource(await session.bookings(), session.importParts, said, opened, hear);
    return { ...imported, isScreen };
  },

  toText: ({ report, touched, mails, isDryRun, isScreen }, style) =>
    renderImportReport(report, { isDryRun, isBrief: isScreen || mails !== null, touched, mails }, style),
  toJson: ({ report }) => toReportJson(report, wordForTerminal),
  toPlain: ({ report }) => importReportRows(report),
  toError: ({ unreadable }) => (unreadable === null ? null : nothingTaken(unreadable)),
  toNotes: ({ notes, saved, isDryRun }) =>
    [...notes.map(wordForTerminal), ...describeSaved(saved, isDryRun)].map(printable),
});

function describeStep(step: ImportStep): string {
  if (step.kind === 'asking') return `Asking ${printable(step.name)}…`;
  if (step.kind === 'storing') return `Storing ${step.bookings.toLocaleString('en')} bookings…`;
  if (step.kind === 'mails') return `Reading ${printable(step.name)}, ${step.mails.toLocaleString('en')} mails…`;
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
