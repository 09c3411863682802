import { type BookingStatus, STATUSES } from '../bookings/booking.ts';
import { nameKey } from '../bookings/name-key.ts';
import { UsageError } from '../errors.ts';
import { field, words } from '../words.ts';

/** What a status word means. */
export interface SaidStatus {
  readonly status: BookingStatus;
  /** Null where the word does not tell. */
  readonly isLateCancel: boolean | null;
}

/** The statuses that a person gave to words. The keys come from {@link wordKey}. */
export type StatusMap = ReadonlyMap<string, BookingStatus>;

/** Words of studios and their programs, separated by blanks. */
const WORDS: Readonly<Partial<Record<BookingStatus, string>>> = {
  booked: 'reserved confirmed registered scheduled enrolled upcoming signed_up',
  attended: 'checked_in check_in signed_in completed complete present arrived visited attended_late',
  cancelled:
    'canceled cancel cancellation class_cancelled class_canceled cancelled_by_studio canceled_by_studio ' +
    'cancelled_by_client canceled_by_client',
  no_show: 'noshow no_showed absent missed did_not_attend not_attended did_not_show',
  waitlisted: 'waitlist wait_listed wait_list waiting_list on_waitlist on_the_waitlist waiting',
};

const LATE = 'late_cancel late_cancelled late_canceled late_cancellation cancelled_late canceled_late';
const EARLY = 'early_cancel early_cancelled early_canceled early_cancellation cancelled_early canceled_early';

/**
 * Reads a status: its own name, a word in `map`, or a common word of studios (`Late Cancel`, `Checked-in`, `canceled`).
 * Case does not count. Null for any other word.
 */
export function readStatusWord(text: string, map: StatusMap = new Map()): SaidStatus | null {
  const word = wordKey(text);
  const has = (words: string) => words.split(' ').includes(word);
  const isLateCancel = has(LATE) ? true : has(EARLY) ? false : null;
  const known = map.get(word) ?? STATUSES.find((status) => status === word);
  const status = known ?? (isLateCancel === null ? STATUSES.find((each) => has(WORDS[each] ?? '')) : 'cancelled');
  if (status === undefined) return null;
  return { status, isLateCancel: status === 'cancelled' ? isLateCancel : null };
}

/** Reads `WORD=STATUS` of `--map-status`. Throws UsageError. */
export function parseStatusMap(texts: readonly string[]): StatusMap {
  return new Map(
    texts.map((text) => {
      const [, word = '', name = ''] = /^(.*)=(.*)$/s.exec(text) ?? [];
      const status = STATUSES.find((each) => each === wordKey(name));
      if (wordKey(word) !== '' && status !== undefined) return [wordKey(word), status] as const;
      throw new UsageError(
        'bad_map_status',
        words`${field('mapStatus')} needs WORD=STATUS, not “${text}”.`,
        words`For example ${field('mapStatus', 'Verified=attended')}. A status is ${STATUSES.join(', ')}.`,
      );
    }),
  );
}

function wordKey(text: string): string {
  return nameKey(text.slice(0, 200))
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}
