import { nameKey } from '../../bookings/name-key.ts';
import { cleanTitle } from '../../bookings/text-fields.ts';
import { UsageError } from '../../errors.ts';
import type { SecretSource } from '../../secrets/read-secret.ts';
import type { LocalDate } from '../../time/civil.ts';
import { command, words } from '../../words.ts';
import type { DateOrder } from '../csv/csv-dates.ts';
import { nameOfAddress } from '../fetch/source-address.ts';

/** An outside system that is asked regularly. */
export interface Feed {
  readonly id: string;
  /** The name that the person gave it. Bookings without a source get it as their source. */
  readonly name: string;
  readonly definition: FeedDefinition;
}

export type FeedDefinition = CalendarDefinition | MindbodyDefinition | MailboxDefinition;

export type MailboxDefinition = MaildirDefinition | ImapDefinition;

/** How events of any kind of feed are read. Patterns are stored as the person wrote them. */
interface ReadingDefinition {
  /** Set for every class, whatever the feed says. */
  readonly source: string | null;
  readonly type: string | null;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly maps: readonly string[];
}

/** A calendar or a table at an address. */
export interface CalendarDefinition extends ReadingDefinition {
  readonly kind: 'calendar';
  readonly url: string;
  /** The login; null where the address needs none. */
  readonly login: Login | null;
  /** The zone for times that name none, instead of the home zone. */
  readonly zone: string | null;
  /** `HH:MM`. If set, all-day events are taken, as classes that start at this time. */
  readonly allDayAt: string | null;
  /** Series are taken from this local date on; null for a year back. */
  readonly since: LocalDate | null;
  /** The order of day, month and year in the dates of a table; absent where the table has to tell. */
  readonly dateOrder?: DateOrder;
  /** The meanings of status words, as the person wrote them. */
  readonly statusMaps?: readonly string[];
}

/** The bookings of a client of a studio that uses Mindbody. */
export interface MindbodyDefinition extends ReadingDefinition {
  readonly kind: 'mindbody';
  readonly baseUrl: string;
  readonly siteId: string;
  readonly clientId: string;
  /** The zone of the studio. */
  readonly zone: string;
  readonly login: Login;
  readonly apiKey: SecretSource;
}

/** How to read the mails of any mailbox. The source of their bookings is the provider. */
interface MailReadingDefinition extends ReadingDefinition {
  /** The zone for times that name none, instead of the home zone. */
  readonly zone: string | null;
  /** A local date. Mails that arrived before it are ignored. */
  readonly since: LocalDate;
  /**
   * The authserv-id whose Authentication-Results (RFC 8601) are believed. Null where none is: then every mail waits.
   */
  readonly authServer: string | null;
}

/** A Maildir on this machine. */
export interface MaildirDefinition extends MailReadingDefinition {
  readonly kind: 'maildir';
  /** Absolute. */
  readonly path: string;
}

/** A folder of an IMAP server. */
export interface ImapDefinition extends MailReadingDefinition {
  readonly kind: 'imap';
  readonly host: string;
  readonly port: number;
  /** `none` is allowed for this machine only. */
  readonly tls: 'tls' | 'starttls' | 'none';
  readonly user: string;
  readonly folder: string;
  /** The kind of the secret: a password, or a token for XOAUTH2. */
  readonly secret: { readonly kind: 'password' | 'token'; readonly from: SecretSource };
}

export interface Login {
  readonly user: string;
  readonly password: SecretSource;
}

const LONGEST_NAME = 64;
const RESERVED = ['add', 'list', 'remove'];

/** Checks the name of a new feed. Throws UsageError. */
export function parseFeedName(text: string): string {
  const name = cleanTitle(text, 'name');
  if (RESERVED.includes(nameKey(name))) {
    throw new UsageError(
      'bad_feed_name',
      words`A feed cannot be called “${name}”, for ${command('sync', name)} is a command.`,
      'Give it another name, such as that of the studio.',
    );
  }
  if (name.length <= LONGEST_NAME) return name;
  throw new UsageError(
    'bad_feed_name',
    `The name of a feed has at most ${LONGEST_NAME} characters.`,
    'Give it a shorter one, such as that of the studio.',
  );
}

/** The `source` of bookings that name none. */
export function defaultSourceOf({ name, definition }: Feed): string {
  if (definition.source !== null) return definition.source;
  if (definition.kind === 'mindbody') return 'mindbody';
  // The same source as where the mail is imported by hand, so that its calendar is recognised.
  return isMailbox(definition) ? 'ics' : name;
}

export type MailboxFeed = Feed & { readonly definition: MailboxDefinition };

export function isMailboxFeed(feed: Feed): feed is MailboxFeed {
  return isMailbox(feed.definition);
}

export function isMailbox(definition: FeedDefinition): definition is MailboxDefinition {
  return definition.kind === 'maildir' || definition.kind === 'imap';
}

/** Where the feed is, without the secret parts of an address. */
export function placeOf({ definition }: Pick<Feed, 'definition'>): string {
  switch (definition.kind) {
    case 'calendar':
      return nameOfAddress(definition.url);
    case 'mindbody':
      return `Mindbody, site ${definition.siteId}`;
    case 'maildir':
      return definition.path;
    case 'imap':
      return `${definition.folder} at ${definition.host}`;
  }
}
