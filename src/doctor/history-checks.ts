import { compareWithHistory, renewStats } from '../attendance/attendance-stats-service.ts';
import type { JudgementSettings } from '../attendance/judgement.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { listAlikeClasses } from '../bookings/class-catalogue.ts';
import { describeClass } from '../bookings/class-reference.ts';
import { listClasses } from '../bookings/class-store.ts';
import { listFeeds } from '../intake/feeds/feed-service.ts';
import type { LocalDate } from '../time/civil.ts';
import { command, field, words } from '../words.ts';
import { bad, type Check, good, undecided, type Verdict } from './verdict.ts';

export interface HistorySurroundings {
  /** Null where the database cannot be read. */
  readonly context: () => Promise<BookingContext | null>;
  readonly today: () => LocalDate;
  readonly settings: () => JudgementSettings;
}

/** Checks of the data that features store. */
export function historyChecks(surroundings: HistorySurroundings): readonly Check[] {
  const within = (look: (context: BookingContext) => Promise<Verdict>) => async (): Promise<Verdict> => {
    const context = await surroundings.context();
    return context
      ? look(context)
      : undecided('Not looked at: that takes a whole database of this numina, and settings that are right.');
  };
  return [
    { name: 'statistics', look: within((context) => lookAtStatistics(context, surroundings)) },
    { name: 'classes', look: within(lookAtClasses) },
    { name: 'feeds', look: within(lookAtFeeds) },
  ];
}

async function lookAtStatistics(context: BookingContext, { today, settings }: HistorySurroundings): Promise<Verdict> {
  const moment = { now: context.clock.now(), today: today() };
  const { ok, differences, computedOn } = await compareWithHistory(context.store, moment);
  if (computedOn === null && ok) return undecided('No statistics are stored yet.');
  if (ok) return good('The stored statistics are what history says.');
  const fields = differences.map(({ field }) => field).join(', ');
  const hint = words`${command('stats', field('verify'))} shows where. Screens are computed from history, and right.`;
  return bad(`The stored statistics are not what history says: ${fields}.`, hint, () =>
    renewStats(context, moment, settings()),
  );
}

async function lookAtClasses({ store }: BookingContext): Promise<Verdict> {
  const groups = listAlikeClasses(await listClasses(store));
  const [first = []] = groups;
  const [one, other] = first;
  if (!one || !other) return good('No two classes differ by capitals or accents alone.');
  const more = groups.length === 1 ? '' : ` (and ${groups.length - 1} more)`;
  const message = `${first.map(describeClass).join(' and ')} differ only in capitals or forms of letters${more}.`;
  const hint = words`If they are one class: ${command('classes merge', one.id.slice(0, 8), other.id.slice(0, 8))}`;
  // They may be two different classes: the person decides.
  return undecided(message, hint);
}

async function lookAtFeeds(context: BookingContext): Promise<Verdict> {
  const feeds = await listFeeds(context);
  const failing = feeds.flatMap(({ feed, state }) =>
    state?.hasFailed ? [{ name: feed.name, reason: state.result }] : [],
  );
  if (feeds.length === 0) return undecided('No feeds are set up.');
  if (failing.length === 0) return good(feeds.length === 1 ? 'The feed answers.' : `All ${feeds.length} feeds answer.`);
  const [first] = failing;
  const message = failing.map(({ name, reason }) => `${name} fails: ${reason}`).join(' ');
  return bad(message, words`${command('sync', first?.name ?? '')} asks it again.`);
}
