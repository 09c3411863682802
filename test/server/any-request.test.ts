import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { fieldsOf, isRepeatable } from '../../src/contract/schemas/object-fields.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import { ENDPOINTS } from '../../src/server/resources/index.ts';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

// Whatever a program sends, it is answered, and never by a defect: the requests are made from the table of endpoints.

const api = useApiServer(useHomes());
afterAll(() => expect(api.defects).toEqual([]));

const RUNS = 25;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1e9', 'null', '2026-11-24', '2026-02-30', '9999-12-31', '0000-00-00', '2026-11-24T18:00'],
    ...['tomorrow 18:00', 'next', 'off', '22-7', 'true', '%', '_', "'; drop table bookings", '../../etc/passwd'],
    ...['\u0000', '\ud800', '𝕊𝕡𝕚𝕟', 'x'.repeat(3000), 'Europe/Berlin', 'field:value', 'WyIiLCIiXQ', 'W10', 'yoga', '*'],
  ),
);
const value = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 4 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const ids = fc.oneof(fc.uuid(), fc.constant('00000000-0000-4000-8000-000000000000'));

/** Some of the fields of a schema, most of the kinds that they take. */
function fieldsArbitrary(schema: z.ZodType | undefined, each: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const known = Object.fromEntries(fieldsOf(schema).map(([name]) => [name, each]));
  const some = fc.record(known, { requiredKeys: [] });
  return fc.oneof({ weight: 9, arbitrary: some }, fc.dictionary(text, each, { maxKeys: 3 }));
}

function bodyArbitrary({ body, rawBody }: Endpoint): fc.Arbitrary<string | undefined> {
  if (rawBody) return fc.oneof(text, fc.constant('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'));
  const json = fieldsArbitrary(body, value).map((said) => JSON.stringify(said));
  const other = fc.oneof(
    text,
    value.map((said) => JSON.stringify(said) ?? ''),
    fc.constant(undefined),
  );
  return fc.oneof({ weight: 8, arbitrary: json }, other);
}

function requestArbitrary(endpoint: Endpoint) {
  return fc.record({
    id: ids,
    month: fc.constantFrom('2026-11', '0000-00', '9999-12', '2026-13'),
    date: fc.constantFrom('2026-11-24', '0000-01-01', '9999-12-31', '2026-02-30'),
    query: fieldsArbitrary(endpoint.query, fc.oneof({ weight: 5, arbitrary: text }, fc.array(text, { maxLength: 3 }))),
    body: bodyArbitrary(endpoint),
    type: fc.constantFrom(...(endpoint.rawBody?.types ?? ['application/json']), 'text/plain'),
    headers: fc.record(
      {
        'if-match': fc.constantFrom('*', '""', 'W/"x"', ',,,'),
        'if-none-match': fc.constantFrom('*', '""', 'x'),
        'idempotency-key': fc.constantFrom('a', 'b', ' ', 'ü', 'x'.repeat(300)),
        'accept-encoding': fc.constantFrom('br', 'gzip;q=x', '*', ';;,'),
      },
      { requiredKeys: [] },
    ),
  });
}

const ENDING = ENDPOINTS.filter(({ answer }) => !answer.types?.includes('text/event-stream'));

test.each(ENDING.map((endpoint) => [endpoint.name, endpoint] as const))('%s', async (_name, endpoint) => {
  const { method, path } = endpoint;
  await fc.assert(
    fc.asyncProperty(requestArbitrary(endpoint), async ({ id, month, date, query, body, type, headers }) => {
      const params = new URLSearchParams();
      for (const [name, said] of Object.entries(query)) {
        for (const each of isRepeatable(endpoint.query, name) ? [said].flat() : [said]) {
          params.append(name, String(each).toWellFormed());
        }
      }
      const filled = path.replace('{id}', id).replace('{month}', month).replace('{date}', date);
      const hasBody = method !== 'GET' && body !== undefined;
      const isSendable = Object.values(headers).every((each) => /^[\x20-\xff]*$/.test(each));
      const answer = await api.ask(`${method} ${filled}?${params}`, {
        ...(hasBody && { body: body.toWellFormed() }),
        headers: { ...(isSendable ? headers : {}), ...(hasBody && { 'content-type': type }) },
      });
      expect(answer.status, answer.text).toBeLessThan(500);
      expect(answer.text).not.toMatch(/\n\s+at |\.ts:\d|sqlite|node_modules/i);
      if (answer.status >= 400) expect(answer.json).toMatchObject({ status: answer.status, code: expect.any(String) });
    }),
    { numRuns: RUNS },
  );
});

test.each(['null', '[]', '"x"', '3'])('a body %s where none belongs is told', async (body) => {
  const id = '00000000-0000-4000-8000-000000000000';
  const headers = { 'content-type': 'application/json' };
  expect(await api.ask(`DELETE /pauses/${id}`, { body, headers })).toMatchObject({ status: 422 });
});
