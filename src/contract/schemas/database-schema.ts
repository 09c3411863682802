import * as z from 'zod';
import { count, type JsonOf, textOrNull } from './values.ts';

export const databaseStatus = z
  .strictObject({
    engine: z.enum(['sqlite', 'postgres']).describe('The engine of the database'),
    version: z.string().describe('Version of the engine'),
    migration: textOrNull.describe('The newest migration of its tables; null where it has none'),
    bytes: count.describe('Size of the database'),
    accounts: count.describe('Number of people whose record is in it'),
    latencyMs: z.number().nonnegative().describe('Time of the shortest query, in milliseconds'),
  })
  .meta({ id: 'DatabaseStatus' });
export type DatabaseStatusJson = JsonOf<typeof databaseStatus>;

export const moved = z
  .strictObject({
    tables: z
      .array(
        z.strictObject({
          table: z.string().describe('Name of the table'),
          rows: count.describe('Number of its rows'),
          digest: z.string().describe('SHA-256 of its rows, the same on both sides and on both engines'),
        }),
      )
      .describe('Every table, as it was copied and compared'),
  })
  .meta({ id: 'MovedDatabase' });
export type MovedJson = JsonOf<typeof moved>;

const migration = z.string().describe('The newest migration of the tables now');

export const initialised = z
  .strictObject({
    migration,
    made: z.boolean().describe('false where the tables were there already'),
    role: textOrNull.describe('The role of less power that may use them; null on SQLite, and where there is none'),
  })
  .meta({ id: 'InitialisedDatabase' });
export type InitialisedJson = JsonOf<typeof initialised>;

export const migrated = z
  .strictObject({ migration, applied: z.array(z.string()).describe('The migrations that were made now') })
  .meta({ id: 'MigratedDatabase' });
export type MigratedJson = JsonOf<typeof migrated>;
