import type { Database } from './engine.ts';

/** Where `numina serve` is reached while nothing else is said. */
const USUAL = 'http://127.0.0.1:6464';
const NAME = 'base_url';

/** The address of the server, without a slash at its end. */
export interface BaseUrl {
  readonly url: string;
  /** Whether a server has said it. Otherwise it is that of a server on this machine that is not told another. */
  readonly isKnown: boolean;
}

/** The address that the latest server of this database has said of itself. */
export async function readBaseUrl({ common }: Pick<Database, 'common'>): Promise<BaseUrl> {
  const row = await common.selectFrom('server_facts').select('value').where('name', '=', NAME).executeTakeFirst();
  return { url: row?.value ?? USUAL, isKnown: row !== undefined };
}

/** A server says where it is reached: links and calendars that commands print lead there from then on. */
export async function saveBaseUrl({ common }: Pick<Database, 'common'>, url: string): Promise<void> {
  const value = url.replace(/\/+$/, '');
  await common
    .insertInto('server_facts')
    .values({ name: NAME, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
