import { useEffect, useState } from 'preact/hooks';

/** Whether what the page shows comes from the server now. */
export interface Connection {
  /** When the oldest answer on the page was given; null where the server answers. */
  readonly seenAt: Date | null;
}

const NOW: Connection = { seenAt: null };
let connection: Connection = NOW;
const listeners = new Set<() => void>();

/** Notes from when an answer is: `seenAt` is null where the server gave it now. */
export function noteAnswer(seenAt: Date | null): void {
  const isNews = seenAt === null ? connection.seenAt !== null : isOlder(seenAt);
  if (!isNews) return;
  connection = seenAt === null ? NOW : { seenAt };
  for (const tell of listeners) tell();
}

function isOlder(seenAt: Date): boolean {
  return connection.seenAt === null || seenAt.getTime() < connection.seenAt.getTime();
}

export function useConnection(): Connection {
  const [state, setState] = useState(connection);
  useEffect(() => {
    const look = () => setState(connection);
    look();
    listeners.add(look);
    return () => {
      listeners.delete(look);
    };
  }, []);
  return state;
}

/** Lets the calendar open without a network from now on. Browsers offer it on https and on this machine only. */
export function keepForOffline(): void {
  void navigator.serviceWorker?.register('/service-worker.js');
}

/** Forgets what was kept for a look without a network: the person signed out. */
export async function forgetSeen(): Promise<void> {
  if ('caches' in window) await caches.delete('numina-seen');
}
