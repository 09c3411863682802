import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { wallTimeOf } from '../booking/booking-words.ts';

/** Where a class lies in the picture of its day, in minutes from midnight and in lanes beside each other. */
export interface Placed {
  readonly booking: BookingJson;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly lane: number;
  readonly lanes: number;
}

/** A shorter block could not hold its words. */
const LEAST_MINUTES = 30;
const DAY_MINUTES = 1440;

/** Places the classes of a day, by start: those that overlap lie beside each other. */
export function placeDay(bookings: readonly BookingJson[]): readonly Placed[] {
  const placed: Placed[] = [];
  let cluster: Placed[] = [];
  let laneEnds: number[] = [];
  const close = () => {
    placed.push(...cluster.map((each) => ({ ...each, lanes: laneEnds.length })));
    cluster = [];
    laneEnds = [];
  };
  for (const booking of bookings) {
    const fromMinute = minuteOf(booking.startsAt);
    const length = Math.max(booking.durationMinutes, LEAST_MINUTES);
    const toMinute = Math.min(fromMinute + length, DAY_MINUTES);
    if (laneEnds.every((end) => end <= fromMinute)) close();
    const free = laneEnds.findIndex((end) => end <= fromMinute);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = toMinute;
    cluster.push({ booking, fromMinute, toMinute, lane, lanes: 1 });
  }
  close();
  return placed;
}

/** The hours that the picture of a day shows: those with classes, and a usual day around them. */
export function shownHours(placed: readonly Placed[]): { readonly from: number; readonly to: number } {
  const from = Math.min(7, ...placed.map(({ fromMinute }) => Math.floor(fromMinute / 60)));
  const to = Math.max(21, ...placed.map(({ toMinute }) => Math.ceil(toMinute / 60)));
  return { from, to };
}

export function minuteOf(instant: string): number {
  const local = wallTimeOf(instant);
  return Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
}
