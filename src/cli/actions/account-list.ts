import { type ListedAccount, listAccounts } from '../../accounts/account-service.ts';
import { toAccountJson } from '../../contract/account-json.ts';
import { accountRow, renderAccounts } from '../../render/account-table.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';

export const action = defineAction<null, readonly ListedAccount[]>({
  parse: () => null,
  run: async (session) => listAccounts(await session.accounts()),
  toText: (accounts, style) => renderAccounts(accounts, wallTimeAt, style),
  toJson: (accounts) => accounts.map(toAccountJson),
  toPlain: (accounts) => accounts.map(accountRow),
});
