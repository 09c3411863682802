import type { AccessToken } from '../../accounts/access/access-token.ts';
import { revokeToken } from '../../accounts/access/token-service.ts';
import { toTokenJson } from '../../contract/access-json.ts';
import { renderAccessChange, tokenRow } from '../../render/access.ts';
import { accessIn } from '../access-of.ts';
import { defineAction } from '../command.ts';
import { requiredWord } from '../raw-options.ts';

interface Input {
  readonly id: string;
}

export const action = defineAction<Input, AccessToken>({
  parse: (raw) => ({ id: requiredWord(raw, 0, 'Which token?', 'numina account token list shows their ids.') }),
  run: async (session, { id }) => revokeToken(await accessIn(session, undefined), id),
  toText: ({ label }, style) => renderAccessChange(`Revoked ${label}`, 'It opens nothing any more.', style),
  toJson: toTokenJson,
  toPlain: (token) => [tokenRow(token)],
});
