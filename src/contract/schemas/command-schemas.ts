import type * as z from 'zod';
import { newToken, share, shares, signInLink, token, tokens } from './access-schema.ts';
import { account, accounts, removedAccount } from './account-schema.ts';
import { achievements, eligibility, pause, pauses, review, reviews, streaks } from './attendance-schema.ts';
import { booking, bookingOrNull, bookingOrSeries, bookings, bookingsByStart, calendar } from './booking-schema.ts';
import { classes, reclassed } from './class-schema.ts';
import { daemonEvent } from './daemon-event-schema.ts';
import { databaseStatus, initialised, migrated, moved } from './database-schema.ts';
import { exported } from './export-schema.ts';
import { feed, feeds, importReport, removedFeed, syncReport } from './intake-schema.ts';
import { journal } from './journal-schema.ts';
import { jsonSchema } from './json-schema.ts';
import { acceptedMails, blockedOrAll, mailFormats, refusedMails, triedMails, waitingMails } from './mail-schema.ts';
import {
  backup,
  daemonStatus,
  demo,
  findings,
  installed,
  restored,
  serving,
  setting,
  settings,
  settingsFile,
  uninstalled,
} from './program-schema.ts';
import { preferences, reminderLog, reminders, testedChannels } from './reminder-schema.ts';
import { stats } from './stats-schema.ts';

const changed = bookings.describe('The bookings that were changed; empty where none was');

/** The schema of what each command answers as JSON, by its name. */
export const COMMAND_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  book: bookingOrSeries,
  again: booking,
  list: bookingsByStart,
  show: booking,
  edit: booking,
  attend: changed,
  cancel: changed,
  'no-show': changed,
  delete: changed,
  undo: journal,
  redo: journal,
  classes,
  'classes rename': reclassed,
  'classes merge': reclassed,
  upcoming: bookingsByStart,
  next: bookingOrNull,
  calendar,
  streak: streaks,
  stats,
  achievements,
  history: bookingsByStart,
  inbox: bookingsByStart,
  'pause add': pause,
  'pause list': pauses,
  'pause remove': pause,
  review,
  'review list': reviews,
  'review pending': bookings,
  'review delete': review,
  'review eligibility': eligibility,
  export: exported,
  import: importReport,
  sync: syncReport,
  'sync add': feed,
  'sync list': feeds,
  'sync remove': removedFeed,
  'mail waiting': waitingMails,
  'mail accept': acceptedMails,
  'mail refuse': refusedMails,
  'mail block': blockedOrAll,
  'mail try': triedMails,
  'mail formats': mailFormats,
  reminders,
  'reminders set': preferences,
  'reminders test': testedChannels,
  'reminders log': reminderLog,
  daemon: daemonEvent,
  'daemon run': daemonEvent,
  'daemon status': daemonStatus,
  'daemon install': installed,
  'daemon uninstall': uninstalled,
  'account add': account,
  'account list': accounts,
  'account rename': account,
  'account remove': removedAccount,
  'account link': signInLink,
  'account token add': newToken,
  'account token list': tokens,
  'account token revoke': token,
  'share add': share,
  'share list': shares,
  'share remove': share,
  serve: serving,
  'config list': settings,
  'config get': setting,
  'config set': setting,
  'config unset': setting,
  'config edit': settingsFile,
  'config path': settingsFile,
  doctor: findings,
  backup,
  restore: restored,
  'db status': databaseStatus,
  'db move': moved,
  'db init': initialised,
  'db migrate': migrated,
  demo,
  'help json': jsonSchema,
};
