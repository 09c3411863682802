import { readStreakReport, type StreakReport } from '../../attendance/streak/streak-service.ts';
import { toStreaksJson } from '../../contract/attendance-json.ts';
import { renderStreak } from '../../render/streak.ts';
import { renderExplainedStreak } from '../../render/streak-explanation.ts';
import { defineAction } from '../command.ts';
import { hasFlag } from '../raw-options.ts';

interface Result extends StreakReport {
  readonly isExplained: boolean;
}

export const action = defineAction<{ isExplained: boolean }, Result>({
  isLong: true,
  parse: (raw) => ({ isExplained: hasFlag(raw, 'explain') }),

  async run(session, { isExplained }) {
    return { ...(await readStreakReport(await session.attendance(), { isExplained })), isExplained };
  },

  toText: ({ view, attended, isExplained }, style) =>
    isExplained ? renderExplainedStreak(view, attended, style) : renderStreak(view, style),
  toJson: ({ view }) => toStreaksJson(view),
});
