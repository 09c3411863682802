import { type Mark, toneOf, wordOf } from '../../render/status-symbol.ts';
import { signOf } from '../booking/booking-words.ts';

/** The symbol of a mark in its colour. Those who do not see it hear the word, where it does not stand beside. */
export function MarkSign({ mark, isSpoken = false }: { readonly mark: Mark; readonly isSpoken?: boolean }) {
  return (
    <span class={`sign tone-${toneOf(mark)}`}>
      <span aria-hidden="true">{signOf(mark)}</span>
      {isSpoken && <span class="unseen">{wordOf(mark)}</span>}
    </span>
  );
}
