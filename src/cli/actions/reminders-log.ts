import { toLogJson } from '../../contract/reminder-json.ts';
import type { LedgerEntry } from '../../reminders/ledger-entry.ts';
import { readReminderLog, type WithBooking } from '../../reminders/reminder-overview.ts';
import { renderReminderLog } from '../../render/reminder-log.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { wholeNumberOption } from '../raw-options.ts';
import { reminderContextOf } from '../reminder-context.ts';

const SHOWN = 50;

export const action = defineAction<number, readonly WithBooking<LedgerEntry>[]>({
  isLong: true,
  parse: (raw, { isScreen }) =>
    wholeNumberOption(raw, 'limit', 1, 1_000_000) ?? (isScreen ? SHOWN : Number.MAX_SAFE_INTEGER),
  run: async (app, limit) => readReminderLog(await reminderContextOf(app), limit),
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
