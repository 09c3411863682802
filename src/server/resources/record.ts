import { readCatalogue } from '../../attendance/reviews/catalogue.ts';
import { deleteReview, readReviews, saveReview } from '../../attendance/reviews/review-service.ts';
import { addPause, readPauses, removePause } from '../../attendance/streak/pause-service.ts';
import { toPauseJson, toReviewJson } from '../../contract/attendance-json.ts';
import { toClassJson } from '../../contract/class-json.ts';
import { pause, review } from '../../contract/schemas/attendance-schema.ts';
import { fitnessClass } from '../../contract/schemas/class-schema.ts';
import { classesQuery, pageQuery } from '../../contract/schemas/filter-query-schema.ts';
import { pageOf } from '../../contract/schemas/list-schema.ts';
import { pauseRequest, reviewRequest } from '../../contract/schemas/other-request-schema.ts';
import { changeOf } from '../booking-answers.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pageOfAll } from '../page-of.ts';

const READ = { method: 'GET', scope: 'read', marksByHabit: true, changesWith: 'record' } as const;

const classes = defineEndpoint<typeof classesQuery>({
  ...READ,
  path: '/classes',
  name: 'listClasses',
  summary: 'The catalogue of classes booked before',
  query: classesQuery,
  answer: { status: 200, schema: pageOf(fitnessClass) },
  async run({ session, query: { name = '', ...page } }) {
    const { entries, ratings } = await readCatalogue(await session.bookings(), name);
    return { json: pageOfAll(entries, page, (some) => some.map((entry) => toClassJson(entry, ratings))) };
  },
});

const reviews = defineEndpoint<typeof pageQuery>({
  ...READ,
  path: '/reviews',
  name: 'listReviews',
  summary: 'Every review, by the start of its class',
  query: pageQuery,
  answer: { status: 200, schema: pageOf(review) },
  async run({ session, query }) {
    const all = await readReviews(await session.bookings());
    return { json: pageOfAll(all, query, (some) => some.map(toReviewJson)) };
  },
});

const putReview = defineEndpoint<never, typeof reviewRequest>({
  method: 'PUT',
  path: '/bookings/{id}/review',
  name: 'saveReview',
  summary: 'Write or change the review of the class of a booking',
  scope: 'write',
  body: reviewRequest,
  answer: { status: 200, schema: review },
  marksByHabit: true,
  async run(request) {
    const saved = await changeOf(request, (context, id) => saveReview(context, id, request.body));
    return { json: toReviewJson(saved.review) };
  },
});

const removeReview = defineEndpoint({
  method: 'DELETE',
  path: '/bookings/{id}/review',
  name: 'deleteReview',
  summary: 'Remove the review of the class of a booking',
  scope: 'write',
  answer: { status: 204 },
  marksByHabit: true,
  async run(request) {
    await changeOf(request, (context, id) => deleteReview(context, id));
    return {};
  },
});

const pauses = defineEndpoint<typeof pageQuery>({
  ...READ,
  path: '/pauses',
  name: 'listPauses',
  summary: 'Days on which streaks need no class, by the first one',
  query: pageQuery,
  answer: { status: 200, schema: pageOf(pause) },
  async run({ session, query }) {
    const all = await readPauses(await session.bookings());
    return { json: pageOfAll(all, query, (some) => some.map(toPauseJson)) };
  },
});

const newPause = defineEndpoint<never, typeof pauseRequest>({
  method: 'POST',
  path: '/pauses',
  name: 'addPause',
  summary: 'Add a pause',
  scope: 'write',
  body: pauseRequest,
  answer: { status: 201, schema: pause },
  marksByHabit: true,
  async run({ session, body: { from, to, reason = null } }) {
    return { json: toPauseJson(await addPause(await session.bookings(), { from, to }, reason)) };
  },
});

const deletePause = defineEndpoint({
  method: 'DELETE',
  path: '/pauses/{id}',
  name: 'removePause',
  summary: 'Remove a pause',
  scope: 'write',
  answer: { status: 204 },
  marksByHabit: true,
  async run({ session, params }) {
    await removePause(await session.bookings(), params['id'] ?? '');
    return {};
  },
});

export const RECORD = [classes, reviews, putReview, removeReview, pauses, newPause, deletePause];
