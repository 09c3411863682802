import {
  addPause,
  checkPauseDays,
  listBookedIn,
  readPauses,
  removePause,
  type SaidPause,
} from '../../attendance/streak/pause-service.ts';
import type { Pause } from '../../attendance/streak/pauses.ts';
import type { Booking } from '../../bookings/booking.ts';
import { toPauseJson } from '../../contract/attendance-json.ts';
import { UsageError } from '../../errors.ts';
import { renderBookedInPause, renderPauseChange, renderPauses } from '../../render/pause-table.ts';
import { singleLine } from '../../render/printable.ts';
import { defineAction } from '../command.ts';
import { argumentWords, daysOf, requiredWord, textOption } from '../raw-options.ts';

interface NewPause {
  readonly days: SaidPause;
  readonly reason: string | null;
}

interface Added {
  readonly pause: Pause;
  readonly booked: readonly Booking[];
}

export const addAction = defineAction<NewPause, Added>({
  async parse(raw, _surroundings, session) {
    const example = 'For example: numina pause add 2026-12-24 2027-01-03';
    const from = requiredWord(raw, 0, 'From when?', example);
    const [to] = argumentWords(raw, 1).filter((word) => word.trim() !== '');
    if (to === undefined) {
      throw new UsageError('argument_missing', 'Until when?', 'Give the last day too; a single day is the same twice.');
    }
    const days = { from, to };
    await checkPauseDays(days, daysOf(session));
    return { days, reason: textOption(raw, 'reason') ?? null };
  },
  async run(session, { days, reason }) {
    const context = await session.bookings();
    const pause = await addPause(context, days, reason);
    return { pause, booked: await listBookedIn(context, pause) };
  },
  toText: ({ pause }, style) => renderPauseChange(pause, 'Paused', style),
  toJson: ({ pause }) => toPauseJson(pause),
  toPlain: ({ pause }) => [pauseRow(pause)],
  toNotes: ({ booked }, style) => renderBookedInPause(booked, style),
});

export const listAction = defineAction<null, readonly Pause[]>({
  parse: () => null,
  run: async (session) => readPauses(await session.bookings()),
  toText: (pauses, style) => renderPauses(pauses, style),
  toJson: (pauses) => pauses.map(toPauseJson),
  toPlain: (pauses) => pauses.map(pauseRow),
});

export const removeAction = defineAction<{ reference: string }, Pause>({
  parse: (raw) => ({ reference: requiredWord(raw, 0, 'Which pause?', 'numina pause list shows them with their ids.') }),
  run: async (session, { reference }) => removePause(await session.bookings(), reference),
  toText: (pause, style) => renderPauseChange(pause, 'No longer paused:', style),
  toJson: toPauseJson,
  toPlain: (pause) => [pauseRow(pause)],
});

function pauseRow({ id, from, to, reason }: Pause): string[] {
  return [id, from, to, singleLine(reason ?? '')];
}
