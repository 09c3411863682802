import type { Generated } from 'kysely';
import type { Flag } from './flag.ts';

// The tables of imports and feeds.

export interface IntakeIdentitiesTable {
  user_id: string;
  source: string;
  uid: string;
  recurrence_id: Generated<string>;
  booking_id: string;
  sequence: Generated<number>;
  last_modified: string | null;
  content: string;
  cancelled_at: string | null;
  created_at: string;
  updated_at: string;
  brought_by: string | null;
  stamp: string | null;
}

export interface IntakeSeriesTable {
  user_id: string;
  source: string;
  uid: string;
  sequence: number | null;
  last_modified: string | null;
  stamp: string | null;
  cancellations: string;
}

export interface FeedsTable {
  id: string;
  user_id: string;
  name: string;
  kind: string;
  definition: string;
  created_at: string;
}

export interface FeedStatesTable {
  feed_id: string;
  user_id: string;
  tried_at: string;
  synced_at: string | null;
  read_at: string | null;
  read_with: string | null;
  etag: string | null;
  last_modified: string | null;
  result: string;
  has_failed: Flag;
  failures: number;
  next_at: string;
}

export interface FeedEventsTable {
  feed_id: string;
  user_id: string;
  source: string;
  uid: string;
  recurrence_id: string;
  starts_at: string;
}

export interface MailboxesTable {
  feed_id: string;
  user_id: string;
  cursor: string | null;
  read_with: string | null;
  auth_server: string | null;
  mails: number;
  done: number;
  total: number;
}

export interface WaitingMailsTable {
  id: string;
  user_id: string;
  feed_id: string;
  mail_key: string;
  provider: string | null;
  from_address: string;
  subject: string;
  received_at: string | null;
  kind: string;
  why: string;
  content: string;
  state: Generated<WaitingState>;
}

export type WaitingState = 'waiting' | 'accepted' | 'refused';

export interface BlockedSendersTable {
  user_id: string;
  sender: string;
  created_at: string;
}
