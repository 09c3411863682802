import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from './ask.ts';
import { ProblemError, type ProblemJson } from './problem.ts';
import { onRefresh } from './use-data.ts';

export interface AllData<T> {
  /** The answers, in the order of the paths; null before all of them are there. */
  readonly values: readonly T[] | null;
  readonly problem: ProblemJson | null;
}

/** What the API says to GET each path. */
export function useAllData<T>(paths: readonly string[]): AllData<T> {
  const key = paths.join('\n');
  const [state, setState] = useState<AllData<T>>({ values: null, problem: null });
  const latest = useRef<AbortController | null>(null);
  useEffect(() => {
    const look = () => {
      latest.current?.abort();
      latest.current = new AbortController();
      const { signal } = latest.current;
      Promise.all(key.split('\n').map((path) => ask<T>('GET', path, { signal }))).then(
        (answers) => setState({ values: answers.map(({ data }) => data), problem: null }),
        (error: unknown) => {
          if (signal.aborted) return;
          if (!(error instanceof ProblemError)) throw error;
          setState((last) => ({ ...last, problem: error.problem }));
        },
      );
    };
    look();
    const stop = onRefresh(look);
    return () => {
      stop();
      latest.current?.abort();
    };
  }, [key]);
  return state;
}
