import { useState } from 'preact/hooks';
import type { NewTokenJson, TokenJson } from '../../contract/schemas/access-schema.ts';
import { formatMoment } from '../../render/format.ts';
import { useApp } from '../app-context.ts';
import { wallTimeIn } from '../clock.ts';
import { FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useAccess } from './use-access.ts';

/** The tokens by which programs reach the account. */
export function TokenPanel() {
  const app = useApp();
  const { items, problem, change } = useAccess<TokenJson>('/tokens');
  const [label, setLabel] = useState('');
  const [scope, setScope] = useState<TokenJson['scope']>('read');
  const [made, setMade] = useState<NewTokenJson | null>(null);
  const add = async (event: Event) => {
    event.preventDefault();
    const token = await change<NewTokenJson>('POST', '', `Token made: ${label}.`, { label, scope });
    if (token === null) return;
    setMade(token);
    setLabel('');
  };
  const used = (at: string | null) =>
    at === null
      ? 'not used yet'
      : `last used ${formatMoment(wallTimeIn(app.homeZone, new Date(at)), { ...app, unicode: true })}`;
  return (
    <section class="panel" aria-labelledby="tokens">
      <h2 id="tokens">Tokens for programs</h2>
      <ProblemNote problem={problem} />
      {made && <SecretOnce name={`The token “${made.label}”`} secret={made.token} />}
      <ul class="rows">
        {(items ?? []).map((token) => (
          <li key={token.id} class="row-item">
            <span class="row-main">
              <b class="any-text">{token.label}</b>
              <span class="soft">
                {token.scope === 'read' ? 'reads' : 'reads and writes'}, {used(token.lastUsedAt)}
              </span>
            </span>
            <div class="row-actions">
              <button type="button" onClick={() => change('DELETE', `/${token.id}`, `Revoked: ${token.label}.`)}>
                Revoke<span class="unseen">: {token.label}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form class="inline-form" onSubmit={add}>
        <FormRow id="token-label" label="What it is for">
          <input id="token-label" required value={label} onInput={(event) => setLabel(event.currentTarget.value)} />
        </FormRow>
        <FormRow id="token-scope" label="It may">
          <select
            id="token-scope"
            value={scope}
            onChange={(event) => setScope(event.currentTarget.value as TokenJson['scope'])}
          >
            <option value="read">read</option>
            <option value="write">read and write</option>
          </select>
        </FormRow>
        <button type="submit">Make a token</button>
      </form>
    </section>
  );
}
