import { useEffect, useRef, useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { fieldProblems } from '../api/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { changesOf, FORM_FIELDS, type FormField, type FormValues, formValues } from './booking-edits.ts';
import { FormInput } from './form-input.tsx';
import { useBookingChange } from './use-booking-change.ts';

interface EditFormProps {
  readonly booking: BookingJson;
  readonly etag: string | null;
  readonly onClose: () => void;
}

/** Changes the fields of a booking. Only what was typed is sent. */
export function EditForm({ booking, etag, onClose }: EditFormProps) {
  // What the person saw when the form was opened: what is typed is a change of that.
  const [seen] = useState({ booking, etag });
  const [values, setValues] = useState<FormValues>(() => formValues(booking));
  const { change, problem, isBusy } = useBookingChange(seen.booking, seen.etag);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const problems = problem ? fieldProblems(problem) : new Map<string, string>();
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = changesOf(seen.booking, values);
    if (body === null || (await change({ method: 'PATCH', body, done: 'Changed' }))) onClose();
  };
  return (
    <form class="card" ref={form} onSubmit={submit} aria-busy={isBusy}>
      <h2 id="sheet-title">Edit {booking.class.name}</h2>
      <ProblemNote problem={problem} />
      <div class="fields">
        {FORM_FIELDS.map((field) => (
          <FormInput
            key={field.name}
            field={field}
            form="edit"
            value={values[field.name] ?? ''}
            problem={problems.get(isOfStart(field) ? 'startsAt' : field.name)}
            onInput={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
      </div>
      <div class="actions is-last">
        <button type="submit" class="act act-main" disabled={isBusy}>
          Save
        </button>
        <button type="button" onClick={onClose}>
          Back
        </button>
      </div>
    </form>
  );
}

function isOfStart({ kind }: FormField): boolean {
  return kind === 'date' || kind === 'time';
}
