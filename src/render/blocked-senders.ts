import type { BlockChange, BlockedSender } from '../intake/mail-trust/blocked-senders.ts';
import { formatCount } from './format.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { wrapText } from './width.ts';

/** Who is blocked, a line each. */
export function renderBlocked(all: readonly BlockedSender[], style: Style): string {
  if (all.length === 0) return 'Nobody is blocked.';
  return all.flatMap(({ sender }) => wrapText(printable(sender), style.width)).join('\n');
}

/** The echo of a change: `Blocked studio.example`, and what follows from it. */
export function renderBlockChange({ sender, isBlocked, mails }: BlockChange, style: Style): string {
  const head = isBlocked ? `Blocked ${printable(sender)}` : `${printable(sender)} is no longer blocked`;
  const gone =
    mails === 0 ? '' : `${formatCount(mails, 'mail from it no longer waits', 'mails from it no longer wait')}. `;
  const next = isBlocked
    ? `${gone}A mailbox takes no mails from this sender. numina undo takes that back.`
    : 'Mails from this sender are checked like all others.';
  return [...wrapText(head, style.width), ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
}
