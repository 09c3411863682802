import { toSyncJson } from '../../contract/intake-json.ts';
import { askFeeds, type SaidSync } from '../../intake/feeds/ask-feeds.ts';
import type { Feed } from '../../intake/feeds/feed.ts';
import { syncFailure } from '../../intake/feeds/sync-failure.ts';
import type { FeedOutcome } from '../../intake/feeds/sync-service.ts';
import { importReportRows } from '../../render/import-report.ts';
import { printable } from '../../render/printable.ts';
import { renderSync } from '../../render/sync-report.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { defineAction } from '../command.ts';
import { argumentWords, optionsNamed } from '../raw-options.ts';

interface Result {
  readonly outcomes: readonly FeedOutcome[];
  readonly isDryRun: boolean;
}

export const action = defineAction<SaidSync, Result>({
  parse: (raw) => ({ ...optionsNamed<SaidSync>(raw, ['force', 'revive', 'dryRun']), names: argumentWords(raw, 0) }),

  async run(session, said, progress) {
    const hear = (feeds: readonly Feed[]) => {
      if (feeds.length > 0) progress(`Asking ${feeds.map(({ name }) => printable(name)).join(', ')}…`);
    };
    const outcomes = await askFeeds(await session.bookings(), said, {
      ...{ standing: session.settings.titleMaps, mailFormats: session.importParts.mailFormats, hear },
      hearMails: ({ name }, { done, total }) => {
        const [read, all] = [done, total].map((count) => count.toLocaleString('en'));
        progress(`Reading ${printable(name)}: ${read} of ${all} mails…`);
      },
    });
    return { outcomes, isDryRun: said.dryRun === true };
  },

  toText: ({ outcomes, isDryRun }, style) => renderSync(outcomes, isDryRun, style),
  toJson: ({ outcomes }) => toSyncJson(outcomes, wordForTerminal),
  toPlain: ({ outcomes }) =>
    outcomes.flatMap(({ feed, state, report, error }) => [
      [feed.name, state, error?.message ?? ''],
      ...importReportRows(report).map((row) => [feed.name, ...row]),
    ]),
  toNotes: ({ outcomes }) =>
    outcomes.flatMap(({ feed: { name }, notes }) =>
      notes
        .map(wordForTerminal)
        .map((note) => printable(outcomes.length === 1 || note.startsWith(name) ? note : `${name}: ${note}`)),
    ),
  toError: ({ outcomes }) => syncFailure(outcomes),
});
