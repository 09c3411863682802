import { useState } from 'preact/hooks';
import { ask, type Method } from '../api/ask.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';

export interface Access<T> {
  /** Null before they are known. */
  readonly items: readonly T[] | null;
  readonly problem: ProblemJson | null;
  /** Makes a change and tells the person; what the server answers, null where it refuses. */
  readonly change: <A>(method: Method, below: string, done: string, body?: unknown) => Promise<A | null>;
}

/** A list of what may reach the account, and how it is changed. */
export function useAccess<T>(path: string): Access<T> {
  const app = useApp();
  const list = useData<{ readonly items: readonly T[] }>(path);
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const change = async <A>(method: Method, below: string, done: string, body?: unknown) => {
    setProblem(null);
    try {
      const { data } = await ask<A>(method, path + below, body === undefined ? {} : { body });
      app.tell(done);
      return data;
    } catch (error) {
      setProblem(problemOf(error));
      return null;
    } finally {
      refresh();
    }
  };
  return { items: list.value?.items ?? null, problem: problem ?? list.problem, change };
}
