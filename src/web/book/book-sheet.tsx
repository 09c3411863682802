import { useRef, useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import type { ClassJson } from '../../contract/schemas/class-schema.ts';
import { formatSpan } from '../../render/format.ts';
import { ask, randomKey } from '../api/ask.ts';
import { fieldProblems, type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { wallTimeOf } from '../booking/booking-words.ts';
import { FormInput } from '../booking/form-input.tsx';
import { closeSheet } from '../navigation.ts';
import { describedBy, FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { type BookDraft, bookingRequest, EMPTY_DRAFT, MORE_FIELDS } from './booking-request.ts';
import type { Meaning } from './understood.ts';
import { UnderstoodNote } from './understood-note.tsx';
import { useUnderstanding } from './use-understanding.ts';

/** Books a class in words: the class, and when, with the time that is understood while it is typed. */
export function BookSheet() {
  const app = useApp();
  const { value: classes } = useData<{ items: ClassJson[] }>('/classes');
  const [draft, setDraft] = useState<BookDraft>(EMPTY_DRAFT);
  const [chosen, setChosen] = useState<Meaning | null>(null);
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // One key for one booking: pressed twice, or sent again after a lost answer, it is recorded once.
  const key = useRef({ body: '', key: '' });
  const reading = useUnderstanding(draft.className, draft.when);
  const problems = problem ? fieldProblems(problem) : new Map<string, string>();

  const say = (said: Partial<BookDraft>) => {
    setDraft({ ...draft, ...said });
    if (said.when !== undefined || said.className !== undefined) setChosen(null);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = bookingRequest({ ...draft, startsAt: chosen?.startsAt ?? null });
    const text = JSON.stringify(body);
    if (key.current.body !== text) key.current = { body: text, key: randomKey() };
    setIsBusy(true);
    setProblem(null);
    try {
      const { data } = await ask<BookingJson>('POST', '/bookings', { body, idempotencyKey: key.current.key });
      const span = formatSpan(wallTimeOf(data.startsAt), data.durationMinutes, { ...app, unicode: true });
      const elsewhere = data.source === 'manual' ? '' : ` Not reserved at ${data.source}.`;
      app.tell(`Recorded: ${data.class.name}, ${span}.${elsewhere}`, { canUndo: true });
      refresh();
      closeSheet();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Sheet labelledBy="sheet-title" onClose={closeSheet}>
      <form class="card" onSubmit={submit} aria-busy={isBusy}>
        <h2 id="sheet-title">Book a class</h2>
        <FormRow id="book-class" label="Class" problem={problems.get('class')} isWide>
          <input
            id="book-class"
            list="known-classes"
            required
            autocomplete="off"
            value={draft.className}
            placeholder="Spin 45"
            {...describedBy('book-class', undefined, problems.get('class'))}
            onInput={(event) => say({ className: event.currentTarget.value })}
          />
          <datalist id="known-classes">
            {[...new Set(classes?.items.map(({ name }) => name))].map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </FormRow>
        <FormRow
          id="book-when"
          label="When, in words"
          problem={problems.get('when') ?? problems.get('startsAt')}
          isWide
        >
          <input
            id="book-when"
            required
            autocomplete="off"
            value={draft.when}
            placeholder="tomorrow 18:00"
            aria-describedby="book-understood"
            onInput={(event) => say({ when: event.currentTarget.value })}
          />
        </FormRow>
        <UnderstoodNote reading={reading} chosen={chosen} onChoose={setChosen} />
        <label class="tick">
          <input
            type="checkbox"
            checked={draft.isWaitlisted}
            onChange={(event) => say({ isWaitlisted: event.currentTarget.checked })}
          />
          <span>On the waitlist only</span>
        </label>
        <details class="more">
          <summary>More: place, price, free cancellation …</summary>
          <div class="fields">
            {MORE_FIELDS.map((field) => (
              <FormInput
                key={field.name}
                field={field}
                form="book"
                value={draft.more[field.name] ?? ''}
                problem={problems.get(field.name)}
                onInput={(value) => say({ more: { ...draft.more, [field.name]: value } })}
              />
            ))}
          </div>
        </details>
        <ProblemNote problem={problem} />
        <div class="actions is-last">
          <button type="submit" class="act act-main" disabled={isBusy}>
            Book
          </button>
          <button type="button" onClick={() => closeSheet()}>
            Close
          </button>
        </div>
      </form>
    </Sheet>
  );
}
