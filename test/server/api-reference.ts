import type * as z from 'zod';
import { fieldsOf } from '../../src/contract/schemas/object-fields.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import type { ApiRequest } from '../support/api-server.ts';

/** An endpoint with a request that it answers as it should. */
export interface Example {
  readonly endpoint: Endpoint;
  readonly line: string;
  readonly request: ApiRequest;
}

const ID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/** The request as a line for a shell, with `$NUMINA`, `$TOKEN` and `$ID`. */
export function curlOf({ endpoint: { method }, line, request: { body, headers = {} } }: Example): string {
  const path = line.replace(/^\S+ /, '').replace(ID, '$ID');
  const isJson = typeof body === 'object';
  const said = isJson ? JSON.stringify(body).replace(ID, '$ID') : String(body ?? '');
  const types = isJson ? { 'content-type': 'application/json' } : headers;
  return [
    'curl',
    ...(method === 'GET' || (method === 'POST' && body !== undefined) ? [] : [`-X ${method}`]),
    `-H "Authorization: Bearer $TOKEN"`,
    ...Object.entries(types).map(([name, value]) => `-H "${name}: ${value}"`),
    `"$NUMINA${path}"`,
    ...(body === undefined ? [] : [`--data-binary ${inQuotes(said)}`]),
  ].join(' ');
}

function inQuotes(text: string): string {
  return text.includes('\n') ? `$'${text.replaceAll('\n', '\\n')}'` : `'${text}'`;
}

/** The document about the API, made from the table of endpoints. */
export function writeReference(examples: readonly Example[], head: string): string {
  return `${[head.trim(), ...examples.map(describe)].join('\n\n')}\n`;
}

function describe(example: Example): string {
  const { method, path, summary, scope, query, body, rawBody, answer } = example.endpoint;
  const types = answer.types ?? (answer.schema ? ['application/json'] : []);
  const answers = [String(answer.status), ...types].join(' ');
  return [
    `### ${method} ${path}`,
    `${summary}. Needs the scope \`${scope}\`; answers ${answers}.`,
    ...table('Query', query),
    ...table('Body', body),
    ...(rawBody ? [`The body is ${rawBody.types.map((type) => `\`${type}\``).join(', ')}.`] : []),
    `\`\`\`sh\n${curlOf(example)}\n\`\`\``,
  ].join('\n\n');
}

function table(title: string, schema: z.ZodType | undefined): string[] {
  const rows = fieldsOf(schema).map(
    ([name, type]) => `| \`${name}\` | ${(type.description ?? '').replaceAll('|', '\\|')} |`,
  );
  return rows.length === 0 ? [] : [[`| ${title} | |`, '|---|---|', ...rows].join('\n')];
}
