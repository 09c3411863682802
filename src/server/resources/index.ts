import type { Endpoint } from '../endpoint.ts';
import { BOOKINGS } from './bookings.ts';
import { STATUSES } from './statuses.ts';

/** Every endpoint, in the order in which it is described. */
export const ENDPOINTS: readonly Endpoint[] = [...BOOKINGS, ...STATUSES];
