import { useEffect, useState } from 'preact/hooks';
import type { LocalDateTime } from '../time/civil.ts';
import { systemClock } from '../time/clock.ts';
import { MINUTE_MS } from '../time/units.ts';

/** The present, as the pages show it. */
export interface Moment {
  readonly now: Date;
  /** `now` as a wall time in the home zone. Its first ten characters are the date of today. */
  readonly nowLocal: LocalDateTime;
}

/** The wall time of an instant in a zone that the browser knows. */
export function wallTimeIn(zone: string, at: Date): LocalDateTime {
  // Swedish writes dates as ISO 8601 does: `2026-11-24 18:00:00`.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .replace(' ', 'T');
}

export function momentIn(zone: string): Moment {
  const now = systemClock.now();
  return { now, nowLocal: wallTimeIn(zone, now) };
}

/** The present in `zone`, anew with every minute and when the page is looked at again. */
export function useMoment(zone: string): Moment {
  const [moment, setMoment] = useState(() => momentIn(zone));
  useEffect(() => {
    const look = () => setMoment(momentIn(zone));
    look();
    let timer = 0;
    const wait = () => {
      timer = window.setTimeout(
        () => {
          look();
          wait();
        },
        MINUTE_MS - (systemClock.now().getTime() % MINUTE_MS),
      );
    };
    wait();
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [zone]);
  return moment;
}
