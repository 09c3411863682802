import { toServingJson } from '../../contract/program-json.ts';
import type { ServeRequest } from '../../server/check-serve.ts';
import { toJsonText } from '../../text/json-text.ts';
import { defineAction } from '../command.ts';
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
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
    const { url, copiedSettings, ended } = await runServer(session.process, {
      ...request,
      signal: ending.signal,
      onEvent: () => undefined,
      onDefect: () => undefined,
    });
    return { url, pid: process.pid, copiedSettings, ended, isJson };
  },

  toText: () => '',
  toJson: toServingJson,
  toNotes: ({ copiedSettings }) =>
    copiedSettings.length === 0
      ? []
      : [`Your settings are kept in the database from now on: ${copiedSettings.join(', ')}.`],
  goesOnUnread: true,
  async *toChunks({ url, pid, ended, isJson }) {
    yield isJson ? `${toJsonText(toServingJson({ url, pid }), 2)}\n` : `Serving ${url}\n`;
    await ended;
  },
});
