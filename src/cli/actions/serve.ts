import { makeLink } from '../../accounts/access/link-service.ts';
import { readBaseUrl } from '../../accounts/access/server-address.ts';
import type { Session } from '../../app.ts';
import type { LinkJson } from '../../contract/access-json.ts';
import { toServingJson } from '../../contract/program-json.ts';
import { renderLink } from '../../render/access.ts';
import type { Style } from '../../render/style.ts';
import type { ServeRequest } from '../../server/check-serve.ts';
import { toJsonText } from '../../text/json-text.ts';
import { systemClock } from '../../time/clock.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { accessIn } from '../access-of.ts';
import { defineAction } from '../command.ts';
import { formatDaemonEvent } from '../daemon-text.ts';
import { EventStream } from '../event-stream.ts';
import { hasFlag, textOption } from '../raw-options.ts';

interface Input {
  readonly request: ServeRequest;
  readonly isScreen: boolean;
  readonly isJson: boolean;
}

interface Result {
  readonly url: string;
  /** Null where nobody waits for one: a service. */
  readonly link: LinkJson | null;
  readonly pid: number;
  readonly copiedSettings: readonly string[];
  readonly ended: Promise<void>;
  readonly log: EventStream<(style: Style) => string>;
  readonly isJson: boolean;
}

export const action = defineAction<Input, Result>({
  async parse(raw, { isScreen }) {
    const { checkServe } = await import('../../server/check-serve.ts');
    const [host, port, baseUrl] = ['host', 'port', 'baseUrl'].map((name) => textOption(raw, name));
    const hasReminders = raw.options['reminders'] !== false;
    const request = checkServe({ host, port, baseUrl, isInsecure: hasFlag(raw, 'insecure'), hasReminders });
    return { request, isScreen, isJson: hasFlag(raw, 'json') };
  },

  async run(session, { request, isScreen, isJson }) {
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
    const link = isScreen || isJson ? await linkOf(session) : null;
    return { url, link, pid: process.pid, copiedSettings, ended, log, isJson };
  },

  toText: () => '',
  toJson: toDocument,
  toNotes: ({ copiedSettings, link }) => [
    ...(copiedSettings.length === 0
      ? []
      : [`Your settings are kept in the database from now on: ${copiedSettings.join(', ')}.`]),
    ...(link === null ? ['numina account link makes a link that signs a browser in.'] : []),
  ],
  goesOnUnread: true,
  async *toChunks({ ended, log, isJson, ...served }, style) {
    const { url, link } = served;
    yield isJson ? `${toJsonText(toDocument(served), 2)}\n` : `Serving ${url}\n`;
    if (link !== null && !isJson) yield `${renderLink({ ...link, isScreen: true }, wallTimeAt, style)}\n`;
    // Standard output says where it is alone.
    log.endWith(ended);
    for await (const line of log) process.stderr.write(`${line(style)}\n`);
  },
});

/** A link that signs one browser in to the chosen account. */
async function linkOf(session: Session): Promise<LinkJson> {
  const { account, ...context } = await accessIn(session, undefined);
  const { secret, expiresAt } = await makeLink({ ...context, clock: systemClock });
  const { url } = await readBaseUrl(await session.database());
  return { account: account.name, url: `${url}/in/${secret}`, expiresAt };
}

function toDocument({ url, link, pid }: Pick<Result, 'url' | 'link' | 'pid'>) {
  return toServingJson({ url, signIn: link?.url ?? null, pid });
}
