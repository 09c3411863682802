/** How docs/api.md begins. */
export const HEAD = `
# The HTTP API

\`numina serve\` answers at \`http://127.0.0.1:6464/api/v1\`, for every account. This page is made from the table of endpoints
(\`test/server/api-reference.test.ts\`), and a test runs each of its lines. Programs read the same at \`/api/v1/openapi.json\`
(OpenAPI 3.1), people at \`/docs\`.

\`\`\`sh
NUMINA=http://127.0.0.1:6464/api/v1
TOKEN=$(numina account token add --label curl --scope write --plain)
\`\`\`

- **Errors** are \`application/problem+json\` (RFC 9457): \`code\` is the word that the command line gives too, \`detail\` the fact,
  \`hint\` what to do, \`errors\` the fields that are wrong, each as a JSON Pointer. 400 and 422: the request is wrong. 401: no
  token. 403: the token may read only. 404: it is not there, or somebody else’s. 409: the record does not allow it. 412: it was
  changed meanwhile. 413, 415: the body. 503: the database.
- **Lists** have \`items\` and \`nextCursor\`; ask again with \`cursor\` until that is null. \`limit\` is 50, at most 500.
- **Tags.** Every GET but that of events answers with an \`ETag\`, and with 304 to an \`If-None-Match\` that still holds. \`If-Match\` with
  the tag of a booking changes it only where it is as it was then (412 otherwise).
- **Once.** POST /bookings takes an \`Idempotency-Key\`: the same request with the same key is done once, and answered alike for
  7 days. The key of another request is refused with 422; while the first is at work, with 409.
- **Changes.** GET /events is a stream of Server-Sent Events. For each change by any program, within a second, there is an event
  \`changed\`: \`{"revision":42,"ids":["…"],"kinds":["bookings"]}\`. \`ids\` are the bookings; null means that any may have changed.
  \`Last-Event-ID\` or \`?after=42\` brings what was missed.
- **Times** have offsets. \`startsAt\` takes ISO 8601 with an offset, or a wall time in the zone of the class; \`when\` takes words.

A settings change is checked as a whole; then its keys are stored one after another.
`;
