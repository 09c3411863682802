import { addPause, listBookedIn, removePause } from '../../attendance/streak/pause-service.ts';
import { listPauses } from '../../attendance/streak/pause-store.ts';
import type { Pause, PauseRange } from '../../attendance/streak/pauses.ts';
import type { Booking } from '../../bookings/booking.ts';
import { toPauseJson } from '../../contract/attendance-json.ts';
import { UsageError } from '../../errors.ts';
import { renderBookedInPause, renderPauseChange, renderPauses } from '../../render/pause-table.ts';
import { singleLine } from '../../render/printable.ts';
import { type LocalDate, WEEKDAYS } from '../../time/civil.ts';
import { parseDate } from '../../time/parse-date.ts';
import { defineAction } from '../command.ts';
import { argumentWords, requiredWord, textOption } from '../raw-options.ts';

interface NewPause extends PauseRange {
  readonly reason: string | null;
}

interface Added {
  readonly pause: Pause;
  readonly booked: readonly Booking[];
}

export const addAction = defineAction<NewPause, Added>({
  async parse(raw, _surroundings, app) {
    const today = app.nowLocal.slice(0, 10);
    const example = 'For example: numina pause add 2026-12-24 2027-01-03';
    const from = requiredWord(raw, 0, 'From when?', example);
    const [to] = argumentWords(raw, 1).filter((word) => word.trim() !== '');
    if (to === undefined) {
      throw new UsageError('argument_missing', 'Until when?', 'Give the last day too; a single day is the same twice.');
    }
    const reason = textOption(raw, 'reason');
    const first = await parseFirstDay(from, today, app.locale);
    return {
      from: first,
      to: await parseLastDay(to, first, today, app.locale),
      reason: reason === undefined || reason.trim() === '' ? null : reason,
    };
  },
  async run(app, { reason, ...range }) {
    const context = await app.bookings();
    const pause = await addPause(context, range, reason);
    return { pause, booked: await listBookedIn(context, pause) };
  },
  toText: ({ pause }, style) => renderPauseChange(pause, 'Paused', style),
  toJson: ({ pause }) => toPauseJson(pause),
  toPlain: ({ pause }) => [pauseRow(pause)],
  toNotes: ({ booked }, style) => renderBookedInPause(booked, style),
});

export const listAction = defineAction<null, readonly Pause[]>({
  parse: () => null,
  async run(app) {
    const { store } = await app.bookings();
    return listPauses(store);
  },
  toText: (pauses, style) => renderPauses(pauses, style),
  toJson: (pauses) => pauses.map(toPauseJson),
  toPlain: (pauses) => pauses.map(pauseRow),
});

export const removeAction = defineAction<{ reference: string }, Pause>({
  parse: (raw) => ({ reference: requiredWord(raw, 0, 'Which pause?', 'numina pause list shows them with their ids.') }),
  run: async (app, { reference }) => removePause(await app.bookings(), reference),
  toText: (pause, style) => renderPauseChange(pause, 'No longer paused:', style),
  toJson: toPauseJson,
  toPlain: (pause) => [pauseRow(pause)],
});

/** A pause looks ahead: a weekday is the coming one, where `from` of a filter means the latest. */
function parseFirstDay(text: string, today: LocalDate, locale: string | null): Promise<LocalDate> {
  return parseDate(text, today, /^\d{4}-\d\d$/.test(text.trim()) ? 'from' : null, locale);
}

/** A bare weekday is the first such day of the pause, so that `mon sun` is a week; all else is as in a filter. */
function parseLastDay(text: string, first: LocalDate, today: LocalDate, locale: string | null): Promise<LocalDate> {
  const word = text.trim().toLowerCase();
  const isWeekday = word.length >= 3 && WEEKDAYS.some((name) => name.startsWith(word));
  return parseDate(text, isWeekday ? first : today, 'to', locale);
}

function pauseRow({ id, from, to, reason }: Pause): string[] {
  return [id, from, to, singleLine(reason ?? '')];
}
