import { type Booking, endsAt } from '../bookings/booking.ts';

/** A class in the picture of a day. Times are ms since the epoch. */
export interface Block {
  readonly booking: Booking;
  readonly startMs: number;
  readonly endMs: number;
  /** Its column among overlapping classes, from 0. */
  readonly lane: number;
  /** Earlier classes that still run when this one begins, without cancelled ones. */
  readonly overlaps: readonly Booking[];
}

/** Classes that overlap directly or through others. A single class is a cluster too. */
export interface Cluster {
  readonly startMs: number;
  readonly endMs: number;
  readonly laneCount: number;
  readonly blocks: readonly Block[];
}

/** Groups the classes of a day (sorted by start) into clusters, and gives overlapping ones different lanes. */
export function planLanes(bookings: readonly Booking[]): Cluster[] {
  const clusters: Cluster[] = [];
  let blocks: Block[] = [];
  let laneEnds: number[] = [];
  const close = (): void => {
    const [first] = blocks;
    if (!first) return;
    clusters.push({ startMs: first.startMs, endMs: Math.max(...laneEnds), laneCount: laneEnds.length, blocks });
    blocks = [];
    laneEnds = [];
  };

  for (const booking of bookings) {
    const startMs = Date.parse(booking.startsAt);
    const endMs = Math.max(endsAt(booking).getTime(), startMs + 60_000);
    if (laneEnds.every((end) => end <= startMs)) close();
    const free = laneEnds.findIndex((end) => end <= startMs);
    const lane = free === -1 ? laneEnds.length : free;
    const overlaps = blocks.filter((block) => block.endMs > startMs).map((block) => block.booking);
    const isCancelled = booking.status === 'cancelled';
    blocks.push({
      booking,
      startMs,
      endMs,
      lane,
      overlaps: isCancelled ? [] : overlaps.filter(({ status }) => status !== 'cancelled'),
    });
    laneEnds[lane] = endMs;
  }
  close();
  return clusters;
}
