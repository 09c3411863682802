import { checkPageLimit } from '../../bookings/page-service.ts';
import { toJournalJson } from '../../contract/journal-json.ts';
import { toRefusedJson, toWaitingJson } from '../../contract/mail-json.ts';
import { nothing } from '../../contract/schemas/booking-request-schema.ts';
import { journalQuery, pageQuery } from '../../contract/schemas/filter-query-schema.ts';
import { journal, journalItems } from '../../contract/schemas/journal-schema.ts';
import { pageOf } from '../../contract/schemas/list-schema.ts';
import { refused, waiting } from '../../contract/schemas/mail-schema.ts';
import { stepsRequest } from '../../contract/schemas/other-request-schema.ts';
import { acceptMails, listWaiting, refuseMails } from '../../intake/mail-trust/waiting-service.ts';
import { listJournal, reverseJournal } from '../../journal/journal-requests.ts';
import { wordForApi } from '../api-wording.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pageOfAll } from '../page-of.ts';

const steps = defineEndpoint<typeof journalQuery>({
  method: 'GET',
  path: '/journal',
  name: 'listJournal',
  summary: 'The last steps, the latest first',
  scope: 'read',
  query: journalQuery,
  answer: { status: 200, schema: journalItems },
  changesWith: 'record',
  async run({ session, query: { limit, feed = null } }) {
    const context = await session.journal();
    const { steps: found } = await listJournal(context, { count: checkPageLimit(limit), feed });
    return { json: { items: toJournalJson(found, true, context.homeZone).done } };
  },
});

function defineReversal(direction: 'undo' | 'redo') {
  return defineEndpoint<never, typeof stepsRequest>({
    method: 'POST',
    path: `/${direction}`,
    name: direction,
    summary: direction === 'undo' ? 'Take the last steps back' : 'Do again what was taken back',
    scope: 'write',
    body: stepsRequest,
    isBodyOptional: true,
    answer: { status: 200, schema: journal },
    async run({ session, body: { steps: count = 1, feed = null } }) {
      const context = await session.journal();
      const { steps: reversed } = await reverseJournal(context, direction, { count, feed });
      return { json: toJournalJson(reversed, false, context.homeZone) };
    },
  });
}

const mails = defineEndpoint<typeof pageQuery>({
  method: 'GET',
  path: '/mail/waiting',
  name: 'listWaitingMails',
  summary: 'Mails that wait for the word of the person, the oldest first',
  scope: 'read',
  query: pageQuery,
  answer: { status: 200, schema: pageOf(waiting) },
  // Its text would not do: the booking that may come of a mail has another id each time.
  changesWith: 'record',
  marksByHabit: true,
  async run({ session, query }) {
    const all = await listWaiting(await session.bookings());
    return { json: pageOfAll(all, query, (some) => some.map((each) => toWaitingJson(each, wordForApi))) };
  },
});

const MAIL = { method: 'POST', scope: 'write', isBodyOptional: true, marksByHabit: true, body: nothing } as const;

const accept = defineEndpoint<never, typeof nothing>({
  ...MAIL,
  path: '/mail/waiting/{id}/accept',
  name: 'acceptMail',
  summary: 'Take what a mail says',
  answer: { status: 200, schema: waiting },
  async run({ session, params }) {
    const [accepted] = await acceptMails(await session.bookings(), { ids: [params['id'] ?? ''] });
    return accepted ? { json: toWaitingJson(accepted, wordForApi) } : {};
  },
});

const refuse = defineEndpoint<never, typeof nothing>({
  ...MAIL,
  path: '/mail/waiting/{id}/refuse',
  name: 'refuseMail',
  summary: 'Take nothing of what a mail says',
  answer: { status: 200, schema: refused },
  async run({ session, params }) {
    const [mail] = await refuseMails(await session.bookings(), { ids: [params['id'] ?? ''] });
    return mail ? { json: toRefusedJson(mail) } : {};
  },
});

export const STEPS = [steps, defineReversal('undo'), defineReversal('redo'), mails, accept, refuse];
