import type { Finding } from '../doctor/verdict.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { wrapText } from './width.ts';

/** From this width on, name and message share a line. */
const NARROWEST_PAIR = 64;
const GAP = 2;

/** A line for each check (`✓ schema  It is of this numina.`), and below a failed one the next step. */
export function renderFindings(findings: readonly Finding[], style: Style): string {
  const isWide = style.width >= NARROWEST_PAIR;
  const nameWidth = Math.max(...findings.map(({ check }) => check.length)) + GAP;
  const indent = isWide ? nameWidth + 2 : 2;
  return findings.flatMap((finding) => linesOf(finding, style, isWide ? nameWidth : null, indent)).join('\n');
}

function linesOf(finding: Finding, style: Style, nameWidth: number | null, indent: number): readonly string[] {
  const { paint, width } = style;
  const { symbol, paint: colour } = lookOf(finding, style);
  const said = printable(`${finding.isMended ? 'Mended. ' : ''}${wordForTerminal(finding.message)}`);
  const message = wrapText(said, width - indent).map((line) => (finding.ok === false ? paint.bad(line) : line));
  const head = `${colour(symbol)} ${paint.strong(finding.check)}`;
  const blank = ' '.repeat(indent);
  const hint =
    finding.hint === null ? [] : wrapText(printable(wordForTerminal(finding.hint)), width - indent).map(paint.dim);
  const rest = [...message, ...hint];
  if (nameWidth === null) return [head, ...rest.map((line) => blank + line)];
  const [first = '', ...others] = rest;
  return [`${head}${' '.repeat(nameWidth - finding.check.length)}${first}`, ...others.map((line) => blank + line)];
}

function lookOf({ ok }: Finding, { unicode, paint }: Style) {
  if (ok === null) return { symbol: unicode ? '–' : '-', paint: paint.dim };
  return ok ? { symbol: unicode ? '✓' : '+', paint: paint.good } : { symbol: unicode ? '✗' : 'x', paint: paint.bad };
}
