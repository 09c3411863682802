import type { Database } from '../db/open.ts';
import { hasAttendedAhead } from './attendance-store.ts';
import type { Judgement } from './judgement.ts';

/** What takes less is computed again each time; most histories never get so long. */
const WORTH_MS = 20;

/**
 * What `compute` makes of the whole history, remembered until something changes: a long history is gone through
 * once for each change, date and set of rules, and not at every look. Every change set raises the revision in
 * `attendance_stats`, and an answer holds for its revision only, so that one computed beside a change is never
 * believed. Answers are plain JSON.
 */
export async function recall<Answer>(
  { kysely, userId }: Database,
  question: 'stats' | 'achievements',
  { now, today, rules }: Judgement,
  compute: () => Promise<Answer>,
  worthMs = WORTH_MS,
): Promise<Answer> {
  const asOf = JSON.stringify([today, rules]);
  const row = await kysely
    .selectFrom('attendance_stats as stats')
    .leftJoin('attendance_answers as known', (join) =>
      join
        .onRef('known.user_id', '=', 'stats.user_id')
        .onRef('known.revision', '=', 'stats.revision')
        .on('known.question', '=', question)
        .on('known.as_of', '=', asOf),
    )
    .select(['stats.revision', 'known.answer'])
    .where('stats.user_id', '=', userId)
    .executeTakeFirst();
  if (row?.answer) return JSON.parse(row.answer) as Answer;

  const beganAt = performance.now();
  const answer = await compute();
  // A class that was marked early begins by itself, without a change.
  if (!row || performance.now() - beganAt < worthMs || (await hasAttendedAhead(kysely, userId, now))) return answer;
  const values = { revision: row.revision, as_of: asOf, answer: JSON.stringify(answer) };
  await kysely
    .insertInto('attendance_answers')
    .values({ user_id: userId, question, ...values })
    .onConflict((conflict) => conflict.columns(['user_id', 'question']).doUpdateSet(values))
    .execute();
  return answer;
}
