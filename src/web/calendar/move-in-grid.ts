import { addDays, type LocalDate } from '../../time/civil.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The date to which a key leads from `date`; null for a key that leads nowhere. */
export function dateByKey(date: LocalDate, key: string): LocalDate | null {
  const step = STEPS[key];
  return step === undefined ? null : addDays(date, step);
}

/** Moves the focus among the days of a grid by the arrow keys. At its edge the focus stays. */
export function moveInGrid(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const from = (event.target as Element).closest<HTMLElement>('[data-date]');
  const to = from?.dataset['date'] === undefined ? null : dateByKey(from.dataset['date'], event.key);
  if (to === null) return;
  event.preventDefault();
  const grid = event.currentTarget as Element;
  grid.querySelector<HTMLElement>(`[data-date="${to}"] .day-number`)?.focus();
}
