import type { PreferencesJson } from '../../contract/schemas/reminder-schema.ts';
import { refresh, useData } from '../api/use-data.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { PREFERENCES_PATH } from './reminder-draft.ts';
import { ReminderForm } from './reminder-form.tsx';

/** When and by what the person is reminded. */
export function RemindersPage() {
  const { value, problem } = useData<PreferencesJson>(PREFERENCES_PATH);
  const differing = Object.keys(value?.byType ?? {});
  return (
    <>
      <header class="page-head">
        <h1>Reminders</h1>
      </header>
      <ProblemNote problem={problem} onRetry={refresh} />
      {value && <ReminderForm key={JSON.stringify(value)} preferences={value} />}
      {differing.length > 0 && (
        <p class="help">
          {differing.join(', ')}: reminded in another way, as <code>numina reminders set --type</code> says.
        </p>
      )}
    </>
  );
}
