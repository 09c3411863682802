import { addToken, listTokens, revokeToken } from '../../accounts/access/token-service.ts';
import { toNewTokenJson, toTokenJson } from '../../contract/access-json.ts';
import { tokenRequest } from '../../contract/schemas/access-request-schema.ts';
import { newToken, token } from '../../contract/schemas/access-schema.ts';
import { pageQuery } from '../../contract/schemas/filter-query-schema.ts';
import { pageOf } from '../../contract/schemas/list-schema.ts';
import { accessOf } from '../access-of.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pageOfAll } from '../page-of.ts';

const tokens = defineEndpoint<typeof pageQuery>({
  method: 'GET',
  path: '/tokens',
  name: 'listTokens',
  summary: 'The access tokens, without their secrets',
  scope: 'read',
  query: pageQuery,
  answer: { status: 200, schema: pageOf(token) },
  async run({ session, query }) {
    return { json: pageOfAll(await listTokens(await accessOf(session)), query, (some) => some.map(toTokenJson)) };
  },
});

const newOne = defineEndpoint<never, typeof tokenRequest>({
  method: 'POST',
  path: '/tokens',
  name: 'addToken',
  summary: 'Make an access token, which is shown this once',
  scope: 'write',
  body: tokenRequest,
  answer: { status: 201, schema: newToken },
  run: async ({ session, body }) => ({ json: toNewTokenJson(await addToken(await accessOf(session), body)) }),
});

const revoke = defineEndpoint({
  method: 'DELETE',
  path: '/tokens/{id}',
  name: 'revokeToken',
  summary: 'End an access token at once, with the browsers that it has signed in',
  scope: 'write',
  answer: { status: 204 },
  async run({ session, params }) {
    await revokeToken(await accessOf(session), params['id'] ?? '');
    return {};
  },
});

export const TOKENS = [tokens, newOne, revoke];
