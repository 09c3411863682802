import type { DayReading } from '../../bookings/said-filter.ts';
import { saidFields, saidText, saidTextOrNothing } from '../../bookings/said-values.ts';
import { foldTitle } from '../../bookings/text-fields.ts';
import { UsageError } from '../../errors.ts';
import type { SecretSource } from '../../secrets/read-secret.ts';
import { parseCommand } from '../../secrets/secret-command.ts';
import { isAddress, parseAddress } from '../fetch/source-address.ts';
import { MINDBODY_BASE_URL, parseBaseUrl, parseSiteId } from '../mindbody/mindbody-account.ts';
import { checkReading, READING_NAMES, type SaidReading } from '../said-reading.ts';
import type { FeedDefinition, Login } from './feed.ts';

/** A feed as a front end describes it, not yet checked. */
export interface SaidFeed extends SaidReading {
  readonly name: string;
  /** An address, or `mindbody`. */
  readonly place: string;
  /** The login, and where the password is kept. */
  readonly user?: string | undefined;
  readonly passwordCommand?: string | undefined;
  readonly passwordFile?: string | undefined;
  /** These are for Mindbody only. */
  readonly site?: string | undefined;
  readonly client?: string | undefined;
  readonly apiKeyCommand?: string | undefined;
  readonly apiKeyFile?: string | undefined;
  readonly baseUrl?: string | undefined;
}

const OF_CALENDAR = ['allDay', 'since', 'dateFormat', 'mapStatus'] as const satisfies readonly (keyof SaidFeed)[];
const OF_MINDBODY = [
  ...['site', 'client', 'apiKeyCommand', 'apiKeyFile', 'baseUrl'],
] as const satisfies readonly (keyof SaidFeed)[];
const NAMES = [...READING_NAMES, ...OF_MINDBODY, 'name', 'place', 'user', 'passwordCommand', 'passwordFile'];

/** Checks every value of a feed. Throws UsageError for the first that is wrong or missing. */
export async function defineFeed(request: SaidFeed, days: DayReading): Promise<FeedDefinition> {
  const given = saidFields(request, 'A feed', NAMES);
  const said = Object.fromEntries(given) as Partial<SaidFeed>;
  const place = saidText(said.place, 'The address').trim();
  const isMindbody = place.toLowerCase() === 'mindbody';
  const wrong = (isMindbody ? OF_CALENDAR : OF_MINDBODY).find((name) => given.has(name));
  if (wrong !== undefined) throw wrongOption(wrong);
  return isMindbody ? mindbodyOf(said, days) : calendarOf(said, place, days);
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
  if (zone === undefined) throw missing('--zone', 'The times that Mindbody gives are the studio’s.');
  if (login === null) throw missing('--user', 'It is the name you log in with at the studio.');
  if (apiKey === null) {
    throw missing('--api-key-command or --api-key-file', 'Mindbody gives one to who may ask its API.');
  }
  const baseUrl = saidTextOrNothing(said.baseUrl, '--base-url');
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
  if (!isAddress(place)) {
    throw new UsageError(
      'bad_address',
      `“${place}” is no address.`,
      'Give one that begins with https://, or mindbody; numina import reads a file.',
    );
  }
  const url = parseAddress(place);
  if (url.username === '' && url.password === '') return url.href;
  throw new UsageError(
    'secret_in_address',
    'The address holds a name and password, which every program here can read from the command line.',
    'Give it without, with --user and --password-command or --password-file.',
  );
}

function loginOf(said: Partial<SaidFeed>): Login | null {
  const user = said.user === undefined ? undefined : checkWord(said.user, '--user');
  const password = secretOf(said, 'password');
  if (user !== undefined && user !== '' && password !== null) return { user, password };
  if (user === undefined && password === null) return null;
  throw password === null
    ? missing('--password-command or --password-file', 'A name alone lets nobody in.')
    : missing('--user', 'The password is for a name.');
}

function secretOf(said: Partial<SaidFeed>, name: 'password' | 'apiKey'): SecretSource | null {
  const option = name === 'password' ? '--password' : '--api-key';
  const command = saidTextOrNothing(said[`${name}Command`], `${option}-command`);
  const file = saidTextOrNothing(said[`${name}File`], `${option}-file`);
  if (command !== undefined && file !== undefined) {
    throw new UsageError('two_secrets', `${option}-command and ${option}-file are both given.`, 'Give one of them.');
  }
  if (command !== undefined) return { command: parseCommand(command, `${option}-command`), file: null };
  if (file === undefined) return null;
  if (/^(?:\/|~\/|[a-z]:[\\/])/i.test(file)) return { command: null, file: checkWord(file, `${option}-file`) };
  throw new UsageError(
    'bad_file',
    `${option}-file cannot be “${file}”.`,
    'Give a whole path, such as ~/.config/numina/key.',
  );
}

function required(said: Partial<SaidFeed>, name: 'site' | 'client'): string {
  const text = said[name] === undefined ? '' : checkWord(said[name], `--${name}`);
  if (text === '') throw missing(`--${name}`, 'The studio knows it.');
  return text;
}

const LONGEST_WORD = 1000;

/**
 * Checks a text that another system compares exactly. It is never changed: a text that cleaning would change is
 * refused.
 */
function checkWord(value: unknown, what: string): string {
  const text = saidText(value, what).trim();
  const isWord = text.length <= LONGEST_WORD && foldTitle(text).replaceAll(' ', '') === text.replaceAll(' ', '');
  if (isWord) return text;
  throw new UsageError('bad_text', `${what} holds what no such text holds.`, 'Give it without control characters.');
}

function missing(option: string, why: string): UsageError {
  return new UsageError('option_missing', `${option} is missing.`, why);
}

function wrongOption(name: string): UsageError {
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const hint = 'numina sync add --help tells which is for what.';
  return new UsageError('wrong_option', `${option} says nothing of such a feed.`, hint);
}
