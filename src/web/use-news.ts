import { useCallback, useState } from 'preact/hooks';
import type { JournalJson } from '../contract/schemas/journal-schema.ts';
import { ask } from './api/ask.ts';
import { problemOf, sayProblem } from './api/problem.ts';
import { refresh } from './api/use-data.ts';

/** What was just done, and the way back. */
export interface News {
  /** Rises with each, so that the same words are said again. */
  readonly number: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export interface NewsOffice {
  readonly news: News | null;
  /** Tells the person what was done; with `canUndo`, offers to take it back. */
  readonly tell: (text: string, options?: { readonly canUndo?: boolean }) => void;
  readonly dismiss: () => void;
}

/** What was done last, and how it is taken back. It stays until it is put away or something else is done. */
export function useNews(): NewsOffice {
  const [news, setNews] = useState<News | null>(null);
  const show = useCallback((text: string, action: News['action']) => {
    setNews((last) => ({ number: (last?.number ?? 0) + 1, text, action }));
  }, []);
  const reverse = useCallback(async (path: '/undo' | '/redo') => {
    try {
      const { data } = await ask<JournalJson>('POST', path);
      const what = data.done.map((each) => each.what).join('; ');
      const [verb, label, back] =
        path === '/undo' ? (['Taken back', 'Redo', '/redo'] as const) : (['Done again', 'Undo', '/undo'] as const);
      show(`${verb}: ${what}`, { label, run: () => void reverse(back) });
    } catch (error) {
      show(sayProblem(problemOf(error)), null);
    }
    refresh();
  }, []);
  const tell = useCallback<NewsOffice['tell']>((text, { canUndo = false } = {}) => {
    show(text, canUndo ? { label: 'Undo', run: () => void reverse('/undo') } : null);
  }, []);
  const dismiss = useCallback(() => setNews(null), []);
  return { news, tell, dismiss };
}
