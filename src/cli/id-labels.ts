export { labelBookings as labelsOf } from '../bookings/list-service.ts';
