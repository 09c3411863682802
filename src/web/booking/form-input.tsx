import { describedBy, FormRow } from '../parts/form-row.tsx';
import type { FormField } from './booking-edits.ts';

const INPUTS = {
  date: { type: 'date' },
  time: { type: 'time' },
  number: { type: 'number', min: '0', step: 'any', inputMode: 'decimal' },
  url: { type: 'url' },
  text: { type: 'text' },
  words: { type: 'text' },
} as const;
const WIDE: readonly string[] = ['class', 'notes', 'url'];

interface FormInputProps {
  readonly field: FormField;
  /** The name of the form, which makes ids of their own. */
  readonly form: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onInput: (value: string) => void;
}

/** A field of a booking in a form. */
export function FormInput({ field, form, value, problem, onInput }: FormInputProps) {
  const { name, label, kind, help, isRequired = false } = field;
  const id = `${form}-${name}`;
  const common = { id, value, required: isRequired, ...describedBy(id, help, problem) };
  return (
    <FormRow id={id} label={label} help={help} problem={problem} isWide={WIDE.includes(name)}>
      {kind === 'long' ? (
        <textarea {...common} rows={3} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input {...common} {...INPUTS[kind]} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </FormRow>
  );
}
