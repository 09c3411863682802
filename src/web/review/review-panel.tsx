import { useState } from 'preact/hooks';
import type { ReviewJson } from '../../contract/schemas/attendance-schema.ts';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { ask } from '../api/ask.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh, useData } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

const STARS = [1, 2, 3, 4, 5] as const;

/** What the person thinks of the class of an attended booking. */
export function ReviewPanel({ booking }: { readonly booking: BookingJson }) {
  const { value } = useData<{ readonly items: readonly ReviewJson[] }>('/reviews?limit=500');
  if (value === null) return null;
  const review = value.items.find(({ classId }) => classId === booking.class.id) ?? null;
  return <ReviewForm key={review?.updatedAt ?? 'new'} booking={booking} review={review} />;
}

function ReviewForm({ booking, review }: { readonly booking: BookingJson; readonly review: ReviewJson | null }) {
  const app = useApp();
  const [rating, setRating] = useState(review?.rating ?? 0);
  const [text, setText] = useState(review?.text ?? '');
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const path = `/bookings/${booking.id}/review`;
  const change = async (work: () => Promise<unknown>, done: string) => {
    setProblem(null);
    try {
      await work();
      app.tell(`${done}: ${booking.class.name}.`, { canUndo: true });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      refresh();
    }
  };
  const save = (event: Event) => {
    event.preventDefault();
    void change(() => ask('PUT', path, { body: { rating, text: text.trim() || null } }), 'Reviewed');
  };
  return (
    <form class="review" onSubmit={save}>
      <fieldset class="stars">
        <legend>Review</legend>
        {STARS.map((star) => (
          <label key={star} class={star <= rating ? 'is-on' : ''}>
            <input type="radio" name="rating" required checked={rating === star} onChange={() => setRating(star)} />
            <span aria-hidden="true">★</span>
            <span class="unseen">{star === 1 ? '1 star' : `${star} stars`}</span>
          </label>
        ))}
      </fieldset>
      <FormRow id="review-text" label="In your words" isWide>
        <textarea id="review-text" rows={2} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </FormRow>
      <ProblemNote problem={problem} />
      <div class="actions is-last">
        <button type="submit">{review ? 'Change the review' : 'Save the review'}</button>
        {review && (
          <button
            type="button"
            class="quiet danger"
            onClick={() => change(() => ask('DELETE', path), 'Review removed')}
          >
            Remove it
          </button>
        )}
      </div>
    </form>
  );
}
