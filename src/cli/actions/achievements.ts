import { type readAchievements, showAchievements } from '../../attendance/achievements/achievement-service.ts';
import { toAchievementJson } from '../../contract/attendance-json.ts';
import { renderAchievements } from '../../render/achievements.ts';
import { defineAction } from '../command.ts';

type Result = Awaited<ReturnType<typeof readAchievements>>;

export const action = defineAction<null, Result>({
  isLong: true,
  parse: () => null,
  run: async (session) => showAchievements(await session.attendance()),
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
