import { daemonFiles } from '../../daemon/daemon-files.ts';
import { isDaemonRunning } from '../../daemon/lock.ts';
import { readStatus } from '../../daemon/status-file.ts';
import { readNextReminder, toPlannedJson } from '../../reminders/reminder-overview.ts';
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
  toJson: ({ isRunning, status, next }) => ({
    running: isRunning,
    pid: isRunning ? (status?.pid ?? null) : null,
    version: status?.version ?? null,
    startedAt: status?.startedAt ?? null,
    lastTickAt: status?.lastTickAt ?? null,
    lastError: status?.lastError ?? null,
    next: next === null ? null : toPlannedJson(next),
  }),
});
