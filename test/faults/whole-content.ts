import type { OwnServer } from '../support/own-server.ts';

/** How many rows each table has, and a digest of them: what must stay the same where a command fails. */
export async function contentOf(server: OwnServer, database: string): Promise<Readonly<Record<string, string>>> {
  const tables = await server.admin<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    database,
  );
  const parts = tables.map(
    ({
      name,
    }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '')
      as content from "${name}" t`,
  );
  const rows = await server.admin<{ name: string; content: string }>(parts.join(' union all '), database);
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
}
