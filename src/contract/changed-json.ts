import type { RecentChanges } from '../journal/changes-service.ts';
import type { ChangedJson, KINDS } from './schemas/changed-schema.ts';

type Kind = (typeof KINDS)[number];

/** What programs call the rows of a table. */
const KIND_OF_TABLE: Readonly<Record<string, Kind>> = {
  bookings: 'bookings',
  fitness_classes: 'classes',
  pauses: 'pauses',
  reviews: 'reviews',
  booking_reminders: 'reminders',
  reminder_overrides: 'reminders',
  feeds: 'feeds',
  waiting_mails: 'mails',
  blocked_senders: 'mails',
};

/** What has changed in a record, for programs that show it. */
export function toChangedJson({
  revision,
  rows,
  hasSettings,
}: RecentChanges & { readonly hasSettings: boolean }): ChangedJson {
  if (rows === null) return { revision, ids: null, kinds: null };
  const kinds = new Set(rows.flatMap(({ table }) => KIND_OF_TABLE[table] ?? []));
  if (hasSettings) kinds.add('settings');
  const bookings = rows.filter(({ table }) => table === 'bookings').map(({ key }) => key);
  return { revision, ids: bookings.includes('') ? null : bookings, kinds: [...kinds].sort() };
}
