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

/** A booking of a class of its own that was attended. */
async function attended(ask: ApiServer['ask']): Promise<string> {
  day += 1;
  const startsAt = new Date(Date.UTC(2025, 5, day, 18)).toISOString();
  return ahead(ask, { class: `Reviewed ${day}`, startsAt, status: 'attended' });
}

async function newToken(ask: ApiServer['ask']): Promise<string> {
  return (await ask('POST /tokens', { body: { label: 'phone', scope: 'write' } })).json.token;
}

/** A request of a browser that is signed in, from a page of this server. */
async function signedIn(ask: ApiServer['ask']): Promise<ApiRequest> {
  const { headers } = await ask('POST /session', { body: { token: await newToken(ask) }, token: null });
  const [cookie = ''] = headers.get('set-cookie')?.split(';') ?? [];
  return { token: null, headers: { cookie, 'sec-fetch-site': 'same-origin' } };
}

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
  listUpcoming: async () => ({ line: 'GET /calendar/upcoming?days=30' }),
  showMonth: async () => ({ line: 'GET /calendar/month/2026-11' }),
  showWeek: async () => ({ line: 'GET /calendar/week/2026-11-24' }),
  showDay: async () => ({ line: 'GET /calendar/day/2026-11-24' }),
  exportCalendar: async () => ({ line: 'GET /calendar/export' }),
  showStats: async () => ({ line: 'GET /bookings/stats?year=2026' }),
  showStreak: async () => ({ line: 'GET /bookings/streak?explain=true' }),
  listInbox: async () => ({ line: 'GET /inbox' }),
  listHistory: async () => ({ line: 'GET /history?limit=5' }),
  listAchievements: async () => ({ line: 'GET /achievements' }),
  listClasses: async () => ({ line: 'GET /classes?name=yo' }),
  async listReviews(ask) {
    await ask(`PUT /bookings/${await attended(ask)}/review`, { body: { rating: 4 } });
    return { line: 'GET /reviews' };
  },
  saveReview: async (ask) => ({
    line: `PUT /bookings/${await attended(ask)}/review`,
    body: { rating: 5, text: 'calm' },
  }),
  async deleteReview(ask) {
    const id = await attended(ask);
    await ask(`PUT /bookings/${id}/review`, { body: { rating: 3 } });
    return { line: `DELETE /bookings/${id}/review` };
  },
  async listPauses(ask) {
    await ask('POST /pauses', { body: { from: '2027-05-01', to: '2027-05-02' } });
    return { line: 'GET /pauses' };
  },
  addPause: async () => ({ line: 'POST /pauses', body: { from: '2027-06-01', to: '2027-06-08', reason: 'sea' } }),
  async removePause(ask) {
    const { json } = await ask('POST /pauses', { body: { from: '2027-07-01', to: '2027-07-02' } });
    return { line: `DELETE /pauses/${json.id}` };
  },
  listJournal: async () => ({ line: 'GET /journal?limit=3' }),
  async undo(ask) {
    await ahead(ask);
    return { line: 'POST /undo', body: { steps: 1 } };
  },
  async redo(ask) {
    await ahead(ask);
    await ask('POST /undo');
    return { line: 'POST /redo' };
  },
  listWaitingMails: async () => ({ line: 'GET /mail/waiting' }),
  acceptMail: async () => ({ line: 'POST /mail/waiting/00000001-0000-4000-8000-000000000000/accept' }),
  refuseMail: async () => ({ line: 'POST /mail/waiting/00000002-0000-4000-8000-000000000000/refuse' }),
  understand: async () => ({ line: 'POST /understand', body: { when: 'tomorrow 7am', class: 'Yin' } }),
  getReminderPreferences: async () => ({ line: 'GET /bookings/reminder-preferences' }),
  setReminderPreferences: async () => ({
    line: 'PUT /bookings/reminder-preferences',
    body: { quietHours: '22:00-07:00', byType: { yoga: { offsets: [120] } } },
  }),
  listSettings: async () => ({ line: 'GET /settings' }),
  changeSettings: async () => ({ line: 'PATCH /settings', body: { weekly_target: 3, 'smtp.to': null } }),
  importFiles: async () => ({
    line: 'POST /import?dryRun=true',
    body: 'class,date,time\nRows,2027-09-01,18:00\n',
    headers: { 'content-type': 'text/csv' },
  }),
  signIn: async (ask) => ({ line: 'POST /session', body: { token: await newToken(ask) }, token: null }),
  signOut: async (ask) => ({ line: 'DELETE /session', ...(await signedIn(ask)) }),
  listSessions: async () => ({ line: 'GET /sessions' }),
  async endSession(ask) {
    const { json } = await ask('POST /session', { body: { token: await newToken(ask) }, token: null });
    return { line: `DELETE /sessions/${json.id}` };
  },
  async listTokens(ask) {
    await newToken(ask);
    return { line: 'GET /tokens' };
  },
  addToken: async () => ({ line: 'POST /tokens', body: { label: 'phone', scope: 'write' } }),
  async revokeToken(ask) {
    const { json } = await ask('POST /tokens', { body: { label: 'lost' } });
    return { line: `DELETE /tokens/${json.id}` };
  },
  async listShares(ask) {
    await ask('POST /shares', { body: { name: 'listed' } });
    return { line: 'GET /shares' };
  },
  addShare: async () => ({ line: 'POST /shares', body: { name: 'yoga', type: ['yoga'], exclude: ['location:Gym'] } }),
  async removeShare(ask) {
    await ask('POST /shares', { body: { name: 'over/now' } });
    return { line: `DELETE /shares/${encodeURIComponent('over/now')}` };
  },
};
