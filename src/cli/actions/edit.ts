import { STATUSES } from '../../bookings/booking.ts';
import { SCOPES } from '../../bookings/booking-reference.ts';
import { type Edited, type EditRequest, editBooking } from '../../bookings/edit-service.ts';
import { toBookingJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { editRemarks } from '../../render/edit-remarks.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { askBookings } from '../ask-bookings.ts';
import { defineAction } from '../command.ts';
import { conflictNotes } from '../conflict-notes.ts';
import { labelsOf } from '../id-labels.ts';
import { newNameNote } from '../new-name-note.ts';
import { argumentWords, bookingFields, hasFlag, parseChoice, textOption, whenOption } from '../raw-options.ts';

interface Input {
  readonly references: readonly string[];
  readonly request: EditRequest;
}

interface Result extends Edited {
  readonly labels: ReadonlyMap<string, string>;
}

export const action = defineAction<Input, Result>({
  parse(raw) {
    const [name, when, status, cancelBy] = [
      textOption(raw, 'name'),
      whenOption(raw, 1),
      textOption(raw, 'status'),
      textOption(raw, 'cancelBy'),
    ];
    const fields = bookingFields(raw);
    const request: EditRequest = {
      fields,
      isForced: hasFlag(raw, 'force'),
      ...(name === undefined ? {} : { name }),
      ...(when === undefined ? {} : { when }),
      ...(cancelBy === undefined ? {} : { cancelBy: cancelBy.trim() === '' ? null : cancelBy }),
      ...(status === undefined ? {} : { status: parseChoice(status, '--status', STATUSES) }),
    };
    if (Object.keys(request).length === 2 && Object.keys(fields).length === 0) {
      throw new UsageError(
        'nothing_to_edit',
        'Nothing to change was named.',
        'For example: numina edit next --at "tomorrow 19:00"',
      );
    }
    return { references: argumentWords(raw, 0), request };
  },

  async prepare(app, { references, request }, prompter) {
    const question = { scope: SCOPES.show, example: 'numina edit next --notes towel' };
    return { request, references: await askBookings(app, references, question, prompter) };
  },

  async run(app, { references: [reference = ''], request }) {
    const context = await app.bookings();
    const edited = await editBooking(context, reference, request);
    return { ...edited, labels: await labelsOf(context, [edited.booking, ...edited.overlaps]) };
  },

  settle({ references, request }, said, meant) {
    if (request.when === said) return { references, request: { ...request, when: meant } };
    return request.cancelBy === said ? { references, request: { ...request, cancelBy: meant } } : null;
  },

  toText({ before, booking, isChanged, labels }, style) {
    const verb = isChanged ? 'Changed' : 'As it was:';
    const remarks = isChanged ? editRemarks(before, booking, wallTimeAt, style) : [];
    return renderRecorded([booking], { verb, idLabels: labels, wallTimeAt, remarks, namesZone: true }, style);
  },
  toJson: ({ booking }) => toBookingJson(booking),
  toPlain: ({ booking }) => [bookingRow(booking)],
  toNotes: ({ booking, notes, nearName, overlaps, labels }, style) => [
    ...notes,
    ...(nearName === null ? [] : [newNameNote(booking.className, nearName)]),
    ...conflictNotes(overlaps, labels, style),
  ],
});
