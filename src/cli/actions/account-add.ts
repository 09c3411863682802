import { addAccount, type ListedAccount, type SaidAccount } from '../../accounts/account-service.ts';
import { toAccountJson } from '../../contract/account-json.ts';
import { accountRow, renderAccountChange } from '../../render/account-table.ts';
import { defineAction } from '../command.ts';
import { optionsNamed, requiredWord } from '../raw-options.ts';

export const action = defineAction<SaidAccount, ListedAccount>({
  parse: (raw) => ({
    name: requiredWord(raw, 0, 'What is the account called?', 'For example: numina account add ben'),
    ...optionsNamed<SaidAccount>(raw, ['email', 'zone']),
  }),
  run: async (session, said) => addAccount(await session.accounts(), said),
  toText: (account, style) =>
    renderAccountChange(`Added ${account.name}`, `numina --account ${account.name} works for it.`, style),
  toJson: toAccountJson,
  toPlain: (account) => [accountRow(account)],
});
