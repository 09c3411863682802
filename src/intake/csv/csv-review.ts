import { type IncomingReview, UnreadableError } from '../incoming.ts';
import { quote, readNotes } from '../incoming-text.ts';
import { type CellOf, type RowZone, readMoment } from './csv-start.ts';

/**
 * The review in a row; null where it has none. Throws UnreadableError where the review cannot be kept. The class of the
 * row may still be taken.
 */
export function readReview(cell: CellOf, zone: RowZone): IncomingReview | null {
  const [rating, review] = [cell('rating'), cell('review')];
  if (rating === '' && review === '') return null;
  if (rating === '') throw new UnreadableError('The review has no rating.');
  if (!/^[1-5]$/.test(rating)) {
    throw new UnreadableError(`The rating is not a number from 1 to 5: ${quote(rating)}.`);
  }
  const { notes, isCut } = readNotes(review);
  if (isCut) throw new UnreadableError('The review has more than 20,000 characters.');
  return { rating: Number(rating), text: notes, createdAt: readMoment(cell('reviewed_at'), 'reviewed_at', zone) };
}
