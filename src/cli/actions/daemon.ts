import { toDaemonEventJson } from '../../contract/daemon-event-json.ts';
import { prepareDaemon } from '../../daemon/compose-daemon.ts';
import type { LoggedEvent } from '../../daemon/daemon-event.ts';
import { toJsonText } from '../../text/json-text.ts';
import { defineAction } from '../command.ts';
import { formatDaemonEvent } from '../daemon-text.ts';
import { EventStream } from '../event-stream.ts';
import { hasFlag } from '../raw-options.ts';

interface Input {
  readonly isOnce: boolean;
  readonly standsBy: boolean;
  readonly isJson: boolean;
}

interface Result {
  readonly events: EventStream<LoggedEvent>;
  /** Stops the loop when nobody reads the events any more. */
  readonly end: () => void;
  readonly isJson: boolean;
}

export const action = defineAction<Input, Result>({
  parse: (raw) => ({ isOnce: hasFlag(raw, 'once'), standsBy: hasFlag(raw, 'standBy'), isJson: hasFlag(raw, 'json') }),

  async run(session, { isOnce, standsBy, isJson }) {
    const ending = new AbortController();
    const events = new EventStream<LoggedEvent>();
    const end = (): void => ending.abort();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, end);
    const run = await prepareDaemon(session.process, {
      ...{ isOnce, standsBy, signal: ending.signal },
      onEvent: (event) => events.push(event),
    });
    events.endWith(run());
    return { events, end, isJson };
  },

  toText: () => '',
  toJson: () => null,
  goesOnUnread: true,
  async *toChunks({ events, end, isJson }, style) {
    try {
      for await (const event of events) {
        yield `${isJson ? toJsonText(toDaemonEventJson(event)) : formatDaemonEvent(event, style)}\n`;
      }
    } finally {
      end();
    }
  },
});
