import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import openapiTypescript from 'openapi-typescript';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ENDPOINTS } from '../../src/server/resources/index.ts';
import { confirmation } from '../intake/mail-trust/waiting-samples.ts';
import { type ApiRequest, useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';
import { letWaitIn } from '../support/waiting-mails.ts';
import { ANSWERED } from './endpoint-rows.ts';

// The served document is the judge: what the server answers is read by it alone.

const api = useApiServer(useHomes(), (home) => letWaitIn(home, confirmation(), confirmation('Yin')));
const { ask } = api;

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: object;
    readonly responses: { readonly Problem: Operation['responses'][string] };
  };
}

async function readDocument(): Promise<Document> {
  return (await ask('GET /openapi.json', { token: null })).json;
}

/** A schema of the document as one that reads values. */
function readerOf(document: Document, schema: object): z.ZodType {
  const whole = { ...schema, $defs: document.components.schemas };
  const text = JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(JSON.parse(text));
}

describe('the document', () => {
  test('describes every endpoint, and only those', async () => {
    const { openapi, paths } = await readDocument();
    expect(openapi).toBe('3.1.0');
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).toSorted());
    const names = ENDPOINTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('has a page that needs no other place', async () => {
    const { headers, text } = await ask('GET //docs', { token: null });
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const { method, path } of ENDPOINTS) expect(text).toContain(`${method} ${path}`);
    expect(text.match(/(?:src|href)="[^"]*"/g)).toEqual(['href="/docs.css"', 'href="/api/v1/openapi.json"']);
    expect(text).not.toMatch(/<script|style=/);
  });

  test('and each GET is known by its tag', async () => {
    for (const line of ['GET //docs', 'GET //docs.css', 'GET /openapi.json']) {
      const tag = (await ask(line)).headers.get('etag') ?? '';
      expect(await ask(line, { headers: { 'if-none-match': tag } }), line).toMatchObject({ status: 304 });
    }
  });
});

/** What ends. */
const ENDING = ENDPOINTS.filter(({ answer }) => !answer.types?.includes('text/event-stream'));

async function requestOf(name: string): Promise<ApiRequest & { readonly line: string }> {
  const row = ANSWERED[name];
  return row === undefined ? { line: '' } : row(ask);
}

test('every endpoint is called here, but for what never ends', () => {
  expect(Object.keys(ANSWERED).toSorted()).toEqual(ENDING.map(({ name }) => name).toSorted());
});

describe.each(ENDING.map((endpoint) => [endpoint.name, endpoint] as const))(
  '%s',
  (name, { method, path, scope, answer }) => {
    test('answers what the document says', async () => {
      const document = await readDocument();
      const operation = document.paths[path]?.[method.toLowerCase()];
      const { line, ...request } = await requestOf(name);
      const { status, headers, text, json } = await ask(line, request);
      expect({ status, operation: operation?.operationId }, text).toEqual({ status: answer.status, operation: name });
      const content = operation?.responses[status]?.content ?? {};
      const [type = ''] = (headers.get('content-type') ?? '').split(';');
      if (Object.keys(content).length === 0) return expect(text).toBe('');
      expect(Object.keys(content)).toContain(type);
      if (type === 'application/json')
        expect(readerOf(document, content[type]?.schema ?? {}).safeParse(json).error).toBeUndefined();
      if (method === 'GET') {
        const tag = headers.get('etag') ?? '';
        expect(await ask(line, { ...request, headers: { ...request.headers, 'if-none-match': tag } })).toMatchObject({
          status: 304,
          text: '',
        });
      }
    });

    test('lets nobody in who does not say who it is, and nobody change who may only read', async () => {
      const document = await readDocument();
      const problem = readerOf(
        document,
        document.components.responses.Problem.content?.['application/problem+json']?.schema ?? {},
      );
      const line = `${method} ${path.replace('{id}', '00000000-0000-4000-8000-000000000000').replace('{month}', '2026-11').replace('{date}', '2026-11-24').replace('{name}', 'x')}`;
      const nobody = await ask(line, { token: null });
      const expected = scope === 'none' ? { status: 415 } : { status: 401, json: { code: 'not_signed_in' } };
      expect(nobody).toMatchObject(expected);
      expect(problem.safeParse(nobody.json).error).toBeUndefined();
      if (scope === 'write') expect((await ask(line, { token: 'ana-read' })).status).toBe(403);
    });
  },
);

describe('a client that is made from the document', () => {
  const folder = useTemporaryFolder();

  test('compiles, and books', async () => {
    const types = await openapiTypescript((await readDocument()) as never);
    writeFileSync(folder('api.d.ts'), types);
    writeFileSync(folder('client.mts'), CLIENT);
    const [tsc, root] = [join(ROOT, 'node_modules/.bin/tsc'), folder()];
    const flags = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', '[]'];
    await execa(tsc, [...flags.slice(0, -2), folder('client.mts'), '--outDir', root], { cwd: root });
    const { stdout } = await execa('node', [folder('client.mjs'), api.url], { extendEnv: false });
    const id = stdout.trim();
    expect((await ask(`GET /bookings/${id}`)).json).toMatchObject({ class: { name: 'From a client' } });
  });
});

const ROOT = join(import.meta.dirname, '..', '..');

const CLIENT = `
import type { components, paths } from './api.d.ts';
const [, , url] = process.argv;
const body: paths['/bookings']['post']['requestBody']['content']['application/json'] =
  { class: 'From a client', startsAt: '2027-04-01T18:00', durationMinutes: 45 };
const response = await fetch(url + '/api/v1/bookings', {
  method: 'POST',
  headers: { authorization: 'Bearer ana', 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const booked = (await response.json()) as paths['/bookings']['post']['responses'][201]['content']['application/json'];
const one: components['schemas']['Booking'] | undefined = 'items' in booked ? booked.items[0] : booked;
console.log(one?.id);
declare const process: { argv: string[] };
declare const console: { log(text: unknown): void };
`;
