import * as z from 'zod';
import { className, count, id, instant, instructor, type JsonOf, localDate, textOrNull } from './values.ts';

const streak = z
  .strictObject({
    current: count.describe('Length of the current run'),
    longest: count.describe('Length of the longest run in the whole history'),
    state: z
      .enum(['none', 'safe', 'pending', 'at_risk'])
      .describe('safe: today (or this week) needs no more classes; at_risk: every day that is left needs a class'),
    deadline: localDate.nullable().describe('Last date on which the run can still be kept'),
    lastOn: localDate.nullable().describe('Last attended date'),
    target: count.describe('Attended days that a week without pauses needs; 1 for the streak in days'),
  })
  .meta({ id: 'Streak', description: 'In days (`day`) or in weeks (`week`)' });

export const streaks = z.strictObject({
  day: streak,
  week: streak,
  byType: z.record(z.string(), streak).describe('In weeks, for each class type with a weekly target of its own'),
  unmarked: count.describe('Past classes that nobody has marked attended, missed or cancelled'),
  ifUnmarkedAttended: z
    .strictObject({ day: streak, week: streak })
    .nullable()
    .describe('The streaks as if all unmarked classes were attended; null where there are none'),
});
export type StreaksJson = JsonOf<typeof streaks>;

export const achievement = z
  .strictObject({
    id: z.string().describe('A stable word'),
    title: z.string().describe('Name of the achievement'),
    description: z.string().describe('What it takes to earn it'),
    earnedAt: instant.nullable().describe('Start of the class that earned it, with the offset of its zone'),
    bookingId: id.nullable().describe('The booking of that class'),
    progress: z.number().min(0).describe('From 0 to `goal`'),
    goal: z.number().describe('The progress at which it is earned'),
  })
  .meta({ id: 'Achievement' });
export type AchievementJson = JsonOf<typeof achievement>;
export const achievements = z.array(achievement).describe('All achievements, earned or not');

const stars = z.int().min(1).max(5).describe('Stars, 1 to 5');
export const portableReview = z.strictObject({
  bookingId: id,
  classId: id,
  rating: stars,
  text: textOrNull.describe('In the words of the person'),
  createdAt: instant.describe('In UTC'),
  updatedAt: instant.describe('In UTC'),
});

export const review = z
  .strictObject({
    bookingId: id.describe('The booking by which the class was attended'),
    classId: id,
    rating: stars,
    text: textOrNull.describe('In the words of the person'),
    createdAt: instant.describe('With the offset of the zone of the class'),
    updatedAt: instant.describe('With the offset of the zone of the class'),
    className,
    location: textOrNull.describe('The place'),
    instructor,
    localDate: localDate.describe('The date of that booking'),
  })
  .meta({ id: 'Review' });
export type ReviewJson = JsonOf<typeof review>;
export const reviews = z.array(review);

export const eligibility = z.strictObject({
  eligible: z.boolean().describe('Whether the booking may be reviewed, or its review changed'),
  reason: textOrNull.describe('The reason why not, as a sentence'),
});
export type EligibilityJson = JsonOf<typeof eligibility>;

export const pause = z
  .strictObject({
    id,
    from: localDate.describe('First date'),
    to: localDate.describe('Last date, included'),
    reason: textOrNull.describe('In the words of the person'),
  })
  .meta({ id: 'Pause', description: 'Dates on which streaks need no class' });
export type PauseJson = JsonOf<typeof pause>;
export const pauses = z.array(pause);
