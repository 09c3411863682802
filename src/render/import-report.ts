import type { Skip } from '../intake/incoming.ts';
import type { ImportReport, Outcome } from '../intake/plan/import-plan.ts';
import { NOTHING_TOUCHED, type Touched } from '../intake/touched-classes.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { formatCount } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable, singleLine } from './printable.ts';
import type { Style } from './style.ts';
import { renderTouched } from './touched-classes.ts';
import { textWidth, truncate, wrapParts, wrapText } from './width.ts';

export interface ImportReportOptions {
  readonly isDryRun: boolean;
  /** Groups skipped events by reason instead of listing each. */
  readonly isBrief: boolean;
  /** The name of the source, before the counts. Set where there are several sources. */
  readonly name?: string;
  /** The changed classes, to be named. */
  readonly touched?: Touched;
  /** How many mails were read, where it is mails. */
  readonly mails?: { readonly total: number } | null;
}

const WORDS: Readonly<Record<Outcome, string>> = {
  created: 'new',
  updated: 'changed',
  cancelled: 'cancelled',
  adopted: 'matched with what you had typed in',
  unchanged: 'known already',
};

/** What is counted in a source. */
type Place = 'line' | 'mail';

/** The most reasons that are shown. A completely broken file would have one for each line. */
const MOST_REASONS = 8;

/** What an import did, or would do: a line of counts, then the skipped events with their reasons. */
export function renderImportReport(report: ImportReport, options: ImportReportOptions, style: Style): string {
  const { paint, width } = style;
  const { skipped } = report;
  const counts = (Object.keys(WORDS) as Outcome[]).filter((key) => report[key] > 0);
  const { mails = null } = options;
  const parts = counts.map((key) => `${inFigures(report[key])} ${WORDS[key]}`);
  if (mails !== null && mails.total > 0) parts.unshift(formatCount(mails.total, 'mail'));
  if (skipped.length > 0) parts.push(`${inFigures(skipped.length)} skipped`);
  if (parts.length === 0) parts.push(options.name === undefined ? 'There is nothing in it' : 'nothing new in it');
  if (options.name !== undefined) parts.unshift(options.name);
  const head = wrapParts(parts, ` ${glyphsOf(style).dot} `, width).map(paint.strong);
  const skips = options.isBrief
    ? renderReasons(skipped, mails === null ? 'line' : 'mail', style)
    : skipped.map((skip) => renderSkip(skip));
  const foot = options.isDryRun ? wrapText('A dry run: nothing was written.', width).map(paint.dim) : [];
  const named = renderTouched(options.touched ?? NOTHING_TOUCHED, style);
  return [...head, ...named, ...skips, ...foot].join('\n');
}

/** The report as rows for tab-separated output: every count, then every skip with reason, UID and line. */
export function importReportRows(report: ImportReport): string[][] {
  const counts = (Object.keys(WORDS) as Outcome[]).map((key) => [key, String(report[key])]);
  const skips = report.skipped.map(({ reason, uid, line }) => [
    'skipped',
    singleLine(wordForTerminal(reason)),
    singleLine(uid ?? ''),
    String(line ?? ''),
  ]);
  return [...counts, ...skips];
}

function renderSkip({ uid, line, reason }: Skip): string {
  const name = uid === null ? '' : ` (${printable(uid)})`;
  return `  ${line === null ? '' : `line ${line}: `}${printable(wordForTerminal(reason))}${name}`;
}

/** Each reason once, the most frequent first, with its lines. */
function renderReasons(skipped: readonly Skip[], place: Place, style: Style): string[] {
  const byReason = new Map<string, Skip[]>();
  for (const skip of skipped) {
    const reason = wordForTerminal(skip.reason);
    const alike = byReason.get(reason);
    if (alike) alike.push(skip);
    else byReason.set(reason, [skip]);
  }
  const reasons = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const shown = reasons.slice(0, MOST_REASONS).flatMap(([reason, skips]) => renderReason(reason, skips, place, style));
  const rest = reasons.slice(MOST_REASONS).reduce((sum, [, { length }]) => sum + length, 0);
  if (rest === 0) return shown;
  const more = `${inFigures(rest)} more for other reasons; --json lists them all.`;
  return [...shown, ...wrapText(more, style.width - 2).map((line) => `  ${line}`)];
}

function renderReason(reason: string, skips: readonly Skip[], place: Place, style: Style): string[] {
  const times = skips.length === 1 ? '' : `${inFigures(skips.length)} ${style.unicode ? '×' : 'x'} `;
  const lines = skips.flatMap(({ line }) => (line === null ? [] : [line]));
  const where = renderPlaces(lines, place, style.width - 4, style);
  return [
    ...wrapText(times + printable(reason), style.width - 2).map((line) => `  ${line}`),
    ...(where === '' ? [] : [`    ${style.paint.dim(where)}`]),
  ];
}

/** `lines 3, 9, 14` or `mails 3, 9`, as many as fit. */
function renderPlaces(lines: readonly number[], place: Place, width: number, style: Style): string {
  if (lines.length === 0) return '';
  let text = `${lines.length === 1 ? place : `${place}s`} ${lines[0]}`;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const longer = `${text}, ${line}`;
    const more = ` and ${inFigures(lines.length - index)} more`;
    const tail = index < lines.length - 1 ? ` and ${inFigures(lines.length - index - 1)} more` : '';
    if (textWidth(longer + tail) > width) return truncate(text + more, width, glyphsOf(style).ellipsis);
    text = longer;
  }
  return truncate(text, width, glyphsOf(style).ellipsis);
}

function inFigures(count: number): string {
  return count.toLocaleString('en');
}
