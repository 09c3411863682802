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
  const head = isBlocked ? `Blocked ${printable(sender)}` : `${printable(sender)} is blocked no more`;
  const gone = mails === 0 ? '' : `${formatCount(mails, 'mail of it waits', 'mails of it wait')} no more. `;
  const next = isBlocked
    ? `${gone}Nothing of it is taken from a mailbox. numina undo takes that back.`
    : 'Its mails are judged as all others.';
  return [...wrapText(head, style.width), ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
}
