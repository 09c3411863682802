import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Weekday } from '../time/civil.ts';
import type { View } from './booking/booking-words.ts';
import type { NewsOffice } from './use-news.ts';

/** What every part of the calendar may know. */
export interface AppView extends View, NewsOffice {
  readonly weekStart: Weekday;
}

export const AppContext = createContext<AppView | null>(null);

export function useApp(): AppView {
  const view = useContext(AppContext);
  if (view === null) throw new Error('There is no calendar around this part.');
  return view;
}
