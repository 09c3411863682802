import { addDays, addMonths, type LocalDate } from '../../time/civil.ts';
import { command, field, type Words, words } from '../../words.ts';
import { fetchIfChanged } from '../fetch/fetch-source.ts';
import { NO_VALIDATORS, type Validators } from '../fetch/validators.ts';
import { type IncomingBooking, oneOrMany, type ReadResult, type Skip } from '../incoming.ts';
import { identityKeyOf } from '../known/identity-key.ts';
import type { Said } from '../known/recognition.ts';
import type { MindbodyAccount } from '../mindbody/mindbody-account.ts';
import { readSource } from '../read-source.ts';
import { parseStatusMap } from '../status-words.ts';
import { parseTitleMap, type TitleMap } from '../title-map.ts';
import { applyTitleRules } from '../title-rules.ts';
import type { Coverage } from './absence.ts';
import {
  type CalendarDefinition,
  defaultSourceOf,
  type Feed,
  isMailbox,
  type Login,
  type MindbodyDefinition,
} from './feed.ts';

/** The content of a feed at one reading. */
export interface FeedReading extends Omit<Said, 'bookings'> {
  readonly incoming: readonly IncomingBooking[];
  readonly skipped: readonly Skip[];
  /** Notes for the person, in whole sentences. */
  readonly notes: readonly Words[];
  readonly coverage: Coverage;
  readonly validators: Validators;
}

export interface FeedReadingOptions {
  readonly homeZone: string;
  readonly now: Date;
  /** In the home zone. */
  readonly today: LocalDate;
  /** The saved title patterns. They apply to every source. */
  readonly standing: readonly TitleMap[];
  /** The feed is not read where the server still has this version. */
  readonly validators: Validators;
  /**
   * Whether the feed was read before. Then a source that can be asked for a period is asked for the recent past only.
   */
  readonly isKnown: boolean;
  readonly signal: AbortSignal;
}

/** How far ahead classes are read, and how far back: at the first reading, and later. */
const MONTHS_AHEAD = 12;
const MONTHS_BACK = 12;
const MONTHS_BACK_LATER = 2;

/** What the reader of one kind of feed returns. */
interface Read extends ReadResult {
  readonly validators: Validators;
  /** As in {@link Coverage}. */
  readonly until: string | null;
}

/**
 * Reads a feed. Null where it has not changed since `validators`. Throws FailureError where it cannot be read; then
 * nothing is known about its events.
 */
export async function readFeed(feed: Feed, options: FeedReadingOptions): Promise<FeedReading | null> {
  const { definition } = feed;
  if (isMailbox(definition)) throw new Error('A mailbox is read by batches.');
  const read =
    definition.kind === 'calendar' ? await readAddress(definition, options) : await readVisits(definition, options);
  if (read === null) return null;
  const { only, skip, type, source } = definition;
  const rules = { only, skip, maps: definition.maps.map(parseTitleMap), standing: options.standing };
  const { bookings: incoming, skipped, ...rest } = applyTitleRules(withDefaults(read, type, source), rules);
  const { listings = [], cancellations = [] } = rest;
  const notes = [...rest.notes, ...noteOnRecord(read)];
  const coverage: Coverage = {
    // One day less, because of the zones.
    seriesUntil: `${addDays(horizonOf(options), -1)}T00:00:00.000Z`,
    until: read.until,
    unread: unreadUids(incoming, skipped, defaultSourceOf(feed)),
  };
  return { incoming, listings, cancellations, skipped, notes, coverage, validators: read.validators };
}

async function readAddress(definition: CalendarDefinition, options: FeedReadingOptions): Promise<Read | null> {
  const { url, login, zone, allDayAt, since, dateOrder, statusMaps = [] } = definition;
  const { homeZone, today, validators, signal } = options;
  const credentials = login && { user: login.user, password: await readPassword(login, signal) };
  const fetched = await fetchIfChanged(url, validators, { signal, ...(credentials && { credentials }) });
  if (fetched === null) return null;
  const reading = {
    homeZone,
    zone: zone ?? undefined,
    allDayAt: allDayAt ?? undefined,
    dateOrder,
    statusMap: parseStatusMap(statusMaps),
    since: since ?? addMonths(today, -MONTHS_BACK),
    horizon: horizonOf(options),
  };
  const read = await readSource(fetched.bytes, fetched.fileName, reading, fetched);
  return { ...read, notes: [...fetched.notes, ...read.notes], validators: fetched.validators, until: null };
}

