import type { ApiRequest, ApiServer } from '../support/api-server.ts';

type Row = (ask: ApiServer['ask']) => Promise<ApiRequest & { readonly line: string }>;

let day = 0;

/** A new booking that lies ahead. */
async function ahead(ask: ApiServer['ask'], fields: object = {}): Promise<string> {
  day += 1;
  const startsAt = new Date(Date.UTC(2028, 0, day, 18)).toISOString();
  const { json } = await ask('POST /bookings', { body: { class: 'Rows', startsAt, ...fields } });
  return json.id;
}

const begun = (ask: ApiServer['ask']) => {
  day += 1;
  return ahead(ask, { startsAt: new Date(Date.UTC(2025, 0, day, 18)).toISOString() });
};

/** A request to each endpoint that it answers as it should, by its name. */
export const ANSWERED: Readonly<Record<string, Row>> = {
  listBookings: async () => ({ line: 'GET /bookings?from=2026-11-01&limit=20' }),
  book: async () => ({ line: 'POST /bookings', body: { class: 'Yin', when: 'tomorrow 6am', price: '14€' } }),
  getBooking: async (ask) => ({ line: `GET /bookings/${await ahead(ask)}` }),
  replaceBooking: async (ask) => ({
    line: `PUT /bookings/${await ahead(ask)}`,
    body: { class: 'Rows', startsAt: '2029-01-01T10:00' },
  }),
  editBooking: async (ask) => ({ line: `PATCH /bookings/${await ahead(ask)}`, body: { notes: 'mat' } }),
  deleteBooking: async (ask) => ({ line: `DELETE /bookings/${await ahead(ask)}` }),
  markAttended: async (ask) => ({ line: `POST /bookings/${await begun(ask)}/mark-attended` }),
  markNoShow: async (ask) => ({ line: `POST /bookings/${await begun(ask)}/no-show`, body: { feePaid: 3 } }),
  confirmBooking: async (ask) => ({ line: `POST /bookings/${await ahead(ask, { status: 'waitlisted' })}/confirm` }),
  cancelBooking: async (ask) => ({ line: `POST /bookings/${await ahead(ask)}/cancel`, body: { reason: 'ill' } }),
};
