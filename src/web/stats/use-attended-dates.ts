import { useEffect, useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import type { LocalDate } from '../../time/civil.ts';
import { ask } from '../api/ask.ts';
import { ProblemError } from '../api/problem.ts';
import { onRefresh } from '../api/use-data.ts';

interface PageJson {
  readonly items: readonly BookingJson[];
  readonly nextCursor: string | null;
}

/** The date of every attended class of a year; null before they are known. */
export function useAttendedDates(year: number): readonly LocalDate[] | null {
  const [found, setFound] = useState<{ readonly year: number; readonly dates: readonly LocalDate[] } | null>(null);
  useEffect(() => {
    let asking = new AbortController();
    const look = () => {
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      readDates(year, signal).then(
        (dates) => setFound({ year, dates }),
        (error: unknown) => {
          // The page says of its numbers why they are missing.
          if (!signal.aborted && !(error instanceof ProblemError)) throw error;
        },
      );
    };
    look();
    const stop = onRefresh(look);
    return () => {
      stop();
      asking.abort();
    };
  }, [year]);
  return found?.year === year ? found.dates : null;
}

async function readDates(year: number, signal: AbortSignal): Promise<readonly LocalDate[]> {
  const path = `/bookings?status=attended&from=${year}-01-01&to=${year}-12-31&limit=500`;
  const dates: LocalDate[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { data }: { data: PageJson } = await ask<PageJson>('GET', path + at, { signal });
    dates.push(...data.items.map(({ localDate }) => localDate));
    cursor = data.nextCursor;
  } while (cursor !== null);
  return dates;
}
