import { useState } from 'preact/hooks';
import type { ShareJson } from '../../contract/schemas/access-schema.ts';
import { FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { QrCode } from './qr-code.tsx';
import { filterOfShare, sayFilter } from './share-words.ts';
import { useAccess } from './use-access.ts';

const EMPTY = { name: '', type: '', location: '' };

/** Calendars to which others, or other programs, subscribe. */
export function SharePanel() {
  const { items, problem, change } = useAccess<ShareJson>('/shares');
  const [draft, setDraft] = useState(EMPTY);
  const add = async (event: Event) => {
    event.preventDefault();
    const body = { name: draft.name.trim(), ...filterOfShare(draft) };
    if ((await change('POST', '', `Shared: ${draft.name}.`, body)) !== null) setDraft(EMPTY);
  };
  const input = (name: keyof typeof EMPTY, label: string, help?: string) => (
    <FormRow id={`share-${name}`} label={label} help={help}>
      <input
        id={`share-${name}`}
        required={name === 'name'}
        value={draft[name]}
        {...(help ? { 'aria-describedby': `share-${name}-help` } : {})}
        onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      />
    </FormRow>
  );
  return (
    <section class="panel" aria-labelledby="shares">
      <h2 id="shares">Shared calendars</h2>
      <p class="help">
        Whoever has the address of one reads it, and nothing else. Google asks for it anew every 8 to 24 hours; others
        sooner.
      </p>
      <ProblemNote problem={problem} />
      <ul class="rows">
        {(items ?? []).map((share) => (
          <li key={share.name} class="row-item">
            <div class="row-main">
              <b class="any-text">{share.name}</b>
              <span class="soft any-text">{sayFilter(share.filter)}</span>
              {share.url === null ? (
                <span class="tone-warn">Its address is known only on the machine where it was made.</span>
              ) : (
                <ShareAddress name={share.name} url={share.url} />
              )}
            </div>
            <div class="row-actions">
              <button
                type="button"
                onClick={() =>
                  change('DELETE', `/${encodeURIComponent(share.name)}`, `No longer shared: ${share.name}.`)
                }
              >
                Stop<span class="unseen"> sharing {share.name}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form class="inline-form" onSubmit={add}>
        {input('name', 'Name')}
        {input('type', 'Only these types', 'Such as yoga, spin')}
        {input('location', 'Only these places')}
        <button type="submit">Share a calendar</button>
      </form>
    </section>
  );
}

function ShareAddress({ name, url }: { readonly name: string; readonly url: string }) {
  const subscribed = url.replace(/^https?:/, 'webcal:');
  return (
    <>
      <code class="any-text">{url}</code>
      <a href={subscribed}>
        Subscribe on this device<span class="unseen"> to {name}</span>
      </a>
      <details class="more">
        <summary>QR code for a phone</summary>
        <QrCode text={subscribed} label={`The address of ${name}`} />
      </details>
    </>
  );
}
