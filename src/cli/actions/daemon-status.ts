import { toDaemonStatusJson } from '../../contract/program-json.ts';
import { type DaemonReport, readDaemonReport } from '../../daemon/daemon-report.ts';
import { defineAction } from '../command.ts';
import { formatDaemonStatus } from '../daemon-text.ts';

export const action = defineAction<null, DaemonReport>({
  parse: () => null,

  run: readDaemonReport,

  toText: formatDaemonStatus,
  toJson: toDaemonStatusJson,
});
