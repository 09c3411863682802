import type { FeedOutcome } from '../intake/feeds/sync-service.ts';
import { glyphsOf } from './glyphs.ts';
import { renderImportReport } from './import-report.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { wrapParts, wrapText } from './width.ts';

/** The result of a sync: for each feed its name, a line of counts, and the skipped events with reasons. */
export function renderSync(outcomes: readonly FeedOutcome[], isDryRun: boolean, style: Style): string {
  if (outcomes.length === 0) {
    const next = 'Name one: numina sync add studio https://studio.example/ana/classes.ics';
    return ['No feeds.', ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
  }
  // Where only one feed was asked, its error is reported as the error of the command.
  const isError = outcomes.length > 1;
  const lines = outcomes.flatMap((outcome) => renderOutcome(outcome, isError, style));
  if (isDryRun && lines.length > 0) lines.push(style.paint.dim('A dry run: nothing was written.'));
  return lines.join('\n');
}

function renderOutcome(
  { feed, state, report, touched, error }: FeedOutcome,
  tellsError: boolean,
  style: Style,
): string[] {
  const { paint, width } = style;
  const name = printable(feed.name);
  const short = (text: string) => wrapParts([name, text], ` ${glyphsOf(style).dot} `, width);
  const taken = () =>
    renderImportReport(report, { isDryRun: false, isBrief: true, name, ...(touched && { touched }) }, style);
  if (error !== null) {
    const failed = tellsError ? short(printable(error.message)).map(paint.bad) : [];
    // A mailbox that failed on the way: its earlier mails are stored.
    return touched ? [taken(), ...failed] : failed;
  }
  if (state === 'same') return short('nothing new');
  if (state === 'doubted') return short('left as it was').map(paint.warn);
  return [taken()];
}
