import { toSyncJson } from '../../contract/intake-json.ts';
import { FailureError, type NuminaError, UsageError } from '../../errors.ts';
import { findFeedRow, listFeedRows, toFeed } from '../../intake/feeds/feed-store.ts';
import { type FeedOutcome, syncFeeds } from '../../intake/feeds/sync-service.ts';
import { importReportRows } from '../../render/import-report.ts';
import { printable } from '../../render/printable.ts';
import { renderSync } from '../../render/sync-report.ts';
import { defineAction } from '../command.ts';
import { argumentWords, hasFlag } from '../raw-options.ts';

interface Input {
  /** None for all. */
  readonly names: readonly string[];
  readonly force: boolean;
  readonly revive: boolean;
  readonly isDryRun: boolean;
}

interface Result {
  readonly outcomes: readonly FeedOutcome[];
  readonly isDryRun: boolean;
}

export const action = defineAction<Input, Result>({
  parse(raw) {
    const names = argumentWords(raw, 0);
    if (names.some((name) => name.trim() === '')) {
      throw new UsageError('bad_feed_name', 'An empty word names no feed.', 'numina sync list shows them.');
    }
    return { names, force: hasFlag(raw, 'force'), revive: hasFlag(raw, 'revive'), isDryRun: hasFlag(raw, 'dryRun') };
  },

  async run(app, { names, ...options }, progress) {
    const context = await app.bookings();
    const { store } = context;
    const rows = [];
    for (const name of names) rows.push(await findFeedRow(store, name));
    if (names.length === 0) rows.push(...(await listFeedRows(store)));
    const feeds = [...new Map(rows.map((row) => [row.id, toFeed(row)])).values()];
    if (feeds.length > 0) progress(`Asking ${feeds.map(({ name }) => printable(name)).join(', ')}…`);
    const { signal } = new AbortController();
    const request = { ...options, isAutomatic: false, standing: app.settings.titleMaps, signal };
    return { outcomes: await syncFeeds(context, feeds, request), isDryRun: options.isDryRun };
  },

  toText: ({ outcomes, isDryRun }, style) => renderSync(outcomes, isDryRun, style),
  toJson: ({ outcomes }) => toSyncJson(outcomes),
  toPlain: ({ outcomes }) =>
    outcomes.flatMap(({ feed, state, report, error }) => [
      [feed.name, state, error?.message ?? ''],
      ...importReportRows(report).map((row) => [feed.name, ...row]),
    ]),
  toNotes: ({ outcomes }) =>
    outcomes.flatMap(({ feed: { name }, notes }) =>
      notes.map((note) => printable(outcomes.length === 1 || note.startsWith(name) ? note : `${name}: ${note}`)),
    ),
  toError: ({ outcomes }) => errorOf(outcomes),
});

/** What is wrong in the end: with one feed its own error, with several how many could not be read. */
function errorOf(outcomes: readonly FeedOutcome[]): NuminaError | null {
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const [only] = errors;
  if (!only || outcomes.length === 1) return only ?? null;
  return new FailureError(
    'sync_failed',
    `${errors.length} of ${outcomes.length} feeds could not be read.`,
    `${errors.length < outcomes.length ? 'The others are up to date. ' : ''}numina sync NAME tells more of one.`,
  );
}
