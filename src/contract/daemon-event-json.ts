import type { LoggedEvent } from '../daemon/daemon-event.ts';
import type { DaemonEventJson } from './schemas/daemon-event-schema.ts';

/** An event is told to scripts as it stands in the log. */
export function toDaemonEventJson(event: LoggedEvent): DaemonEventJson {
  return event;
}
