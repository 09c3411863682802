import * as z from 'zod';
import { pauses, portableReview } from './attendance-schema.ts';
import { bookingsByStart } from './booking-schema.ts';
import { bookingCount, count, type JsonOf, textOrNull } from './values.ts';

const document = z
  .strictObject({
    version: z.literal(1),
    bookings: bookingsByStart,
    reviews: z.array(portableReview).describe('Of attended bookings among these'),
    pauses: pauses.describe('All of them, where nothing narrows the bookings'),
  })
  .meta({ id: 'Record', description: 'The bookings themselves, where nothing says that they go elsewhere' });

const written = z
  .strictObject({
    file: textOrNull.describe('As it was named with --output'),
    link: textOrNull.describe('To Google Calendar, with --google'),
    bookings: bookingCount,
  })
  .meta({ id: 'Exported' });
export type ExportedJson = JsonOf<typeof written>;

const folder = z
  .strictObject({
    folder: z.string().nullable().describe('As it was named'),
    bookings: bookingCount,
    written: count.describe('Files'),
    removed: count.describe('Files'),
    unchanged: count.describe('Files'),
  })
  .meta({ id: 'ExportedFolder', description: 'With --vdir' });
export type ExportedFolderJson = JsonOf<typeof folder>;

export const exported = z.union([document, written, folder]);
