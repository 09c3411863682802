import type { ReviewedClass } from '../attendance/reviews/review-store.ts';
import { RATINGS } from '../attendance/reviews/reviews.ts';
import { formatDayColumn, formatNearDay } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderSpans } from './spans.ts';
import { type Style, todayOf } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'RATING' },
  { head: 'CLASS', min: 12, most: 40 },
  { head: 'PLACE', min: 8, most: 30, keep: 2 },
  { head: 'WITH', min: 4, most: 24, keep: 1 },
  { head: 'DATE', keep: 3 },
  { head: 'REVIEW', min: 10, keep: 0 },
];

/** A table of reviews, in the given order. */
export function renderReviews(reviews: readonly ReviewedClass[], style: Style): string {
  if (reviews.length === 0) {
    const next = wrapText('Rate the latest class: numina review last --rating 5', style.width);
    return ['No reviews.', ...next.map(style.paint.dim)].join('\n');
  }
  return renderTable(
    COLUMNS,
    reviews.map((review) => [
      { text: starsOf(review.rating, style), paint: style.paint.warn },
      { text: printable(review.className), paint: style.paint.strong },
      printable(review.location ?? ''),
      printable(review.instructor ?? ''),
      formatDayColumn(review.startsLocal.slice(0, 10), todayOf(style)),
      printable(review.text ?? ''),
    ]),
    style,
  );
}

/** Reports a change of a review: `★★★★☆ Reviewed Vinyasa Flow · Thu 19 Nov`, and below it the text. */
export function renderReview(review: ReviewedClass, verb: string, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  const day = formatNearDay(review.startsLocal.slice(0, 10), todayOf(style));
  const head = renderSpans(
    [
      { text: starsOf(review.rating, style), paint: style.paint.warn },
      { text: ` ${verb} ` },
      { text: printable(review.className), paint: style.paint.strong },
      { text: ` ${dot} ${day}` },
    ],
    style.width,
    ellipsis,
  );
  const words = review.text === null ? [] : wrapText(printable(review.text), style.width - 2);
  return [head, ...words.map((line) => `  ${line}`)].join('\n');
}

/** `★★★★☆`, or `4/5` without Unicode. */
function starsOf(rating: number, { unicode }: Style): string {
  return unicode ? RATINGS.map((each) => (each <= rating ? '★' : '☆')).join('') : `${rating}/5`;
}
