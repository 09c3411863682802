import type { App } from '../app.ts';
import type { Judgement } from '../attendance/attendance-service.ts';

/** The moment and the person's rules for streaks. */
export function judgementOf({ clock, nowLocal, settings }: App): Judgement {
  const { restDays, weekStart, weeklyTarget } = settings;
  return { now: clock.now(), today: nowLocal.slice(0, 10), rules: { restDays, weekStart, weeklyTarget, pauses: [] } };
}
