import type { ListedAccount } from '../accounts/account-service.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatMoment } from './format.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'ACCOUNT', min: 8, most: 30 },
  { head: 'EMAIL', min: 10, most: 40, keep: 1 },
  { head: 'ZONE', min: 10, keep: 2 },
  { head: 'SINCE', keep: 0 },
];

/** A table of accounts, in the given order. */
export function renderAccounts(accounts: readonly ListedAccount[], wallTimeAt: WallTimeAt, style: Style): string {
  return renderTable(
    COLUMNS,
    accounts.map(({ name, email, zone, createdAt }) => [
      { text: printable(name), paint: style.paint.strong },
      printable(email ?? ''),
      zone ?? '',
      formatMoment(wallTimeAt(new Date(createdAt), style.homeZone), style),
    ]),
    style,
  );
}

/** Reports a change of an account, and what follows from it. */
export function renderAccountChange(done: string, next: string, style: Style): string {
  return [
    ...wrapText(printable(done), style.width),
    ...wrapText(printable(next), style.width).map(style.paint.dim),
  ].join('\n');
}

/** An account as plain text in columns. */
export function accountRow({ name, email, zone, createdAt }: ListedAccount): readonly string[] {
  return [name, email ?? '', zone ?? '', createdAt];
}
