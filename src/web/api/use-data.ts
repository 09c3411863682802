import { useEffect, useState } from 'preact/hooks';
import { ask } from './ask.ts';
import { ProblemError, type ProblemJson } from './problem.ts';

/** What the server last said to a path. */
export interface Data<T> {
  readonly value: T | null;
  readonly etag: string | null;
  /** Why the value is missing or may be old. */
  readonly problem: ProblemJson | null;
  readonly isAsking: boolean;
}

type Kept = Pick<Data<unknown>, 'value' | 'etag'>;

const NOTHING: Kept = { value: null, etag: null };
// The pages that were looked at last are shown at once, and asked for again behind.
const MOST_KEPT = 60;
const kept = new Map<string, Kept>();
const listeners = new Set<() => void>();

/** Asks for all that is shown again: something was changed. */
export function refresh(): void {
  for (const look of [...listeners]) look();
}

/** Calls `look` whenever all that is shown is to be asked for again; gives the end of that. */
export function onRefresh(look: () => void): () => void {
  listeners.add(look);
  return () => {
    listeners.delete(look);
  };
}

/** Forgets everything: the person signed out. */
export function forgetData(): void {
  kept.clear();
}

/** Keeps what the server answered, so that the next look at `path` shows it at once. */
export function keepData(path: string, answer: Kept): void {
  kept.delete(path);
  kept.set(path, answer);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** What the API says to GET `path`; nothing is asked where it is null. */
export function useData<T>(path: string | null): Data<T> {
  const [state, setState] = useState<Data<T> & { readonly path: string | null }>(() => start<T>(path));
  useEffect(() => {
    if (path === null) return;
    let latest: AbortController | null = null;
    const look = () => {
      latest?.abort();
      const asking = new AbortController();
      latest = asking;
      setState({ ...start<T>(path), isAsking: true });
      ask<T>('GET', path, { signal: asking.signal }).then(
        ({ data, etag }) => {
          keepData(path, { value: data, etag });
          setState({ path, value: data, etag, problem: null, isAsking: false });
        },
        (error: unknown) => {
          if (asking.signal.aborted) return;
          if (!(error instanceof ProblemError)) throw error;
          setState({ ...start<T>(path), problem: error.problem, isAsking: false });
        },
      );
    };
    look();
    const stop = onRefresh(look);
    return () => {
      stop();
      latest?.abort();
    };
  }, [path]);
  return state.path === path ? state : start<T>(path);
}

function start<T>(path: string | null): Data<T> & { readonly path: string | null } {
  const { value, etag } = (path === null ? undefined : kept.get(path)) ?? NOTHING;
  return { path, value: value as T | null, etag, problem: null, isAsking: path !== null };
}
