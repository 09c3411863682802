// The tables of `numina serve`. `secret_hash` is the SHA-256 of a secret, in base64url: 43 characters.

export interface AccessTokensTable {
  id: string;
  user_id: string;
  secret_hash: string;
  label: string;
  /** `read` or `write`. */
  scope: string;
  created_at: string;
  last_used_at: string | null;
}

export interface SignInLinksTable {
  user_id: string;
  secret_hash: string;
  created_at: string;
  expires_at: string;
}

export interface BrowserSessionsTable {
  id: string;
  user_id: string;
  secret_hash: string;
  /** What the browser calls itself. */
  label: string;
  /** `read` or `write`. */
  scope: string;
  /** The token that opened it; null where a link did. */
  token_id: string | null;
  created_at: string;
  last_used_at: string;
  expires_at: string;
}

export interface SharedCalendarsTable {
  id: string;
  user_id: string;
  secret_hash: string;
  name: string;
  /** The name without case; unique. */
  name_key: string;
  /** JSON: the filter as it was said. */
  filter: string;
  created_at: string;
}

/** The browsers that get Web Push. */
export interface PushDevicesTable {
  id: string;
  user_id: string;
  endpoint: string;
  endpoint_hash: string;
  public_key: string;
  auth_secret: string;
  label: string;
  created_at: string;
}

export interface IdempotencyKeysTable {
  user_id: string;
  key: string;
  /** A digest of the request; the same key with another request is refused. */
  request_hash: string;
  /** Whose attempt it is. */
  claim: string;
  claimed_at: string;
  /** Null while the request is at work. */
  status: number | null;
  /** JSON. */
  answer: string | null;
}

/** Which rows a change set changed. */
export interface ChangesTable {
  user_id: string;
  revision: number;
  table_name: string;
  /** Empty: many rows of the table. */
  key: string;
}

/** Tries of an address. A row belongs to nobody. */
export interface RateLimitsTable {
  bucket: string;
  count: number;
  until: string;
}

/** What a server says to all processes of its database, such as its address. A row belongs to nobody. */
export interface ServerFactsTable {
  name: string;
  value: string;
}

export interface AccessSchema {
  access_tokens: AccessTokensTable;
  sign_in_links: SignInLinksTable;
  browser_sessions: BrowserSessionsTable;
  shared_calendars: SharedCalendarsTable;
  push_devices: PushDevicesTable;
  idempotency_keys: IdempotencyKeysTable;
  changes: ChangesTable;
  rate_limits: RateLimitsTable;
  server_facts: ServerFactsTable;
}
