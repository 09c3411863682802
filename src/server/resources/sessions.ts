import { endBrowserSession, listBrowserSessions } from '../../accounts/access/browser-session-service.ts';
import { toBrowserSessionJson } from '../../contract/access-json.ts';
import { browserSession } from '../../contract/schemas/access-schema.ts';
import { pageQuery } from '../../contract/schemas/filter-query-schema.ts';
import { pageOf } from '../../contract/schemas/list-schema.ts';
import { accessOf } from '../access-of.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pageOfAll } from '../page-of.ts';

const listSessions = defineEndpoint<typeof pageQuery>({
  method: 'GET',
  path: '/sessions',
  name: 'listSessions',
  summary: 'The browsers that are signed in, the one used last first',
  scope: 'read',
  query: pageQuery,
  answer: { status: 200, schema: pageOf(browserSession) },
  async run({ session, caller, query }) {
    const currentId = caller?.via === 'browser' ? caller.id : null;
    const all = await listBrowserSessions(await accessOf(session));
    return { json: pageOfAll(all, query, (some) => some.map((each) => toBrowserSessionJson(each, currentId))) };
  },
});

const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/sessions/{id}',
  name: 'endSession',
  summary: 'Sign a browser out',
  scope: 'write',
  answer: { status: 204 },
  async run({ session, params }) {
    await endBrowserSession(await accessOf(session), params['id'] ?? '');
    return {};
  },
});

export const SESSIONS = [listSessions, endSession];
