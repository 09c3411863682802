import type * as z from 'zod';
import { cookieName } from '../accounts/access/authenticate.ts';
import { buildComponents } from '../contract/schemas/build-components.ts';
import { fieldsOf } from '../contract/schemas/object-fields.ts';
import { problem } from '../contract/schemas/problem-schema.ts';
import { VERSION } from '../version.ts';
import type { Endpoint } from './endpoint.ts';

/** What may go wrong with any request. */
const PROBLEMS = [400, 401, 403, 404, 409, 412, 413, 415, 421, 422, 429, 500, 503];

const TAG = { description: 'The tag of what is answered', schema: { type: 'string' } };

/** The OpenAPI 3.1 document of the endpoints, made from the schemas that validate. */
export function buildOpenApi(endpoints: readonly Endpoint[], baseUrl: string): Readonly<Record<string, unknown>> {
  const { schemas, components } = buildComponents(schemasOf(endpoints));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint, schemas),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'numina',
      version: VERSION,
      description: 'All your fitness classes in one place. A field may be added at any time; none is ever renamed.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An access token' },
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: cookieName(baseUrl.startsWith('https:')) },
          description: 'That of a browser that is signed in',
        },
      },
      responses: {
        Problem: {
          description: 'An error',
          content: { 'application/problem+json': { schema: schemas['problem'] } },
        },
      },
    },
  };
}

/** The schemas of all endpoints, each by the name of its endpoint and what it is. */
function schemasOf(endpoints: readonly Endpoint[]): Record<string, z.ZodType> {
  const named: Record<string, z.ZodType> = { problem };
  for (const { name, query, body, answer } of endpoints) {
    if (body) named[`${name} body`] = body;
    if (answer.schema) named[`${name} answer`] = answer.schema;
    for (const [field, schema] of fieldsOf(query)) named[`${name} query ${field}`] = schema;
  }
  return named;
}

function operationOf(endpoint: Endpoint, schemas: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { method, name, summary, scope, answer } = endpoint;
  const isNone = answer.schema === undefined && answer.types === undefined;
  const types = answer.types ?? ['application/json'];
  const schema = answer.schema ? schemas[`${name} answer`] : { type: 'string' };
  return {
    operationId: name,
    summary,
    ...(scope === 'none' && { security: [] }),
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint, schemas), ...tagParameters(endpoint)],
    ...bodyOf(endpoint, schemas),
    responses: {
      [answer.status]: {
        description: summary,
        ...(method === 'GET' && { headers: { ETag: TAG } }),
        ...(!isNone && { content: Object.fromEntries(types.map((type) => [type, { schema }])) }),
      },
      ...(method === 'GET' && { 304: { description: 'As it was' } }),
      ...Object.fromEntries(PROBLEMS.map((status) => [status, { $ref: '#/components/responses/Problem' }])),
    },
  };
}

function bodyOf({ name, body, rawBody, isBodyOptional }: Endpoint, schemas: Readonly<Record<string, unknown>>) {
  if (rawBody) {
    const content = rawBody.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]);
    return { requestBody: { required: true, content: Object.fromEntries(content) } };
  }
  if (!body) return {};
  const content = { 'application/json': { schema: schemas[`${name} body`] } };
  return { requestBody: { required: !isBodyOptional, content } };
}

function pathParameters({ path }: Endpoint): unknown[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    schema: name === 'id' ? { $ref: '#/components/schemas/Id' } : { type: 'string' },
  }));
}

function queryParameters({ name, query }: Endpoint, schemas: Readonly<Record<string, unknown>>): unknown[] {
  return fieldsOf(query).map(([field]) => ({ name: field, in: 'query', schema: schemas[`${name} query ${field}`] }));
}

function tagParameters({ method, path }: Endpoint): unknown[] {
  if (method === 'GET') return [];
  if (!path.startsWith('/bookings/{id}')) return [];
  const description = 'The ETag of the booking: it is changed only where it is as it was then';
  return [{ name: 'If-Match', in: 'header', description, schema: { type: 'string' } }];
}
