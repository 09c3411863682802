import type { AccessToken } from '../../accounts/access/access-token.ts';
import { listTokens } from '../../accounts/access/token-service.ts';
import { toTokenJson } from '../../contract/access-json.ts';
import { renderTokens, tokenRow } from '../../render/access.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { accessIn } from '../access-of.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

interface Input {
  readonly name: string | undefined;
}

export const action = defineAction<Input, readonly AccessToken[]>({
  parse: (raw) => ({ name: argumentWords(raw, 0)[0] }),
  run: async (session, { name }) => listTokens(await accessIn(session, name)),
  toText: (tokens, style) => renderTokens(tokens, wallTimeAt, style),
  toJson: (tokens) => tokens.map(toTokenJson),
  toPlain: (tokens) => tokens.map(tokenRow),
});
