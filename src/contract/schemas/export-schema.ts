import * as z from 'zod';
import { pauses, portableReview } from './attendance-schema.ts';
import { bookingsByStart } from './booking-schema.ts';
import { bookingCount, count, type JsonOf, textOrNull } from './values.ts';

const document = z
  .strictObject({
    version: z.literal(1),
    bookings: bookingsByStart,
    reviews: z.array(portableReview).describe('The reviews of the attended ones of these bookings'),
    pauses: pauses.describe('All pauses; empty where a filter narrows the bookings'),
  })
  .meta({ id: 'Record', description: 'The exported data itself, printed where no file, folder or link is asked for' });

const written = z
  .strictObject({
    file: textOrNull.describe('The file that was written; null for a link'),
    link: textOrNull.describe('Link to Google Calendar, where one was asked for'),
    bookings: bookingCount,
  })
  .meta({ id: 'Exported' });
export type ExportedJson = JsonOf<typeof written>;

const folder = z
  .strictObject({
    folder: z.string().nullable().describe('The folder as it was given'),
    bookings: bookingCount,
    written: count.describe('How many files were written'),
    removed: count.describe('How many files were removed'),
    unchanged: count.describe('How many files stayed as they were'),
  })
  .meta({ id: 'ExportedFolder', description: 'A folder with a file for each booking' });
export type ExportedFolderJson = JsonOf<typeof folder>;

export const exported = z.union([document, written, folder]);
