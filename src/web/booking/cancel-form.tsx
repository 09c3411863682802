import { useEffect, useRef, useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { FormRow } from '../parts/form-row.tsx';

interface CancelFormProps {
  readonly booking: BookingJson;
  /** What cancelling costs now. */
  readonly warning: string;
  readonly isBusy: boolean;
  readonly onKeep: () => void;
  readonly onCancel: (body: { readonly reason?: string; readonly feePaid?: number }) => void;
}

/** Asks before a place is given back, and says what it costs. */
export function CancelForm({ booking, warning, isBusy, onKeep, onCancel }: CancelFormProps) {
  const [reason, setReason] = useState('');
  const [fee, setFee] = useState('');
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => question.current?.focus(), []);
  const isLate = warning.includes('ended');
  const submit = (event: Event) => {
    event.preventDefault();
    onCancel({
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(fee === '' ? {} : { feePaid: Number(fee) }),
    });
  };
  return (
    <form class="cancel-form" onSubmit={submit}>
      <p class={isLate ? 'warning is-late' : 'warning'} tabIndex={-1} ref={question}>
        {warning}
      </p>
      <FormRow id="cancel-reason" label="Reason" isWide>
        <input id="cancel-reason" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </FormRow>
      {isLate && (
        <FormRow
          id="cancel-fee"
          label="Fee really paid"
          help={`In ${booking.currency ?? 'units of the currency'}; leave it empty where you do not know yet.`}
        >
          <input
            id="cancel-fee"
            type="number"
            min="0"
            step="any"
            inputMode="decimal"
            aria-describedby="cancel-fee-help"
            value={fee}
            onInput={(event) => setFee(event.currentTarget.value)}
          />
        </FormRow>
      )}
      <div class="actions">
        <button type="submit" class="act act-cancel" disabled={isBusy}>
          Cancel this booking
        </button>
        <button type="button" onClick={onKeep}>
          Keep it
        </button>
      </div>
      {booking.source !== 'manual' && (
        <p class="help">numina keeps the record. Give the place back at {booking.source} too.</p>
      )}
    </form>
  );
}
