import { useEffect, useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { ProblemError, type ProblemJson } from '../api/problem.ts';
import type { Understanding } from './understood.ts';

/** What the server makes of the words so far. */
export interface Reading {
  /** The words that were read. */
  readonly when: string;
  readonly understanding: Understanding | null;
  readonly problem: ProblemJson | null;
}

/** Typing goes on: only words that rest this long are asked for. In milliseconds. */
const REST_MS = 180;
const NONE: Reading = { when: '', understanding: null, problem: null };

/** Asks what `when` means for a class while it is typed. The last answer stays until the next. */
export function useUnderstanding(className: string, when: string): Reading {
  const [reading, setReading] = useState<Reading>(NONE);
  useEffect(() => {
    if (when.trim() === '') {
      setReading(NONE);
      return;
    }
    const asking = new AbortController();
    const timer = setTimeout(() => {
      const body = { when, ...(className.trim() === '' ? {} : { class: className.trim() }) };
      ask<Understanding>('POST', '/understand', { body, signal: asking.signal }).then(
        ({ data }) => setReading({ when, understanding: data, problem: null }),
        (error: unknown) => {
          if (asking.signal.aborted) return;
          if (!(error instanceof ProblemError)) throw error;
          setReading({ when, understanding: null, problem: error.problem });
        },
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [className, when]);
  return reading;
}
