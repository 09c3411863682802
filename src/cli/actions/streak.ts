import { readStreaks, type StreakReport } from '../../attendance/streak/streak-service.ts';
import { toStreaksJson } from '../../contract/attendance-json.ts';
import { renderStreak } from '../../render/streak.ts';
import { renderExplainedStreak } from '../../render/streak-explanation.ts';
import { defineAction } from '../command.ts';
import { judgementOf } from '../judgement.ts';
import { hasFlag } from '../raw-options.ts';

interface Result extends StreakReport {
  readonly isExplained: boolean;
}

export const action = defineAction<{ isExplained: boolean }, Result>({
  isLong: true,
  parse: (raw) => ({ isExplained: hasFlag(raw, 'explain') }),

  async run(app, { isExplained }) {
    const context = await app.bookings();
    const judgement = await judgementOf(app, context);
    const report = await readStreaks(context.store, judgement, app.settings.weeklyTargetByType, isExplained);
    return { ...report, isExplained };
  },

  toText: ({ view, attended, isExplained }, style) =>
    isExplained ? renderExplainedStreak(view, attended, style) : renderStreak(view, style),
  toJson: ({ view }) => toStreaksJson(view),
});
