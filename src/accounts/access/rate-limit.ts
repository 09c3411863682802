import { isIPv4, isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Database } from '../../db/engine.ts';
import type { Clock } from '../../time/clock.ts';
import { MINUTE_MS } from '../../time/units.ts';

/** How many wrong tries one address has in a time. */
export interface RateLimit {
  readonly name: 'token' | 'sign-in' | 'calendar';
  readonly most: number;
  readonly withinMs: number;
}

/** A program with an old token asks again and again; a person mistypes a few times. */
export const LIMITS = {
  token: { name: 'token', most: 30, withinMs: 10 * MINUTE_MS },
  signIn: { name: 'sign-in', most: 10, withinMs: 10 * MINUTE_MS },
  calendar: { name: 'calendar', most: 30, withinMs: 10 * MINUTE_MS },
} as const satisfies Record<string, RateLimit>;

/**
 * Counts a wrong try of an address. Gives null while it has tries left, else for how many seconds it has none. What is
 * right is never counted and never refused: people behind one address do not lock each other out.
 */
export async function countWrongTry(
  { common }: Pick<Database, 'common'>,
  clock: Clock,
  { name, most, withinMs }: RateLimit,
  address: string,
): Promise<number | null> {
  const now = clock.now();
  const at = now.toISOString();
  const bucket = `${name} ${networkOf(address)}`;
  const known = await common
    .selectFrom('rate_limits')
    .select(['count', 'until'])
    .where('bucket', '=', bucket)
    .where('until', '>', at)
    .executeTakeFirst();
  // Whoever goes on makes no more work for the disk.
  if (known && known.count > most) return secondsUntil(known.until, now);
  await common.deleteFrom('rate_limits').where('until', '<=', at).execute();
  const row = await common
    .insertInto('rate_limits')
    .values({ bucket, count: 1, until: new Date(now.getTime() + withinMs).toISOString() })
    .onConflict((conflict) => conflict.column('bucket').doUpdateSet({ count: sql<number>`rate_limits.count + 1` }))
    .returning(['count', 'until'])
    .executeTakeFirstOrThrow();
  return row.count > most ? secondsUntil(row.until, now) : null;
}

function secondsUntil(until: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
}

/** Who has one IPv6 address has 2⁶⁴ of them: its first half counts. An IPv4 address counts alone. */
export function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined || isIPv4(address)) return mapped ?? address;
  if (!isIPv6(address)) return 'unknown';
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
