import { type BookingContext, momentOf } from '../../bookings/booking-context.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import { saidFields, saidText, saidWholeNumber } from '../../bookings/said-values.ts';
import { cleanTitle } from '../../bookings/text-fields.ts';
import type { RowChange } from '../../db/row-change.ts';
import { UsageError } from '../../errors.ts';
import { isLocalDate, type LocalDate } from '../../time/civil.ts';
import { typeKey } from './known-targets.ts';
import { ALL_TYPES, listTargets } from './target-store.ts';
import { changeTarget, type DatedTarget, DEFAULT_TARGET, followSetting } from './weekly-target.ts';

/** A request to set a weekly target, not checked yet. */
export interface TargetRequest {
  /** The class type; null for all classes. */
  readonly type: string | null;
  /** Attended days per week, 1–7. Null removes it: all classes then need one day per week; a type keeps its history. */
  readonly target: number | null;
  /** The first date on which it is in force. Null: today, or the whole history for the first target. */
  readonly from: LocalDate | null;
  /** The target in the settings before this change; null for none, undefined where it is not known. */
  readonly before: number | null | undefined;
}

/** The date from which a new target is in force, and the target before that date. */
export interface DatedChange {
  readonly from: LocalDate;
  readonly before: number;
}

/**
 * Stores from which date a target is in force. The caller must write the settings too. It is not a step, so no undo
 * takes it back, like other settings. Null where the target holds for the whole history or nothing changes. Throws
 * UsageError.
 */
export async function dateTarget(context: BookingContext, request: TargetRequest): Promise<DatedChange | null> {
  const { type, target, from, before } = checked(request);
  const today = momentOf(context).nowLocal.slice(0, 10);
  const key = type === null ? ALL_TYPES : typeKey(type);
  return context.store.transaction(async (store) => {
    const kept = (await listTargets(store)).get(key) ?? [];
    const known = before === undefined ? kept : followSetting(kept, before, today);
    const isGone = target === null && (known.length === 0 || type !== null);
    const targets = isGone ? known : changeTarget(known, target ?? DEFAULT_TARGET, from, today);
    const rows = rowChanges(store.userId, key, kept, targets);
    const what = `set the weekly target to ${target ?? DEFAULT_TARGET}`;
    await recordChanges(store, { what, bookings: [], classes: [], rows, isStep: false }, context.listeners);
    const [last, previous] = [targets.at(-1), targets.at(-2)];
    return last && previous && targets !== known ? { from: last.from, before: previous.target } : null;
  });
}

function checked(request: TargetRequest): TargetRequest {
  const said = saidFields(request, 'A weekly target', ['type', 'target', 'from', 'before']);
  const wholeDays = (days: unknown, what: string) => (days === null ? null : saidWholeNumber(days, what, 1, 7));
  const [type, from] = [said.get('type') ?? null, said.get('from') ?? null];
  const before = said.get('before');
  return {
    type: type === null ? null : cleanTitle(saidText(type, 'The class type'), 'class type'),
    target: wholeDays(said.get('target'), 'The weekly target'),
    from: from === null ? null : saidDate(from),
    before: before === undefined ? undefined : wholeDays(before, 'The target before'),
  };
}

function saidDate(said: unknown): LocalDate {
  const date = saidText(said, 'The first day');
  if (isLocalDate(date)) return date;
  throw new UsageError('bad_date', `Not a date: ${date.slice(0, 100)}`, 'Write it like 2026-11-24.');
}

/** The row changes that turn one list of targets into another. */
function rowChanges(
  userId: string,
  type: string,
  before: readonly DatedTarget[],
  after: readonly DatedTarget[],
): RowChange[] {
  const imageOf = ({ from, target }: DatedTarget) => ({ user_id: userId, type, from_date: from, target });
  const keyOf = ({ from }: DatedTarget) => ({ user_id: userId, type, from_date: from });
  const has = (list: readonly DatedTarget[], { from, target }: DatedTarget) =>
    list.some((each) => each.from === from && each.target === target);
  return [
    ...before
      .filter((each) => !has(after, each))
      .map((each): RowChange => ({ table: 'weekly_targets', key: keyOf(each), before: imageOf(each), after: null })),
    ...after
      .filter((each) => !has(before, each))
      .map((each): RowChange => ({ table: 'weekly_targets', key: keyOf(each), before: null, after: imageOf(each) })),
  ];
}
