import { toServingJson } from '../../contract/program-json.ts';
import type { Style } from '../../render/style.ts';
import type { ServeRequest } from '../../server/check-serve.ts';
import { toJsonText } from '../../text/json-text.ts';
import { systemClock } from '../../time/clock.ts';
import { defineAction } from '../command.ts';
import { formatDaemonEvent } from '../daemon-text.ts';
import { EventStream } from '../event-stream.ts';
import { hasFlag, textOption } from '../raw-options.ts';

interface Input {
  readonly request: ServeRequest;
  readonly isJson: boolean;
}

interface Result {
  readonly url: string;
  readonly pid: number;
  readonly copiedSettings: readonly string[];
  readonly ended: Promise<void>;
  readonly log: EventStream<(style: Style) => string>;
  readonly isJson: boolean;
}

export const action = defineAction<Input, Result>({
  async parse(raw) {
    const { checkServe } = await import('../../server/check-serve.ts');
    const [host, port, baseUrl] = ['host', 'port', 'baseUrl'].map((name) => textOption(raw, name));
    const hasReminders = raw.options['reminders'] !== false;
    const request = checkServe({ host, port, baseUrl, isInsecure: hasFlag(raw, 'insecure'), hasReminders });
    return { request, isJson: hasFlag(raw, 'json') };
  },

  async run(session, { request, isJson }) {
    const { runServer } = await import('../../server/run-server.ts');
    const ending = new AbortController();
    const log = new EventStream<(style: Style) => string>();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
    const { url, copiedSettings, ended } = await runServer(session.process, {
      ...request,
      signal: ending.signal,
      onEvent: (event) => log.push((style) => formatDaemonEvent(event, style)),
      onRequest({ method, pattern, status, tookMs }) {
        const line = `${systemClock.now().toISOString()} ${method} ${pattern} ${status} ${tookMs.toFixed(1)} ms`;
        log.push(() => line);
      },
      onDefect: (error) => log.push(() => (error instanceof Error ? `${error.stack}` : String(error))),
    });
    return { url, pid: process.pid, copiedSettings, ended, log, isJson };
  },

  toText: () => '',
  toJson: toServingJson,
  toNotes: ({ copiedSettings }) =>
    copiedSettings.length === 0
      ? []
      : [`Your settings are kept in the database from now on: ${copiedSettings.join(', ')}.`],
  goesOnUnread: true,
  async *toChunks({ url, pid, ended, log, isJson }, style) {
    yield isJson ? `${toJsonText(toServingJson({ url, pid }), 2)}\n` : `Serving ${url}\n`;
    // Standard output says where it is alone.
    log.endWith(ended);
    for await (const line of log) process.stderr.write(`${line(style)}\n`);
  },
});
