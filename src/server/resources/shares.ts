import { addShare, listShares, removeShare } from '../../calendar/shares/share-service.ts';
import { toShareJson } from '../../contract/access-json.ts';
import { shareRequest } from '../../contract/schemas/access-request-schema.ts';
import { share } from '../../contract/schemas/access-schema.ts';
import { pageQuery } from '../../contract/schemas/filter-query-schema.ts';
import { pageOf } from '../../contract/schemas/list-schema.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pageOfAll } from '../page-of.ts';
import { saidFilterOf } from '../said-filter-of.ts';

// An address goes on working when the token is revoked by which it was read: who may only read does not see it.
const shares = defineEndpoint<typeof pageQuery>({
  method: 'GET',
  path: '/shares',
  name: 'listShares',
  summary: 'The calendars that others subscribe to, with their addresses',
  scope: 'write',
  query: pageQuery,
  answer: { status: 200, schema: pageOf(share) },
  async run({ session, query }) {
    return { json: pageOfAll(await listShares(await session.shares()), query, (some) => some.map(toShareJson)) };
  },
});

const newOne = defineEndpoint<never, typeof shareRequest>({
  method: 'POST',
  path: '/shares',
  name: 'addShare',
  summary: 'Make an address at which others subscribe to the bookings that match',
  scope: 'write',
  body: shareRequest,
  answer: { status: 201, schema: share },
  async run({ session, body: { name, ...filter } }) {
    return { json: toShareJson(await addShare(await session.shares(), { name, filter: saidFilterOf(filter) })) };
  },
});

const remove = defineEndpoint({
  method: 'DELETE',
  path: '/shares/{name}',
  name: 'removeShare',
  summary: 'End a shared calendar: its address leads nowhere from then on',
  scope: 'write',
  answer: { status: 204 },
  async run({ session, params }) {
    await removeShare(await session.shares(), params['name'] ?? '');
    return {};
  },
});

export const SHARES = [shares, newOne, remove];
