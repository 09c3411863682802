import { formatMoment } from '../../render/format.ts';
import { useApp } from '../app-context.ts';
import { wallTimeIn } from '../clock.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAccess } from './use-access.ts';

interface BrowserJson {
  readonly id: string;
  readonly label: string;
  readonly lastUsedAt: string;
  readonly isCurrent: boolean;
}

/** The browsers that are signed in. */
export function BrowserPanel() {
  const app = useApp();
  const { items, problem, change } = useAccess<BrowserJson>('/sessions');
  return (
    <section class="panel" aria-labelledby="browsers">
      <h2 id="browsers">Browsers</h2>
      <p class="help">
        A browser stays signed in for 30 days after it was used last. <code>numina account link</code> signs another one
        in.
      </p>
      <ProblemNote problem={problem} />
      <ul class="rows">
        {(items ?? []).map(({ id, label, lastUsedAt, isCurrent }) => (
          <li key={id} class="row-item">
            <span class="row-main">
              <b class="any-text">{label}</b>
              <span class="soft">
                {isCurrent
                  ? 'this one'
                  : `last used ${formatMoment(wallTimeIn(app.homeZone, new Date(lastUsedAt)), { ...app, unicode: true })}`}
              </span>
            </span>
            {!isCurrent && (
              <div class="row-actions">
                <button type="button" onClick={() => change('DELETE', `/${id}`, `Signed out: ${label}.`)}>
                  Sign out<span class="unseen">: {label}</span>
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
