import type { Weekday } from '../../time/civil.ts';
import { WEEKDAYS } from '../../time/civil.ts';
import type { ClockFormat } from '../../time/names.ts';
import { ask } from './ask.ts';

/** How the person who is signed in lives with time. */
export interface Person {
  readonly homeZone: string;
  readonly clock: ClockFormat;
  readonly weekStart: Weekday;
}

/** A setting as the API lists it; null where it has its default and none. */
interface SettingJson {
  readonly key: string;
  readonly value: unknown;
}

/** Throws ProblemError: with the status 401 where nobody is signed in. */
export async function readPerson(): Promise<Person> {
  const { data } = await ask<{ readonly items: readonly SettingJson[] }>('GET', '/settings');
  return toPerson(data.items);
}

export function toPerson(items: readonly SettingJson[]): Person {
  const settingOf = (key: string) => items.find((each) => each.key === key)?.value;
  const zone = settingOf('zone');
  const weekday = WEEKDAYS.indexOf(settingOf('week_start') as (typeof WEEKDAYS)[number]);
  return {
    homeZone: typeof zone === 'string' ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone,
    clock: settingOf('clock') === '12' ? '12' : '24',
    weekStart: (weekday === -1 ? 1 : weekday + 1) as Weekday,
  };
}
