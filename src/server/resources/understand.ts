import { understandWords } from '../../bookings/understand-service.ts';
import { understanding, understandRequest } from '../../contract/schemas/understand-schema.ts';
import { toUnderstandingJson } from '../../contract/understand-json.ts';
import { wordForApi } from '../api-wording.ts';
import { defineEndpoint } from '../endpoint.ts';

const understand = defineEndpoint<never, typeof understandRequest>({
  method: 'POST',
  path: '/understand',
  name: 'understand',
  summary: 'What words for a start mean, before anything is booked',
  scope: 'read',
  body: understandRequest,
  answer: { status: 200, schema: understanding },
  async run({ session, body: { when, zone, class: name } }) {
    const result = await understandWords(await session.bookings(), { when, zone, name });
    return { json: toUnderstandingJson(result, session.settings.clock, wordForApi) };
  },
});

export const UNDERSTAND = [understand];
