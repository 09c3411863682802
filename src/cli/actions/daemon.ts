import type { App } from '../../app.ts';
import { watchSettings } from '../../config/watch-settings.ts';
import type { LoggedEvent } from '../../daemon/daemon-event.ts';
import { daemonFiles } from '../../daemon/daemon-files.ts';
import type { DaemonConfig } from '../../daemon/loop.ts';
import { openChannels } from '../../daemon/open-channels.ts';
import { runDaemon, type SessionParts } from '../../daemon/run-daemon.ts';
import type { Style } from '../../render/style.ts';
import { toJsonText } from '../../text/json-text.ts';
import { systemClock } from '../../time/clock.ts';
import { systemZone } from '../../time/zones.ts';
import { VERSION } from '../../version.ts';
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
  /** Ends the loop, where nobody hears of it any more. */
  readonly end: () => void;
  readonly isJson: boolean;
}

export const action = defineAction<Input, Result>({
  parse: (raw) => ({ isOnce: hasFlag(raw, 'once'), standsBy: hasFlag(raw, 'standBy'), isJson: hasFlag(raw, 'json') }),

  async run(app, { isOnce, standsBy, isJson }) {
    const ending = new AbortController();
    const events = new EventStream<LoggedEvent>();
    const end = (): void => ending.abort();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, end);
    const parts = await partsOf(app, isOnce, ending.signal);
    const openAgain = async () => {
      const again = app.again();
      return { parts: await partsOf(again, isOnce, ending.signal), close: () => again.close() };
    };
    const running = runDaemon({
      parts,
      openAgain,
      files: daemonFiles(app.env, parts.database.path),
      version: VERSION,
      pid: process.pid,
      isOnce,
      standsBy,
      onEvent: (event) => events.push(event),
    });
    events.endWith(running);
    return { events, end, isJson };
  },

  toText: () => '',
  toJson: () => null,
  goesOnUnread: true,
  async *toChunks({ events, end, isJson }, style) {
    try {
      for await (const event of events) yield `${isJson ? toJsonText(event) : formatDaemonEvent(event, style)}\n`;
    } finally {
      end();
    }
  },
});

/** What the daemon works with. In the loop the clock is the system's, whatever `NUMINA_NOW` says. */
async function partsOf(app: App, isOnce: boolean, signal: AbortSignal): Promise<SessionParts> {
  const { store, newId } = await app.bookings();
  const { env } = app;
  const settings = watchSettings(env);
  let current = settings();
  const homeZone = (): string => env['NUMINA_ZONE'] ?? current.zone ?? systemZone(env);
  // A wrong zone is told now and not at every tick.
  const zone = app.homeZone;
  let config: DaemonConfig = configOf(env, current.clock);
  return {
    context: { store, newId, clock: isOnce ? app.clock : systemClock, homeZone: () => homeZone() || zone },
    database: await app.database(),
    config() {
      const latest = settings();
      if (latest !== current) config = configOf(env, latest.clock);
      current = latest;
      return config;
    },
    signal,
    ...(await app.duties(isOnce)),
  };
}

function configOf(env: NodeJS.ProcessEnv, clock: Style['clock']): DaemonConfig {
  return { channels: openChannels({ env, clock }), clock };
}
