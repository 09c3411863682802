import type { Start } from '../bookings/plan-booking.ts';
import type { UnclearWords, UnderstoodWords } from '../bookings/understand-service.ts';
import { startWithOffset } from '../time/instant-text.ts';
import { type ClockFormat, formatDate, formatTime, formatWeekday } from '../time/names.ts';
import type { Words } from '../words.ts';
import { toBookingsJson } from './booking-json.ts';
import type { UnclearJson, UnderstoodJson } from './schemas/understand-schema.ts';

/** What words mean. `clock` is how the person writes times, `word` the wording of the front end. */
export function toUnderstandingJson(
  result: UnderstoodWords | UnclearWords,
  clock: ClockFormat,
  word: (said: Words) => string,
): UnderstoodJson | UnclearJson {
  if ('problem' in result) {
    const { problem, meanings } = result;
    return {
      problem: word(problem.fact),
      hint: problem.hint && word(problem.hint),
      code: problem.code,
      meanings: meanings.map((start) => startJson(start, clock)),
    };
  }
  const { start, durationMinutes, usualTime, note, conflicts } = result;
  return { ...startJson(start, clock), durationMinutes, usualTime, note, conflicts: toBookingsJson(conflicts) };
}

/** `Thu 26 Nov 2026, 18:00`. */
function startJson(start: Start, clock: ClockFormat) {
  const { startsLocal } = start;
  const date = startsLocal.slice(0, 10);
  const echo = `${formatWeekday(date)} ${formatDate(date)} ${date.slice(0, 4)}, ${formatTime(startsLocal, clock)}`;
  return { startsAt: startWithOffset(start), echo };
}
