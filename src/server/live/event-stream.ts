import type { Session } from '../../app.ts';
import { toChangedJson } from '../../contract/changed-json.ts';
import { readChanges } from '../../journal/changes-service.ts';
import { toJsonText } from '../../text/json-text.ts';
import type { Changed, LiveChanges } from './live-changes.ts';

/** A connection on which nothing is sent is taken for a dead one by what lies between. */
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it comes back. */
const RETRY_MS = 1000;

export interface EventsRequest {
  readonly session: Session;
  readonly live: LiveChanges;
  /** The revision that the client knows; null where it has none. */
  readonly after: number | null;
  /** Whether the sender may still read. */
  readonly isLetIn: () => Promise<boolean>;
  /** Ends the stream. */
  readonly ending: AbortSignal;
}

/** A stream of Server-Sent Events: `changed` for each change of the record, until either side ends it. */
export function openEventStream({ session, live, after, isLetIn, ending }: EventsRequest): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = (): void => undefined;
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      let isOpen = true;
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const tell = (changed: Changed) =>
        write(`id: ${changed.revision}\nevent: changed\ndata: ${toJsonText(toChangedJson(changed))}\n\n`);
      const { revision, release } = await live.listen(session, tell);
      const heartbeat = setInterval(async () => {
        // Who was shut out meanwhile hears no more.
        if (await isLetIn().catch(() => true)) write(': still here\n\n');
        else close();
      }, HEARTBEAT_MS);
      close = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        release();
        ending.removeEventListener('abort', close);
        controller.close();
      };
      ending.addEventListener('abort', close);
      write(`id: ${revision}\nretry: ${RETRY_MS}\n: from here on\n\n`);
      if (after !== null && after !== revision) {
        tell({ ...(await readChanges((await session.bookings()).store, after)), hasSettings: true });
      }
      if (ending.aborted) close();
    },
    cancel() {
      close();
    },
  });
}
