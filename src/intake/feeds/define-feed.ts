import type { DayReading } from '../../bookings/said-filter.ts';
import { saidFields, saidText, saidTextOrNothing } from '../../bookings/said-values.ts';
import { UsageError } from '../../errors.ts';
import { command, field, words } from '../../words.ts';
import { isAddress, parseAddress } from '../fetch/source-address.ts';
import { MINDBODY_BASE_URL, parseBaseUrl, parseSiteId } from '../mindbody/mindbody-account.ts';
import { checkReading, READING_NAMES, type SaidReading } from '../said-reading.ts';
import { imapOf, isImapAddress } from './define-imap.ts';
import { isMaildirAddress, maildirOf } from './define-maildir.ts';
import type { FeedDefinition } from './feed.ts';
import { checkWord, loginOf, missing, type SaidAccess, secretOf, wrongOption } from './said-access.ts';

/** A feed as a front end describes it, not yet checked. */
export interface SaidFeed extends SaidReading, SaidAccess {
  readonly name: string;
  /** An address, `maildir:PATH`, or `mindbody`. */
  readonly place: string;
  /** These are for Mindbody only. */
  readonly site?: string | undefined;
  readonly client?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** For a mailbox only: the server whose statements about senders are believed (its authserv-id, RFC 8601). */
  readonly authServer?: string | undefined;
}

const OF_MINDBODY = ['site', 'client', 'apiKeyCommand', 'apiKeyFile', 'baseUrl'] as const;
const OF_MAILBOX = ['oauthCommand', 'authServer'] as const;
const OF_SERVER = ['user', 'passwordCommand', 'passwordFile', 'oauthCommand'] as const;
const OF_DOCUMENT = ['allDay', 'dateFormat', 'mapStatus'] as const;
export const FEED_NAMES = [
  ...[...READING_NAMES, ...OF_MINDBODY, ...OF_MAILBOX],
  ...['name', 'place', 'user', 'passwordCommand', 'passwordFile'],
];
/** The options that do not apply to each kind. */
const WRONG: Readonly<Record<FeedDefinition['kind'], readonly (keyof SaidFeed)[]>> = {
  calendar: [...OF_MINDBODY, ...OF_MAILBOX],
  mindbody: [...OF_DOCUMENT, 'since', ...OF_MAILBOX],
  // The source of such a booking is its provider, in whichever mailbox the mail is.
  imap: [...OF_DOCUMENT, ...OF_MINDBODY, 'source'],
  maildir: [...OF_DOCUMENT, ...OF_MINDBODY, ...OF_SERVER, 'source'],
};

/** Checks every value of a feed. Throws UsageError for the first that is wrong or missing. */
export async function defineFeed(request: SaidFeed, days: DayReading): Promise<FeedDefinition> {
  const given = saidFields(request, 'A feed', FEED_NAMES);
  const said = Object.fromEntries(given) as Partial<SaidFeed>;
  const place = saidText(said.place, 'The address').trim();
  const kind = kindOf(place);
  const wrong = WRONG[kind].find((name) => given.has(name));
  if (wrong !== undefined) throw wrongOption(wrong);
  if (kind === 'imap') return imapOf(said, place, days);
  if (kind === 'maildir') return maildirOf(said, place, days);
  return kind === 'mindbody' ? mindbodyOf(said, days) : calendarOf(said, place, days);
}

function kindOf(place: string): FeedDefinition['kind'] {
  if (isImapAddress(place)) return 'imap';
  if (isMaildirAddress(place)) return 'maildir';
  return place.toLowerCase() === 'mindbody' ? 'mindbody' : 'calendar';
}

async function calendarOf(said: Partial<SaidFeed>, place: string, days: DayReading): Promise<FeedDefinition> {
  const url = checkAddress(place);
  const { source, type, zone, allDayAt, since, dateOrder, statusMaps, ...patterns } = await checkReading(said, days);
  return {
    kind: 'calendar',
    url,
    login: loginOf(said),
    ...{ source: source ?? null, type: type ?? null, ...patternsOf(patterns) },
    ...{ zone: zone ?? null, allDayAt: allDayAt ?? null, since: since ?? null },
    ...(dateOrder && { dateOrder }),
    ...(statusMaps && { statusMaps }),
  };
}

async function mindbodyOf(said: Partial<SaidFeed>, days: DayReading): Promise<FeedDefinition> {
  const { source, type, zone, ...patterns } = await checkReading(said, days);
  const [login, apiKey] = [loginOf(said), secretOf(said, 'apiKey')];
  if (zone === undefined) throw missing(field('zone'), 'The times that Mindbody gives are the studio’s.');
  if (login === null) throw missing(field('user'), 'It is the name you log in with at the studio.');
  if (apiKey === null) {
    throw missing(
      words`${field('apiKeyCommand')} or ${field('apiKeyFile')}`,
      'Mindbody gives one to who may ask its API.',
    );
  }
  const baseUrl = saidTextOrNothing(said.baseUrl, field('baseUrl'));
  return {
    kind: 'mindbody',
    baseUrl: baseUrl === undefined ? MINDBODY_BASE_URL : parseBaseUrl(baseUrl).href,
    siteId: parseSiteId(required(said, 'site')),
    clientId: required(said, 'client'),
    ...{ zone, login, apiKey },
    ...{ source: source ?? null, type: type ?? null, ...patternsOf(patterns) },
  };
}

/** Patterns are stored as the person wrote them. */
function patternsOf({ only, skip, maps }: Pick<Awaited<ReturnType<typeof checkReading>>, 'only' | 'skip' | 'maps'>) {
  return { only, skip, maps: maps.map(({ text }) => text) };
}

/** No real address of a calendar is longer. */
const LONGEST_ADDRESS = 4000;

/**
 * Checks an address and returns it in ASCII. An address with a password is refused, since the command line is not
 * secret.
 */
function checkAddress(place: string): string {
  if (place.length > LONGEST_ADDRESS) {
    throw new UsageError('bad_address', 'The address has more than 4,000 characters.', 'Give the one that is meant.');
  }
  const [, scheme] = /^(?!https?:|webcals?:)([a-z][a-z0-9+.-]*):\/\//i.exec(place) ?? [];
  if (scheme !== undefined || !isAddress(place)) {
    throw new UsageError(
      'bad_address',
      scheme === undefined ? `“${place}” is not an address.` : `numina does not read ${scheme}:// addresses.`,
      words`Give one that begins with https://, imaps:// or maildir:, or mindbody; ${command('import')} reads a file.`,
    );
  }
  const url = parseAddress(place);
  if (url.username === '' && url.password === '') return url.href;
  throw new UsageError(
    'secret_in_address',
    'The address holds a name and password, which every program here can read from the command line.',
    words`Give it without, with ${field('user')} and ${field('passwordCommand')} or ${field('passwordFile')}.`,
  );
}

function required(said: Partial<SaidFeed>, name: 'site' | 'client'): string {
  const text = said[name] === undefined ? '' : checkWord(said[name], field(name));
  if (text === '') throw missing(field(name), 'The studio knows it.');
  return text;
}
