import type * as z from 'zod';
import type { SaidFilter } from '../bookings/said-filter.ts';
import type { filtersOnly } from '../contract/schemas/filter-query-schema.ts';

/** The filter in a query, as use cases read it. */
export function saidFilterOf(query: z.infer<typeof filtersOnly>): SaidFilter {
  const { type, location, source, status, instructor, exclude, from, to, time, search } = query;
  return {
    ...{ type, location, source, status, instructor, from, to, time, search },
    exclude: exclude?.map((each) => each.replace(':', '=')),
  };
}
