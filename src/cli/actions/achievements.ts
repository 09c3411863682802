import { readAchievements } from '../../attendance/achievements/achievement-service.ts';
import { judge } from '../../attendance/read-judgement.ts';
import { toAchievementJson } from '../../contract/attendance-json.ts';
import { renderAchievements } from '../../render/achievements.ts';
import { defineAction } from '../command.ts';

type Result = Awaited<ReturnType<typeof readAchievements>>;

export const action = defineAction<null, Result>({
  isLong: true,
  parse: () => null,
  async run(app) {
    const context = await app.attendance();
    return readAchievements(context.store, await judge(context));
  },
  toText: ({ achievements }, style) => renderAchievements(achievements, style),
  toJson: ({ achievements, bookingIds }) => achievements.map((each) => toAchievementJson(each, bookingIds)),
  toPlain: ({ achievements }) =>
    achievements.map(({ id, title, earnedAt, progress, goal }) => [
      id,
      title,
      earnedAt ?? '',
      String(progress),
      String(goal),
    ]),
});
