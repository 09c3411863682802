import { toFeedJson } from '../../contract/intake-json.ts';
import { UsageError } from '../../errors.ts';
import type { SaidFeed } from '../../intake/feeds/define-feed.ts';
import { type Feed, placeOf } from '../../intake/feeds/feed.ts';
import { addFeed } from '../../intake/feeds/feed-service.ts';
import { READING_NAMES } from '../../intake/said-reading.ts';
import { renderFeedChange } from '../../render/feed-table.ts';
import { defineAction, type Prompter } from '../command.ts';
import { argumentWords, optionsNamed } from '../raw-options.ts';

const OPTIONS = [
  ...READING_NAMES,
  ...['user', 'passwordCommand', 'passwordFile'],
  ...['site', 'client', 'apiKeyCommand', 'apiKeyFile', 'baseUrl'],
] as const;

interface Input {
  /** Empty where it is to be asked for, as the place. */
  readonly name: string;
  /** An address, or `mindbody`. */
  readonly place: string;
  readonly options: Omit<SaidFeed, 'name' | 'place'>;
}

export const action = defineAction<Input, Feed>({
  parse(raw) {
    const [name = '', place = ''] = [0, 1].map((index) => (argumentWords(raw, index)[0] ?? '').trim());
    return { name, place, options: optionsNamed(raw, OPTIONS) };
  },

  async prepare(_app, input, prompter) {
    const name = input.name || (await askFor('What is the feed called?', prompter));
    return { ...input, name, place: input.place || (await askFor('Which address, or mindbody?', prompter)) };
  },

  run: async (app, { name, place, options }) => addFeed(await app.bookings(), { ...options, name, place }),

  toText: (feed, style) => renderFeedChange(feed, 'Added', 'numina sync asks it now, the daemon every hour.', style),
  toJson: toFeedJson,
  toPlain: (feed) => [[feed.name, placeOf(feed)]],
});

async function askFor(question: string, prompter: Prompter | null): Promise<string> {
  if (prompter) {
    return (await prompter.ask(question, async (answer) => (answer.trim() === '' ? 'Name one.' : null))).trim();
  }
  const example = 'For example: numina sync add studio https://studio.example/ana/classes.ics';
  throw new UsageError('argument_missing', question, example);
}
