import type { NewToken, SaidToken } from '../../accounts/access/access-token.ts';
import { addToken } from '../../accounts/access/token-service.ts';
import { toNewTokenJson } from '../../contract/access-json.ts';
import { UsageError } from '../../errors.ts';
import { accessIn } from '../access-of.ts';
import { defineAction } from '../command.ts';
import { argumentWords, textOption } from '../raw-options.ts';

interface Input {
  readonly name: string | undefined;
  readonly said: SaidToken;
}

export const action = defineAction<Input, NewToken>({
  parse(raw) {
    const label = textOption(raw, 'label');
    if (label === undefined) {
      throw new UsageError('option_missing', 'What is the token for?', 'For example: --label phone');
    }
    return { name: argumentWords(raw, 0)[0], said: { label, scope: textOption(raw, 'scope') } };
  },
  run: async (session, { name, said }) => addToken(await accessIn(session, name), said),
  toText: ({ token }) => token,
  toJson: toNewTokenJson,
  toPlain: ({ token }) => [[token]],
  toNotes: ({ label, scope }) => [
    `${label}: it may ${scope === 'read' ? 'read' : 'read and write'}. This is the only time that it is shown.`,
  ],
});
