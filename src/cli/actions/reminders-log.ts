import { toLogJson } from '../../contract/reminder-json.ts';
import type { LedgerEntry } from '../../reminders/ledger-entry.ts';
import { readReminderLog, type WithBooking } from '../../reminders/reminder-overview.ts';
import { renderReminderLog } from '../../render/reminder-log.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { wholeNumberOption } from '../raw-options.ts';

const SHOWN = 50;

export const action = defineAction<number | null, readonly WithBooking<LedgerEntry>[]>({
  isLong: true,
  parse: (raw, { isScreen }) => wholeNumberOption(raw, 'limit', 1, 1_000_000) ?? (isScreen ? SHOWN : null),
  run: async (session, limit) => readReminderLog(await session.reminders(), limit),
  toText: (log, style) => renderReminderLog(log, wallTimeAt, style),
  toJson: (log) => log.map(toLogJson),
  toPlain: (log) =>
    log
      .map(toLogJson)
      .map((line) => [
        line.dueAt,
        line.sentAt ?? '',
        line.state,
        line.kind,
        String(line.offsetMinutes),
        line.channel,
        line.bookingId,
        line.error ?? '',
      ]),
});
