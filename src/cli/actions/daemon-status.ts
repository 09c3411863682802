import { toDaemonStatusJson } from '../../contract/program-json.ts';
import { daemonFiles } from '../../daemon/daemon-files.ts';
import { isDaemonRunning } from '../../daemon/lock.ts';
import { readStatus } from '../../daemon/status-file.ts';
import { readNextReminder } from '../../reminders/reminder-overview.ts';
import { defineAction } from '../command.ts';
import { type DaemonReport, formatDaemonStatus } from '../daemon-text.ts';
import { reminderContextOf } from '../reminder-context.ts';

export const action = defineAction<null, DaemonReport>({
  parse: () => null,

  async run(app) {
    const context = await reminderContextOf(app);
    const files = daemonFiles(app.process.env, (await app.database()).path);
    const next = await readNextReminder(context);
    return { isRunning: isDaemonRunning(files), status: readStatus(files.status), next, log: files.log };
  },

  toText: formatDaemonStatus,
  toJson: toDaemonStatusJson,
});
