import { type ListedAccount, renameAccount } from '../../accounts/account-service.ts';
import { toAccountJson } from '../../contract/account-json.ts';
import { accountRow, renderAccountChange } from '../../render/account-table.ts';
import { defineAction } from '../command.ts';
import { requiredWord } from '../raw-options.ts';

interface Input {
  readonly name: string;
  readonly newName: string;
}

const EXAMPLE = 'For example: numina account rename local ana';

export const action = defineAction<Input, ListedAccount>({
  parse: (raw) => ({
    name: requiredWord(raw, 0, 'Which account?', EXAMPLE),
    newName: requiredWord(raw, 1, 'What is it called from now on?', EXAMPLE),
  }),
  run: async (session, input) => renameAccount(await session.accounts(), input),
  toText: ({ name }, style) =>
    renderAccountChange(`Renamed to ${name}`, `numina --account ${name} works for it.`, style),
  toJson: toAccountJson,
  toPlain: (account) => [accountRow(account)],
});