async function readVisits(definition: MindbodyDefinition, options: FeedReadingOptions): Promise<Read> {
  const { readMindbody } = await import('../mindbody/read-mindbody.ts');
  const { baseUrl, siteId, clientId, zone, login, apiKey } = definition;
  const { today, isKnown, now, signal } = options;
  const account: MindbodyAccount = {
    ...{ baseUrl, siteId, clientId, zone, apiKey },
    ...{ userName: login.user, password: login.password },
  };
  const window = { from: addMonths(today, -(isKnown ? MONTHS_BACK_LATER : MONTHS_BACK)), to: horizonOf(options) };
  const read = await readMindbody(account, window, { now, signal });
  return { ...read, validators: NO_VALIDATORS, until: `${addDays(window.to, -1)}T00:00:00.000Z` };
}

const SECRET_LIMIT_MS = 30_000;

async function readPassword({ password }: Login, signal: AbortSignal): Promise<string> {
  const { readSecret } = await import('../../secrets/read-secret.ts');
  const hint = words`Add the feed again with ${field('passwordCommand')} or ${field('passwordFile')}.`;
  return readSecret('password', password, SECRET_LIMIT_MS, signal, hint);
}

/** A feed brings bookings only. Reviews and pauses belong to the person and must not be overwritten at every sync. */
function noteOnRecord({ bookings, record }: ReadResult): readonly Words[] {
  const reviews = (record?.reviews.length ?? 0) + bookings.filter(({ review }) => review !== null).length;
  const pauses = record?.pauses.length ?? 0;
  const counts = [
    reviews > 0 ? oneOrMany(reviews, 'review', 'reviews') : null,
    pauses > 0 ? oneOrMany(pauses, 'pause', 'pauses') : null,
  ].filter((count) => count !== null);
  if (counts.length === 0) return [];
  return [
    words`Left out: ${counts.join(' and ')}. A sync takes bookings alone; ${command('import')} takes the rest too.`,
  ];
}

function horizonOf({ today }: FeedReadingOptions): LocalDate {
  return addMonths(today, MONTHS_AHEAD);
}

/** Sets the type and the source of the feed in every class. */
function withDefaults(read: Read, type: string | null, source: string | null): Read {
  const ofFeed = (said: IncomingBooking) => ({ ...said, type: type ?? said.type, source: source ?? said.source });
  const named = <T extends { readonly source: string | null }>(each: T) => ({ ...each, source: source ?? each.source });
  return {
    ...{ ...read, bookings: read.bookings.map(ofFeed), listings: read.listings?.map(named) ?? [] },
    cancellations: read.cancellations?.map((each) => ({ ...named(each), said: each.said && ofFeed(each.said) })) ?? [],
  };
}

/** For {@link Coverage.unread}. Where a part of a series was read, the rest of it does not count as unread. */
function unreadUids(
  incoming: readonly IncomingBooking[],
  skipped: readonly Skip[],
  defaultSource: string,
): ReadonlySet<string> {
  const present = new Set(incoming.map((said) => identityKeyOf(said.identity, said.source ?? defaultSource).uid));
  const unread = new Set<string>();
  for (const { uid } of skipped) {
    if (uid === null) continue;
    const ofCalendar = identityKeyOf({ kind: 'uid', uid, recurrenceId: null }, defaultSource).uid;
    const ofSystem = identityKeyOf({ kind: 'external', externalId: uid }, defaultSource).uid;
    for (const stored of [ofCalendar, ofSystem]) if (!present.has(stored)) unread.add(stored);
  }
  return unread;
}
