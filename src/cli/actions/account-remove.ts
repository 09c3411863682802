import { checkRemoval, type ListedAccount, removeAccount } from '../../accounts/account-service.ts';
import { toRemovedAccountJson } from '../../contract/account-json.ts';
import { UsageError } from '../../errors.ts';
import { accountRow, renderAccountChange } from '../../render/account-table.ts';
import { defineAction } from '../command.ts';
import { hasFlag, requiredWord } from '../raw-options.ts';

interface Input {
  readonly name: string;
  readonly isSure: boolean;
}

export const action = defineAction<Input, ListedAccount | null>({
  parse: (raw) => ({
    name: requiredWord(raw, 0, 'Which account?', 'numina account list shows them.'),
    isSure: hasFlag(raw, 'yes'),
  }),

  async prepare(session, input, prompter) {
    if (input.isSure) return input;
    const { name } = await checkRemoval(await session.accounts(), input.name);
    if (!prompter) {
      throw new UsageError(
        'not_confirmed',
        `Removing ${name} removes everything that it has recorded, for good.`,
        'Add --yes to remove it without being asked; numina backup keeps a copy.',
      );
    }
    return { name, isSure: await prompter.confirm(`Remove ${name} with everything that it has recorded, for good?`) };
  },

  run: async (session, { name, isSure }) => (isSure ? removeAccount(await session.accounts(), name) : null),

  toText: (account, style) =>
    account === null
      ? ''
      : renderAccountChange(`Removed ${account.name}`, 'Everything that it had recorded went too.', style),
  toJson: toRemovedAccountJson,
  toPlain: (account) => (account === null ? [] : [accountRow(account)]),
  toNotes: (account) => (account === null ? ['Nothing was removed.'] : []),
});
