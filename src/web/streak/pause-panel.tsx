import { useState } from 'preact/hooks';
import type { PauseJson } from '../../contract/schemas/attendance-schema.ts';
import { formatDateRange } from '../../render/format.ts';
import { ask } from '../api/ask.ts';
import { fieldProblems, type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { describedBy, FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

const EMPTY = { from: '', to: '', reason: '' };

/** Days on which the streaks need no class: an illness, a holiday. */
export function PausePanel() {
  const app = useApp();
  const { value } = useData<{ readonly items: readonly PauseJson[] }>('/pauses?limit=100');
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const problems = problem ? fieldProblems(problem) : new Map<string, string>();
  const change = async (work: () => Promise<unknown>, done: string) => {
    setProblem(null);
    try {
      await work();
      app.tell(done, { canUndo: true });
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      refresh();
    }
  };
  const add = async (event: Event) => {
    event.preventDefault();
    const { from, to, reason } = draft;
    const body = { from, to: to || from, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    if (await change(() => ask('POST', '/pauses', { body }), 'Pause added.')) setDraft(EMPTY);
  };
  return (
    <section class="panel" aria-labelledby="pauses">
      <h2 id="pauses">Pauses</h2>
      <ul class="rows">
        {(value?.items ?? []).toReversed().map(({ id, from, to, reason }) => (
          <li class="row-item" key={id}>
            <span class="row-main">
              <span>
                <span aria-hidden="true">‖ </span>
                {formatDateRange(from, to)}
              </span>{' '}
              {reason !== null && <span class="soft">{reason}</span>}
            </span>
            <div class="row-actions">
              <button type="button" onClick={() => change(() => ask('DELETE', `/pauses/${id}`), 'Pause removed.')}>
                Remove<span class="unseen"> the pause of {formatDateRange(from, to)}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form class="inline-form" onSubmit={add}>
        <FormRow id="pause-from" label="From" problem={problems.get('from')}>
          <input
            id="pause-from"
            type="date"
            required
            value={draft.from}
            {...describedBy('pause-from', undefined, problems.get('from'))}
            onInput={(event) => setDraft({ ...draft, from: event.currentTarget.value })}
          />
        </FormRow>
        <FormRow id="pause-to" label="To" problem={problems.get('to')}>
          <input
            id="pause-to"
            type="date"
            min={draft.from}
            value={draft.to}
            {...describedBy('pause-to', undefined, problems.get('to'))}
            onInput={(event) => setDraft({ ...draft, to: event.currentTarget.value })}
          />
        </FormRow>
        <FormRow id="pause-reason" label="Reason">
          <input
            id="pause-reason"
            value={draft.reason}
            onInput={(event) => setDraft({ ...draft, reason: event.currentTarget.value })}
          />
        </FormRow>
        <button type="submit">Add a pause</button>
      </form>
      <ProblemNote problem={problem} />
    </section>
  );
}
