import { useState } from 'preact/hooks';
import type { PreferencesJson } from '../../contract/schemas/reminder-schema.ts';
import { ask } from '../api/ask.ts';
import { fieldProblems, type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { describedBy, FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { draftOf, PREFERENCES_PATH, type ReminderDraft, requestOf } from './reminder-draft.ts';

type Flag = 'enabled' | 'email' | 'desktop' | 'webhook';
type Text = 'offsets' | 'cancelByOffsets' | 'quietFrom' | 'quietTo';

const INPUTS = { text: { type: 'text' }, time: { type: 'time' } } as const;

const NO_LENGTH = 'Write lengths of time such as 24h, 1h or 90min.';

export function ReminderForm({ preferences }: { readonly preferences: PreferencesJson }) {
  const app = useApp();
  const [draft, setDraft] = useState<ReminderDraft>(() => draftOf(preferences));
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const problems = problem ? fieldProblems(problem) : new Map<string, string>();
  const save = async (event: Event) => {
    event.preventDefault();
    const request = requestOf(draft);
    setWrong('wrong' in request ? request.wrong : null);
    setProblem(null);
    if ('wrong' in request) return;
    try {
      await ask('PUT', PREFERENCES_PATH, { body: request.body });
      app.tell('Reminders changed.');
    } catch (error) {
      setProblem(problemOf(error));
    }
    refresh();
  };
  const tick = (name: Flag, label: string) => (
    <label class="tick">
      <input
        type="checkbox"
        checked={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.checked })}
      />
      <span>{label}</span>
    </label>
  );
  const input = (name: Text, field: string, label: string, help?: string, type: keyof typeof INPUTS = 'text') => {
    const id = `reminder-${name}`;
    const said = wrong === name ? NO_LENGTH : problems.get(field);
    return (
      <FormRow id={id} label={label} help={help} problem={said}>
        <input
          id={id}
          {...INPUTS[type]}
          value={draft[name]}
          {...describedBy(id, help, said)}
          onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
        />
      </FormRow>
    );
  };
  return (
    <form class="panel settings" onSubmit={save}>
      {tick('enabled', 'Remind me of my classes')}
      <div class="fields">
        {input('offsets', 'offsets', 'Before a class', 'Such as 24h, 1h')}
        {input('cancelByOffsets', 'cancelByOffsets', 'Before free cancellation ends', 'Such as 1h; empty for never')}
      </div>
      <fieldset class="ticks">
        <legend>By</legend>
        {tick('desktop', 'The desktop where numina runs')}
        {tick('email', 'Email')}
        {tick('webhook', 'Webhook')}
      </fieldset>
      <div class="fields">
        {input('quietFrom', 'quietHours', 'Quiet from', undefined, 'time')}
        {input('quietTo', 'quietHours', 'Quiet until', undefined, 'time')}
      </div>
      <p class="help">
        A reminder that falls into quiet hours waits for their end, or comes before them where that would be too late.
      </p>
      <ProblemNote problem={problem} />
      <div class="actions is-last">
        <button type="submit" class="act act-main">
          Save
        </button>
      </div>
    </form>
  );
}
