import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { toneOf, wordOf } from '../../render/status-symbol.ts';
import { useApp } from '../app-context.ts';
import { isElsewhere } from '../booking/booking-words.ts';
import { MarkSign } from '../parts/mark-sign.tsx';
import { countMarks } from './count-marks.ts';

interface LegendProps {
  readonly bookings: readonly BookingJson[];
  readonly pausedDays?: number;
}

/** How many classes there are of each kind, which also explains the symbols; below, the zones of the stars. */
export function Legend({ bookings, pausedDays = 0 }: LegendProps) {
  const app = useApp();
  const zones = [...new Set(bookings.filter((each) => isElsewhere(each, app)).map(({ zone }) => zone))];
  return (
    <div class="legend">
      <ul aria-label="Totals">
        {countMarks(bookings, app.now).map(({ mark, count }) => (
          <li key={mark} class={`tone-${toneOf(mark)}`}>
            <MarkSign mark={mark} /> {count} {wordOf(mark)}
          </li>
        ))}
        {pausedDays > 0 && (
          <li class="tone-dim">
            <MarkSign mark="paused" /> {pausedDays === 1 ? '1 day' : `${pausedDays} days`} paused
          </li>
        )}
      </ul>
      {zones.length > 0 && <p class="footnote">* local time in {zones.join(', ')}</p>}
    </div>
  );
}
