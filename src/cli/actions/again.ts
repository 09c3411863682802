import { splitAgain } from '../../bookings/again-words.ts';
import { type Booked, bookAgain } from '../../bookings/book-service.ts';
import { changeWithLabels } from '../../bookings/list-service.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { conflictNotes } from '../conflict-notes.ts';
import { argumentWords, eitherTime, hasFlag } from '../raw-options.ts';
import { waitlistNote } from '../waitlist-note.ts';

interface Input {
  readonly reference: string;
  readonly when: string | undefined;
  readonly isForced: boolean;
}

interface Result extends Booked {
  readonly labels: ReadonlyMap<string, string>;
}

export const action = defineAction<Input, Result>({
  parse(raw) {
    const { reference = 'last', when } = splitAgain([...argumentWords(raw, 0), ...argumentWords(raw, 1)]);
    return { reference, when: eitherTime(when, raw), isForced: hasFlag(raw, 'force') };
  },

  async run(session, { reference, when, isForced }) {
    return changeWithLabels(
      await session.bookings(),
      (context) => bookAgain(context, reference, when, isForced),
      ({ bookings, overlaps }) => [...bookings, ...overlaps],
    );
  },

  settle: (input, said, meant) => (input.when === said ? { ...input, when: meant } : null),

  toText: ({ bookings, confirmedCount, labels }, style) => {
    const verb = confirmedCount > 0 ? 'Confirmed' : 'Recorded';
    return renderRecorded(bookings, { verb, idLabels: labels, wallTimeAt, isNew: true, namesZone: true }, style);
  },
  toJson: ({ bookings }) => toBookingsJson(bookings)[0],
  toPlain: ({ bookings }) => bookings.map(bookingRow),
  toNotes: ({ bookings, confirmedCount, notes, overlaps, labels }, style) => [
    ...waitlistNote(confirmedCount, bookings.length),
    ...notes.map(wordForTerminal),
    ...conflictNotes(overlaps, labels, style),
  ],
});
