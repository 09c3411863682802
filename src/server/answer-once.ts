import { onceForKey } from '../accounts/access/idempotency.ts';
import type { Session } from '../app.ts';
import type { TextAnswer } from './write-answer.ts';

/**
 * Answers a request under an `Idempotency-Key`: what it does is done once, and a repeated one gets the answer of the
 * first. Throws as {@link onceForKey}.
 */
export async function answerOnce(
  session: Session,
  request: { readonly key: string; readonly content: string },
  answer: (session: Session) => Promise<TextAnswer>,
): Promise<TextAnswer> {
  const context = await session.bookings();
  const { isRepeated, status, headers, body } = await onceForKey(context, request, (store) => {
    // What is asked for and that it was asked are stored together.
    const inside: Session = Object.create(session, { bookings: { value: async () => ({ ...context, store }) } });
    return answer(inside);
  });
  return { status, headers: { ...headers, ...(isRepeated && { 'idempotency-replayed': 'true' }) }, body };
}
