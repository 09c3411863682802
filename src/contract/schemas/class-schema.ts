import * as z from 'zod';
import { className, count, id, instant, type JsonOf, textOrNull, zone } from './values.ts';

const mean = z.number().min(1).max(5).nullable();

export const fitnessClass = z
  .strictObject({
    id,
    name: className,
    type: textOrNull.describe('Such as yoga'),
    location: textOrNull.describe('The place; a class is its name and place together'),
    instructor: textOrNull.describe('Of the latest booking'),
    durationMinutes: count.describe('Minutes that the next booking of it takes'),
    zone,
    bookings: count.describe('How many bookings there are of it'),
    lastAt: instant.nullable().describe('Start of the latest booking, with the offset of its zone'),
    rating: mean.describe('Stars of its review, 1 to 5; null without one'),
    instructorRating: mean.describe('Mean stars of the reviewed classes of the same instructor'),
    locationRating: mean.describe('Mean stars of the reviewed classes at the same place'),
  })
  .meta({ id: 'Class', description: 'A class of the catalogue' });
export type ClassJson = JsonOf<typeof fitnessClass>;

export const classes = z.array(fitnessClass);

export const reclassed = z
  .strictObject({
    ...fitnessClass.shape,
    movedBookings: count.describe('Bookings that went to this class from another'),
    rewrittenBookings: count.describe('Bookings whose own copy of the name was changed (--everywhere)'),
  })
  .describe('The class as it is now');
export type ReclassedJson = JsonOf<typeof reclassed>;
