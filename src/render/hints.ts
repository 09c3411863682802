import type { Style } from './style.ts';
import { wrapText } from './width.ts';

/** Why a screen is empty: there is nothing yet, or the filters leave out everything. */
export interface EmptyReason {
  readonly isFiltered?: boolean;
}

/** A text for an empty screen with a next step. `nothing` names what is missing: `No bookings`. */
export function renderNothing(nothing: string, style: Style, { isFiltered = false }: EmptyReason = {}): string {
  const next = isFiltered ? 'Try fewer filters.' : 'Record a class: numina book "Spin 45" tomorrow 18:00';
  const sentence = isFiltered ? `${nothing} match these filters.` : `${nothing}.`;
  return [...wrapText(sentence, style.width), ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
}
