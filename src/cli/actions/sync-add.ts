import { toFeedJson } from '../../contract/intake-json.ts';
import type { SaidFeed } from '../../intake/feeds/define-feed.ts';
import { placeOf } from '../../intake/feeds/feed.ts';
import { type AddedFeed, addFeed } from '../../intake/feeds/feed-service.ts';
import { READING_NAMES } from '../../intake/said-reading.ts';
import { renderFeedChange } from '../../render/feed-table.ts';
import { askAuthServer } from '../ask-auth-server.ts';
import { askFor } from '../ask-for.ts';
import { defineAction } from '../command.ts';
import { argumentWords, optionsNamed } from '../raw-options.ts';

const OPTIONS = [
  ...READING_NAMES,
  ...['user', 'passwordCommand', 'passwordFile', 'oauthCommand', 'authServer'],
  ...['site', 'client', 'apiKeyCommand', 'apiKeyFile', 'baseUrl'],
] as const;

interface Input {
  readonly name: string;
  /** An address, of a calendar or a mailbox, or `mindbody`. */
  readonly place: string;
  readonly options: Omit<SaidFeed, 'name' | 'place'>;
}

/** Null where the person has to be asked. */
interface Draft extends Pick<Input, 'options'> {
  readonly name: string | null;
  readonly place: string | null;
}

const EXAMPLE = 'For example: numina sync add studio https://studio.example/ana/classes.ics';

export const action = defineAction<Input, AddedFeed, Draft>({
  parse(raw) {
    const [name, place] = [0, 1].map((index) => argumentWords(raw, index)[0]?.trim() || null);
    return { name: name ?? null, place: place ?? null, options: optionsNamed(raw, OPTIONS) };
  },

  async prepare(session, { name, place, options }, prompter) {
    const said = {
      name: name ?? (await askFor('What is the feed called?', EXAMPLE, prompter)),
      place: place ?? (await askFor('Which address, or mindbody?', EXAMPLE, prompter)),
    };
    if (!prompter) return { ...said, options };
    const authServer = await askAuthServer(session, { ...options, ...said }, prompter);
    return { ...said, options: { ...options, ...(authServer !== undefined && { authServer }) } };
  },

  run: async (session, { name, place, options }) => addFeed(await session.bookings(), { ...options, name, place }),

  toText: (feed, style) =>
    feed.isKnown
      ? renderFeedChange(feed, 'Changed', 'numina sync reads its mails again. numina undo takes it back.', style)
      : renderFeedChange(feed, 'Added', 'numina sync asks it now, the daemon every hour.', style),
  toJson: toFeedJson,
  toPlain: (feed) => [[feed.name, placeOf(feed)]],
});
