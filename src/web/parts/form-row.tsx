import type { ComponentChildren } from 'preact';

interface FormRowProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** What is wrong with the field. */
  readonly problem?: string | undefined;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

/** A labelled field with its help and its problem below. The field names both by {@link describedBy}. */
export function FormRow({ id, label, help, problem, isWide = false, children }: FormRowProps) {
  return (
    <div class={isWide ? 'row wide' : 'row'}>
      <label for={id}>{label}</label>
      {children}
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** The attributes by which a field says what helps and what is wrong. */
export function describedBy(id: string, help: string | undefined, problem: string | undefined) {
  const ids = [...(help ? [`${id}-help`] : []), ...(problem ? [`${id}-problem`] : [])];
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(problem ? { 'aria-invalid': true as const } : {}),
  };
}
