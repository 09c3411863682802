import type { EditRequest } from '../../bookings/book-request.ts';
import { bookClass } from '../../bookings/book-service.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { readBooking } from '../../bookings/booking-of-id.ts';
import { SCOPES } from '../../bookings/booking-reference.ts';
import { withClassOfId } from '../../bookings/class-of-id.ts';
import { type Edited, editBooking } from '../../bookings/edit-service.ts';
import { deleteBookings } from '../../bookings/mark-service.ts';
import { readBookingPage } from '../../bookings/page-service.ts';
import { replaceBooking } from '../../bookings/replace-service.ts';
import { toBookingsJson } from '../../contract/booking-json.ts';
import { bookRequest, editRequest } from '../../contract/schemas/booking-request-schema.ts';
import { booking } from '../../contract/schemas/booking-schema.ts';
import { listQuery } from '../../contract/schemas/filter-query-schema.ts';
import { bookedOrSeries, bookingPage } from '../../contract/schemas/list-schema.ts';
import { bookingAnswer, changeOf } from '../booking-answers.ts';
import { requireWhole, toBookRequest, toEditRequest } from '../booking-body.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { defineEndpoint } from '../endpoint.ts';
import { saidFilterOf } from '../said-filter-of.ts';

const listBookings = defineEndpoint<typeof listQuery>({
  method: 'GET',
  path: '/bookings',
  name: 'listBookings',
  summary: 'Bookings that match, by start, in pages',
  scope: 'read',
  query: listQuery,
  answer: { status: 200, schema: bookingPage },
  changesWith: 'record',
  marksByHabit: true,
  async run({ session, query: { limit, cursor, order, ...filter } }) {
    const { bookings, next } = await readBookingPage(await session.bookings(), {
      filter: saidFilterOf(filter),
      ...{ limit, order },
      after: cursor === undefined ? null : readCursor(cursor),
    });
    return { json: { items: toBookingsJson(bookings), nextCursor: next && writeCursor(next) } };
  },
});

const book = defineEndpoint<never, typeof bookRequest>({
  method: 'POST',
  path: '/bookings',
  name: 'book',
  summary: 'Record a booking or a series',
  scope: 'write',
  body: bookRequest,
  takesKey: true,
  answer: { status: 201, schema: bookedOrSeries },
  marksByHabit: true,
  async run({ session, body }) {
    const { name = '', ...request } = toBookRequest(body);
    const context = await session.bookings();
    const { bookings } =
      body.classId === undefined
        ? await bookClass(context, { ...request, name })
        : await withClassOfId(context, body.classId, (inside, known) =>
            bookClass(inside, {
              ...request,
              name: known.name,
              fields: { ...request.fields, location: known.location },
            }),
          );
    const [first] = bookings;
    if (body.repeat?.rule !== undefined || first === undefined) return { json: { items: toBookingsJson(bookings) } };
    const { json, headers } = bookingAnswer(first);
    return { json, headers: { ...headers, location: `/api/v1/bookings/${first.id}` } };
  },
});

const getBooking = defineEndpoint({
  method: 'GET',
  path: '/bookings/{id}',
  name: 'getBooking',
  summary: 'One booking',
  scope: 'read',
  answer: { status: 200, schema: booking },
  marksByHabit: true,
  run: async ({ session, params }) => bookingAnswer(await readBooking(await session.bookings(), params['id'] ?? '')),
});

type Edit = (context: BookingContext, id: string, request: EditRequest) => Promise<Edited>;

/** Edits a booking; with the name and the place of its class where that is named by its id. */
function editWith(context: BookingContext, id: string, request: EditRequest, classId: string | undefined, edit: Edit) {
  if (classId === undefined) return edit(context, id, request);
  return withClassOfId(context, classId, (inside, { name, location }) =>
    edit(inside, id, { ...request, name, fields: { ...request.fields, location } }),
  );
}

const putBooking = defineEndpoint<never, typeof editRequest>({
  method: 'PUT',
  path: '/bookings/{id}',
  name: 'replaceBooking',
  summary: 'Replace the fields of a booking: absent ones become null or their default, the status stays',
  scope: 'write',
  body: editRequest,
  answer: { status: 200, schema: booking },
  marksByHabit: true,
  async run(request) {
    const { body } = request;
    requireWhole(body);
    const said = toEditRequest(body);
    const { booking: after } = await changeOf(request, (context, id) =>
      editWith(context, id, said, body.classId, (inside, each, whole) =>
        replaceBooking(inside, each, { ...whole, when: said.when }),
      ),
    );
    return bookingAnswer(after);
  },
});

const patchBooking = defineEndpoint<never, typeof editRequest>({
  method: 'PATCH',
  path: '/bookings/{id}',
  name: 'editBooking',
  summary: 'Change the fields that are named (JSON merge patch)',
  scope: 'write',
  body: editRequest,
  answer: { status: 200, schema: booking },
  marksByHabit: true,
  async run(request) {
    const { body } = request;
    const said = toEditRequest(body);
    const { booking: after } = await changeOf(request, (context, id) =>
      editWith(context, id, said, body.classId, editBooking),
    );
    return bookingAnswer(after);
  },
});

const deleteBooking = defineEndpoint({
  method: 'DELETE',
  path: '/bookings/{id}',
  name: 'deleteBooking',
  summary: 'Remove a booking from the record',
  scope: 'write',
  answer: { status: 204 },
  marksByHabit: true,
  async run(request) {
    await changeOf(request, (context, id) => deleteBookings(context, [id], SCOPES.any));
    return {};
  },
});

export const BOOKINGS = [listBookings, book, getBooking, putBooking, patchBooking, deleteBooking];
