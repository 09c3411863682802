import type { CommandSpec } from '../command.ts';
import { accountAdd, accountList, accountRemove, accountRename } from './account.ts';
import { accountLink, tokenAdd, tokenList, tokenRevoke } from './account-access.ts';
import { achievements } from './achievements.ts';
import { again } from './again.ts';
import { attend } from './attend.ts';
import { backup, restore } from './backup.ts';
import { book } from './book.ts';
import { calendar } from './calendar.ts';
import { cancel } from './cancel.ts';
import { classes, classesMerge, classesRename } from './classes.ts';
import { configEdit, configGet, configList, configPathCommand, configSet, configUnset } from './config.ts';
import { daemon, daemonRun, daemonStatus } from './daemon.ts';
import { daemonInstall, daemonUninstall } from './daemon-install.ts';
import { dbInit, dbMigrate, dbMove, dbStatus } from './db.ts';
import { deleteCommand } from './delete.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { edit } from './edit.ts';
import { exportCommand } from './export.ts';
import { helpJson } from './help-json.ts';
import { history } from './history.ts';
import { importCommand } from './import.ts';
import { inbox } from './inbox.ts';
import { list } from './list.ts';
import { mailAccept, mailBlock, mailFormats, mailRefuse, mailTry, mailWaiting } from './mail.ts';
import { next } from './next.ts';
import { noShow } from './no-show.ts';
import { pauseAdd, pauseList, pauseRemove } from './pause.ts';
import { redo } from './redo.ts';
import { reminders, remindersLog, remindersSet } from './reminders.ts';
import { remindersTest } from './reminders-test.ts';
import { review, reviewDelete, reviewEligibility, reviewList, reviewPending } from './review.ts';
import { serve } from './serve.ts';
import { shareAdd, shareList, shareRemove } from './share.ts';
import { show } from './show.ts';
import { stats } from './stats.ts';
import { streak } from './streak.ts';
import { sync, syncAdd, syncList, syncRemove } from './sync.ts';
import { undo } from './undo.ts';
import { upcoming } from './upcoming.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  book,
  again,
  list,
  show,
  edit,
  attend,
  cancel,
  noShow,
  deleteCommand,
  undo,
  redo,
  classes,
  classesRename,
  classesMerge,
  upcoming,
  next,
  calendar,
  streak,
  stats,
  achievements,
  history,
  inbox,
  pauseAdd,
  pauseList,
  pauseRemove,
  review,
  reviewList,
  reviewPending,
  reviewDelete,
  reviewEligibility,
  exportCommand,
  importCommand,
  sync,
  syncAdd,
  syncList,
  syncRemove,
  mailWaiting,
  mailAccept,
  mailRefuse,
  mailBlock,
  mailTry,
  mailFormats,
  reminders,
  remindersSet,
  remindersTest,
  remindersLog,
  daemon,
  daemonRun,
  daemonStatus,
  daemonInstall,
  daemonUninstall,
  accountAdd,
  accountList,
  accountRename,
  accountRemove,
  accountLink,
  tokenAdd,
  tokenList,
  tokenRevoke,
  shareAdd,
  shareList,
  shareRemove,
  serve,
  configList,
  configGet,
  configSet,
  configUnset,
  configEdit,
  configPathCommand,
  doctor,
  backup,
  restore,
  dbStatus,
  dbMove,
  dbInit,
  dbMigrate,
  demo,
  helpJson,
];

/** What a family of subcommands is for. */
export const FAMILIES: Readonly<Record<string, string>> = {
  help: 'show help of a command',
  account: 'people in one database, each with a record of its own: add, list, rename, remove, link, token',
  'account token': 'access for programs and phones: add, list, revoke',
  config: 'settings: get, set, unset, list, edit',
  db: 'the database as a whole: status, move, init, migrate',
  mail: 'mails that wait for your decision, and how mails are read: waiting, accept, refuse, block, try, formats',
  share: 'calendars that others subscribe to: add, list, remove',
  pause: 'days on which nothing is expected of you: add, list, remove',
};
