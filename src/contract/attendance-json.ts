import type { Achievement } from '../attendance/achievements/achievements.ts';
import type { ReviewedClass } from '../attendance/reviews/review-store.ts';
import type { ReviewEligibility } from '../attendance/reviews/reviews.ts';
import type { Pause } from '../attendance/streak/pauses.ts';
import type { StreakView } from '../attendance/streak/streak-view.ts';
import { instantInZone } from '../time/instant-text.ts';
import type {
  AchievementJson,
  EligibilityJson,
  PauseJson,
  ReviewJson,
  StreaksJson,
} from './schemas/attendance-schema.ts';

export function toStreaksJson({ explanation, types, unmarked, ifUnmarkedAttended }: StreakView): StreaksJson {
  return {
    day: explanation.streaks.day,
    week: explanation.streaks.week,
    byType: Object.fromEntries(types.map(({ type, explanation: own }) => [type, own.streaks.week])),
    unmarked: unmarked.length,
    ifUnmarkedAttended: ifUnmarkedAttended?.streaks ?? null,
  };
}

/** `bookingIds` holds the id of the booking that earned each achievement, by the id of the achievement. */
export function toAchievementJson(
  { id, title, description, earnedAt, progress, goal }: Achievement,
  bookingIds: ReadonlyMap<string, string | null>,
): AchievementJson {
  return { id, title, description, earnedAt, bookingId: bookingIds.get(id) ?? null, progress, goal };
}

/** A review; the fields from `className` on describe its class. */
export function toReviewJson(review: ReviewedClass): ReviewJson {
  const { bookingId, classId, rating, text, createdAt, updatedAt, className, location, instructor, zone } = review;
  return {
    bookingId,
    classId,
    rating,
    text,
    createdAt: instantInZone(createdAt, zone),
    updatedAt: instantInZone(updatedAt, zone),
    className,
    location,
    instructor,
    localDate: review.startsLocal.slice(0, 10),
  };
}

export function toEligibilityJson({ eligible, reason }: ReviewEligibility): EligibilityJson {
  return { eligible, reason };
}

export function toPauseJson({ id, from, to, reason }: Pause): PauseJson {
  return { id, from, to, reason };
}
