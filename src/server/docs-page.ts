import { fieldsOf } from '../contract/schemas/object-fields.ts';
import type { Endpoint } from './endpoint.ts';
import { inHtml } from './html-text.ts';

export const DOCS_STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentcolor 25%, transparent); padding: 0.4rem; text-align: start; vertical-align: top; }
code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
`;

/** The page about the API. It needs no script, and nothing from another place. */
export function buildDocsPage(endpoints: readonly Endpoint[], baseUrl: string): string {
  const rows = endpoints.map(
    (endpoint) =>
      `<tr><td><code>${endpoint.method} ${inHtml(endpoint.path)}</code></td><td>${inHtml(endpoint.summary)}</td><td>${asked(endpoint)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The API of numina</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<main>
<h1>The API of numina</h1>
<p>All of it is below <code>${inHtml(baseUrl)}/api/v1</code>, and is described for programs in <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
Each request names a token:</p>
<pre>curl -H "Authorization: Bearer TOKEN" ${inHtml(baseUrl)}/api/v1/calendar/upcoming</pre>
<p>Errors are <code>application/problem+json</code> (RFC 9457). Every answer to GET has an <code>ETag</code>; <code>If-Match</code> with that of a booking keeps a change from undoing another.</p>
<table>
<thead><tr><th scope="col">Request</th><th scope="col">Does</th><th scope="col">Takes</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
}

function asked({ query, body, rawBody }: Endpoint): string {
  const names = [...fieldsOf(query), ...fieldsOf(body)].map(([name]) => `<code>${inHtml(name)}</code>`);
  return rawBody ? rawBody.types.map((type) => `<code>${inHtml(type)}</code>`).join(', ') : names.join(', ');
}
