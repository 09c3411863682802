import type { LoggedEvent } from '../daemon/daemon-event.ts';
import type { DaemonEventJson } from './schemas/daemon-event-schema.ts';

/** An event has the same shape in JSON as in the log. */
export function toDaemonEventJson(event: LoggedEvent): DaemonEventJson {
  return event;
}
