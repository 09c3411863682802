import { checkEditRequest, type EditRequest } from '../../bookings/book-request.ts';
import { SCOPES } from '../../bookings/booking-reference.ts';
import { type Edited, editBooking } from '../../bookings/edit-service.ts';
import { changeWithLabels } from '../../bookings/list-service.ts';
import { toBookingJson } from '../../contract/booking-json.ts';
import { UsageError } from '../../errors.ts';
import { renderRecorded } from '../../render/booking-card.ts';
import { bookingRow } from '../../render/booking-rows.ts';
import { editRemarks } from '../../render/edit-remarks.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { askBookings } from '../ask-bookings.ts';
import { defineAction } from '../command.ts';
import { conflictNotes } from '../conflict-notes.ts';
import { newNameNote } from '../new-name-note.ts';
import { argumentWords, bookingFields, hasFlag, textOption, whenOption } from '../raw-options.ts';

interface Draft {
  readonly references: readonly string[];
  readonly request: EditRequest;
}

interface Input {
  readonly reference: string;
  readonly request: EditRequest;
}

interface Result extends Edited {
  readonly labels: ReadonlyMap<string, string>;
}

const EXAMPLE = 'numina edit next --at "tomorrow 19:00"';

export const action = defineAction<Input, Result, Draft>({
  parse(raw) {
    const said = {
      name: textOption(raw, 'name'),
      when: whenOption(raw, 1),
      cancelBy: textOption(raw, 'cancelBy'),
      status: textOption(raw, 'status') as EditRequest['status'],
    };
    const fields = bookingFields(raw);
    const request = { ...said, fields, isForced: hasFlag(raw, 'force') };
    checkEditRequest(request);
    if (Object.values(said).every((text) => text === undefined) && Object.keys(fields).length === 0) {
      throw new UsageError('nothing_to_edit', 'Nothing to change was named.', `For example: ${EXAMPLE}`);
    }
    return { references: argumentWords(raw, 0), request };
  },

  async prepare(session, { references, request }, prompter) {
    const question = { scope: SCOPES.show, example: 'numina edit next --notes towel' };
    const [reference = ''] = await askBookings(session, references, question, prompter);
    return { request, reference };
  },

  async run(session, { reference, request }) {
    return changeWithLabels(
      await session.bookings(),
      (context) => editBooking(context, reference, request),
      ({ booking, overlaps }) => [booking, ...overlaps],
    );
  },

  settle({ reference, request }, said, meant) {
    if (request.when === said) return { reference, request: { ...request, when: meant } };
    return request.cancelBy === said ? { reference, request: { ...request, cancelBy: meant } } : null;
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
