import { makeLink } from '../../accounts/access/link-service.ts';
import { readBaseUrl } from '../../accounts/access/server-address.ts';
import { type LinkJson, toLinkJson } from '../../contract/access-json.ts';
import { renderLink } from '../../render/access.ts';
import { systemClock } from '../../time/clock.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { accessIn, NO_SERVER_YET } from '../access-of.ts';
import { defineAction } from '../command.ts';
import { argumentWords, textOption } from '../raw-options.ts';

interface Input {
  readonly name: string | undefined;
  readonly days: string | undefined;
  readonly isScreen: boolean;
}

interface Made extends LinkJson {
  readonly isKnown: boolean;
  readonly isScreen: boolean;
}

export const action = defineAction<Input, Made>({
  parse: (raw, { isScreen }) => ({ name: argumentWords(raw, 0)[0], days: textOption(raw, 'days'), isScreen }),

  async run(session, { name, days, isScreen }) {
    const { account, ...context } = await accessIn(session, name);
    // The server, for which NUMINA_NOW does not hold, looks whether the link is too old.
    const { secret, expiresAt } = await makeLink({ ...context, clock: systemClock }, { days });
    const { url, isKnown } = await readBaseUrl(await session.database());
    return { account: account.name, url: `${url}/in/${secret}`, expiresAt, isKnown, isScreen };
  },

  toText: (link, style) => renderLink(link, wallTimeAt, style),
  toJson: toLinkJson,
  toPlain: ({ url }) => [[url]],
  toNotes: ({ isKnown }) => (isKnown ? [] : [NO_SERVER_YET]),
});
