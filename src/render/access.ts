import type { AccessToken } from '../accounts/access/access-token.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatMoment } from './format.ts';
import { printable } from './printable.ts';
import { renderQrCode } from './qr-code.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'TOKEN', min: 6, most: 40 },
  { head: 'MAY' },
  { head: 'USED', keep: 1 },
  { head: 'SINCE', keep: 0 },
  { head: 'ID' },
];

/** A table of access tokens, in the given order. */
export function renderTokens(tokens: readonly AccessToken[], wallTimeAt: WallTimeAt, style: Style): string {
  if (tokens.length === 0) {
    const next = 'Make one: numina account token add --label phone';
    return ['No tokens.', ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
  }
  const moment = (at: string) => formatMoment(wallTimeAt(new Date(at), style.homeZone), style);
  return renderTable(
    COLUMNS,
    tokens.map(({ id, label, scope, createdAt, lastUsedAt }) => [
      { text: printable(label), paint: style.paint.strong },
      scope,
      lastUsedAt === null ? 'never' : moment(lastUsedAt),
      moment(createdAt),
      { text: id.slice(0, 8), paint: style.paint.dim },
    ]),
    style,
  );
}

/** A token as plain text in columns. */
export function tokenRow({ id, label, scope, createdAt, lastUsedAt }: AccessToken): readonly string[] {
  return [id, label, scope, createdAt, lastUsedAt ?? ''];
}

/** A sign-in link on a line of its own, until when it is good, and a code for the camera of a phone. */
export function renderLink(
  { account, url, expiresAt, isScreen }: { account: string; url: string; expiresAt: string; isScreen: boolean },
  wallTimeAt: WallTimeAt,
  style: Style,
): string {
  const until = formatMoment(wallTimeAt(new Date(expiresAt), style.homeZone), style);
  const text = `Signs one browser in as ${printable(account)}, once, until ${until}.`;
  return [url, ...wrapText(text, style.width).map(style.paint.dim), ...(isScreen ? renderQrCode(url, style) : [])].join(
    '\n',
  );
}

/** Reports a change of what may reach an account, and what follows from it. */
export function renderAccessChange(done: string, next: string, style: Style): string {
  return [
    ...wrapText(printable(done), style.width),
    ...wrapText(printable(next), style.width).map(style.paint.dim),
  ].join('\n');
}
