import * as z from 'zod';

/** The read-only type of the values that a schema describes. */
export type JsonOf<Schema extends z.ZodType> = DeepReadonly<z.infer<Schema>>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/** A UUID of any version: an import keeps the ids of another program. */
export const id = z.guid().meta({ id: 'Id', description: 'UUID' });

export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$/)
  .meta({ id: 'Instant', format: 'date-time', description: 'ISO 8601 with milliseconds and an offset' });

export const localDate = z.iso.date().meta({ id: 'LocalDate', description: 'A date where the class takes place' });

export const zone = z.string().min(1).meta({ id: 'Zone', description: 'IANA time zone, such as Europe/Berlin' });

export const money = z
  .number()
  .meta({ id: 'Money', description: 'In units of the currency beside it, at most three decimals' });

export const count = z.int().min(0);

export const className = z.string().describe('Name of the class');

export const instructor = z.string().nullable().describe('Name of the instructor');

export const bookingCount = count.describe('How many bookings');

/** Text as a person wrote it; null where there is none. */
export const textOrNull = z.string().nullable();
