import { eventsQuery } from '../../contract/schemas/filter-query-schema.ts';
import { defineEndpoint } from '../endpoint.ts';
import { openEventStream } from '../live/event-stream.ts';

const events = defineEndpoint<typeof eventsQuery>({
  method: 'GET',
  path: '/events',
  name: 'listenForChanges',
  summary: 'Server-Sent Events: changed, with a Changed as its data, for each change by any program',
  scope: 'read',
  query: eventsQuery,
  answer: { status: 200, types: ['text/event-stream'] },
  async run({ session, live, headers, isLetIn, ending, query }) {
    const known = headers.get('last-event-id') ?? query.after;
    const after = known !== undefined && /^\d{1,15}$/.test(known) ? Number(known) : null;
    return {
      stream: {
        body: openEventStream({ session, live, after, isLetIn, ending }),
        // A proxy that gathers would hold them back.
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      },
    };
  },
});

export const EVENTS = [events];
