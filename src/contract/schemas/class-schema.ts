import * as z from 'zod';
import { className, count, id, instant, type JsonOf, textOrNull, zone } from './values.ts';

const mean = z.number().min(1).max(5).nullable();

export const fitnessClass = z
  .strictObject({
    id,
    name: className,
    type: textOrNull.describe('Such as yoga'),
    location: textOrNull.describe('The place; name and place together identify a class'),
    instructor: textOrNull.describe('The instructor of the latest booking'),
    durationMinutes: count.describe('Minutes; its next booking takes them over'),
    zone,
    bookings: count.describe('How many bookings it has'),
    lastAt: instant.nullable().describe('Start of the latest booking, with the offset of its zone'),
    rating: mean.describe('Stars of its review, 1 to 5; null without a review'),
    instructorRating: mean.describe('Mean stars of the reviewed classes of the same instructor'),
    locationRating: mean.describe('Mean stars of the reviewed classes at the same place'),
  })
  .meta({ id: 'Class', description: 'A class of the catalogue' });
export type ClassJson = JsonOf<typeof fitnessClass>;

export const classes = z.array(fitnessClass);

export const reclassed = z
  .strictObject({
    ...fitnessClass.shape,
    movedBookings: count.describe('How many bookings moved to this class from another'),
    rewrittenBookings: count.describe('How many bookings got the new name too'),
  })
  .describe('The class as it is now');
export type ReclassedJson = JsonOf<typeof reclassed>;
