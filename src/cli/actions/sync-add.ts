import { cleanTitle } from '../../bookings/text-fields.ts';
import { parseCommand } from '../../config/channel-setting-specs.ts';
import { toFeedJson } from '../../contract/intake-json.ts';
import { UsageError } from '../../errors.ts';
import { DATE_ORDERS } from '../../intake/csv/csv-dates.ts';
import { type Feed, type FeedDefinition, type Login, placeOf } from '../../intake/feeds/feed.ts';
import { addFeed } from '../../intake/feeds/feed-service.ts';
import { isAddress, parseAddress } from '../../intake/fetch/source-address.ts';
import { MINDBODY_BASE_URL, parseBaseUrl, parseSiteId } from '../../intake/mindbody/mindbody-account.ts';
import { parseStatusMap } from '../../intake/status-words.ts';
import { parseTitleMap } from '../../intake/title-map.ts';
import { renderFeedChange } from '../../render/feed-table.ts';
import { parseDate } from '../../time/parse-date.ts';
import { parseTimeOfDay } from '../../time/parse-time-range.ts';
import { defineAction, type Prompter, type RawInput } from '../command.ts';
import { argumentWords, listOption, parseChoice, parseZone, textOption } from '../raw-options.ts';

interface Input {
  /** Empty where it is to be asked for, as the source. */
  readonly name: string;
  /** An address, or `mindbody`. */
  readonly source: string;
  /** What the options say of a source. Throws UsageError. */
  readonly define: (source: string) => Promise<FeedDefinition>;
}

export const action = defineAction<Input, Feed>({
  parse(raw, _surroundings, app) {
    const [name = '', source = ''] = [0, 1].map((index) => (argumentWords(raw, index)[0] ?? '').trim());
    const today = app.nowLocal.slice(0, 10);
    return { name, source, define: (chosen) => definitionOf(raw, chosen, today) };
  },

  async prepare(_app, input, prompter) {
    const name = input.name || (await askFor('What is the feed called?', prompter));
    return { ...input, name, source: input.source || (await askFor('Which address, or mindbody?', prompter)) };
  },

  async run(app, { name, source, define }) {
    const definition = await define(source);
    return addFeed(await app.bookings(), name, definition);
  },

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

async function definitionOf(raw: RawInput, source: string, today: string): Promise<FeedDefinition> {
  const isMindbody = source.toLowerCase() === 'mindbody';
  refuseOptions(
    raw,
    isMindbody
      ? ['allDay', 'since', 'dateFormat', 'mapStatus']
      : ['site', 'client', 'apiKeyCommand', 'apiKeyFile', 'baseUrl'],
  );
  return isMindbody ? mindbodyOf(raw) : calendarOf(raw, source, today);
}

async function calendarOf(raw: RawInput, address: string, today: string): Promise<FeedDefinition> {
  if (!isAddress(address)) {
    throw new UsageError(
      'bad_address',
      `“${address}” is no address.`,
      'Give one that begins with https://, or mindbody; numina import reads a file.',
    );
  }
  const url = parseAddress(address);
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      'secret_in_address',
      'The address holds a name and password, which every program here can read from the command line.',
      'Give it without, with --user and --password-command or --password-file.',
    );
  }
  const [allDay, since] = [textOption(raw, 'allDay'), textOption(raw, 'since')];
  const [dateOrder, statusMaps] = [textOption(raw, 'dateFormat'), listOption(raw, 'mapStatus')];
  // Only to refuse a wrong one now.
  parseStatusMap(statusMaps ?? []);
  return {
    kind: 'calendar',
    url: url.href,
    login: loginOf(raw),
    ...commonOf(raw),
    zone: zoneOf(raw),
    allDayAt: allDay === undefined ? null : parseTimeOfDay(allDay),
    since: since === undefined ? null : await parseDate(since, today, 'from'),
    ...(dateOrder !== undefined && { dateOrder: parseChoice(dateOrder, '--date-format', DATE_ORDERS) }),
    ...(statusMaps && { statusMaps }),
  };
}

function mindbodyOf(raw: RawInput): FeedDefinition {
  const zone = zoneOf(raw);
  const [login, apiKey] = [loginOf(raw), secretOf(raw, 'apiKey')];
  if (zone === null) throw missing('--zone', 'The times that Mindbody gives are the studio’s.');
  if (login === null) throw missing('--user', 'It is the name you log in with at the studio.');
  if (apiKey === null)
    throw missing('--api-key-command or --api-key-file', 'Mindbody gives one to who may ask its API.');
  const baseUrl = textOption(raw, 'baseUrl');
  return {
    kind: 'mindbody',
    baseUrl: baseUrl === undefined ? MINDBODY_BASE_URL : parseBaseUrl(baseUrl).href,
    siteId: parseSiteId(requiredOption(raw, 'site')),
    clientId: requiredOption(raw, 'client'),
    ...{ zone, login, apiKey },
    ...commonOf(raw),
  };
}

function commonOf(raw: RawInput) {
  const [source, type] = [textOption(raw, 'source'), textOption(raw, 'type')];
  const maps = listOption(raw, 'map') ?? [];
  // Only to refuse a wrong one now.
  maps.forEach(parseTitleMap);
  return {
    source: source === undefined ? null : cleanTitle(source, 'source'),
    type: type === undefined ? null : cleanTitle(type, 'type'),
    only: listOption(raw, 'only') ?? [],
    skip: listOption(raw, 'skip') ?? [],
    maps,
  };
}

function zoneOf(raw: RawInput): string | null {
  const zone = textOption(raw, 'zone');
  return zone === undefined ? null : parseZone(zone);
}

function loginOf(raw: RawInput): Login | null {
  const user = textOption(raw, 'user');
  const password = secretOf(raw, 'password');
  if (user !== undefined && user.trim() !== '' && password !== null) return { user: user.trim(), password };
  if (user === undefined && password === null) return null;
  throw password === null
    ? missing('--password-command or --password-file', 'A name alone lets nobody in.')
    : missing('--user', 'The password is for a name.');
}

function secretOf(raw: RawInput, name: 'password' | 'apiKey'): Login['password'] | null {
  const [command, file] = [textOption(raw, `${name}Command`), textOption(raw, `${name}File`)];
  const option = name === 'password' ? '--password' : '--api-key';
  if (command !== undefined && file !== undefined) {
    throw new UsageError('two_secrets', `${option}-command and ${option}-file are both given.`, 'Give one of them.');
  }
  if (command !== undefined) return { command: parseCommand(command, `${option}-command`), file: null };
  if (file === undefined) return null;
  if (/^(?:\/|~\/|[a-z]:[\\/])/i.test(file)) return { command: null, file };
  throw new UsageError(
    'bad_file',
    `${option}-file cannot be “${file}”.`,
    'Give a whole path, such as ~/.config/numina/key.',
  );
}

function requiredOption(raw: RawInput, name: 'site' | 'client'): string {
  const text = textOption(raw, name)?.trim() ?? '';
  if (text === '') throw missing(`--${name}`, 'The studio knows it.');
  return text;
}

function missing(option: string, why: string): UsageError {
  return new UsageError('option_missing', `${option} is missing.`, why);
}

function refuseOptions(raw: RawInput, names: readonly string[]): void {
  const given = names.find((name) => raw.options[name] !== undefined);
  if (given === undefined) return;
  const option = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new UsageError(
    'wrong_option',
    `${option} says nothing of such a feed.`,
    'numina sync add --help tells which is for what.',
  );
}
