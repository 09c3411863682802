import pg from 'pg';

let count = 0;
interface TestServer {
  readonly folder: string;
  readonly port: number;
  /** Where a pooler gives out connections that are there already. */
  readonly pooled: number;
}

/** Read now: a command that runs in this process has an environment of its own meanwhile. */
const SERVER = JSON.parse(process.env['NUMINA_TEST_POSTGRES'] ?? '{}') as TestServer;

/** The server of this run. */
export function testServer(): TestServer {
  return SERVER;
}

/** The address of a database at it, for a role; by the pooler where no port is given. */
export function addressOf(database: string, role = 'numina', port = testServer().pooled): string {
  return `postgres://${role}@/${database}?host=${testServer().folder}&port=${port}`;
}

/** The name of the database at an address. */
export function nameAtServer(address: string): string {
  return /@\/(\w+)\?/.exec(address)?.[1] ?? '';
}

/** Runs statements with the power of an administrator. */
export async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const { folder: host, pooled: port } = testServer();
  const admin = new pg.Client({ host, port, user: 'postgres', database });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Databases of this process that nobody uses. To empty one is many times as fast as to make one. */
const atRest: string[] = [];

/** A name for a database that is at hand, or is still to be made: see {@link prepareServerDatabase}. */
export function nameServerDatabase(): { readonly name: string; readonly isMade: boolean } {
  const name = atRest.pop();
  if (name !== undefined) return { name, isMade: true };
  count += 1;
  return { name: `t${process.pid}_${count}`, isMade: false };
}

/** Makes or empties the database of a name; then `fill` puts rows into it. */
export async function prepareServerDatabase(
  { name, isMade }: ReturnType<typeof nameServerDatabase>,
  fill = '',
): Promise<void> {
  if (!isMade)
    await asAdmin((admin) =>
      admin.query(`create database ${name} template numina_empty owner numina strategy file_copy`),
    );
  if (isMade || fill) await asAdmin((admin) => admin.query(`${isMade ? EMPTY_ALL : ANY_ORDER};${fill}`), name);
}

/** An empty database of numina. Gives its name. */
export async function takeServerDatabase(): Promise<string> {
  const named = nameServerDatabase();
  await prepareServerDatabase(named);
  return named.name;
}

/** Databases whose tables no longer are as numina makes them. */
const spoilt = new Set<string>();

/** Lets no other test have a database. */
export function spoilServerDatabase(name: string): void {
  spoilt.add(name);
}

/** Gives a database back for another test. */
export function returnServerDatabase(name: string): void {
  if (!spoilt.has(name)) atRest.push(name);
}

/** Statements that write the rows of a database into an empty one. */
export async function rowsAsStatements(name: string): Promise<string> {
  return asAdmin(async (admin) => {
    const { rows: tables } = await admin.query<{ tablename: string }>(TABLES);
    const statements = tables.map(async ({ tablename }) => {
      const { rows } = await admin.query<{ all: string | null }>(
        `select json_agg(row_to_json(t))::text as all from "${tablename}" t`,
      );
      const all = rows[0]?.all;
      return all
        ? `insert into "${tablename}" select * from json_populate_recordset(null::"${tablename}", ${admin.escapeLiteral(all)})`
        : '';
    });
    return (await Promise.all(statements)).filter(Boolean).join(';');
  }, name);
}

const TABLES = "select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%'";

/** Without a look at references, so that the order of the tables does not matter. */
const ANY_ORDER = 'set session_replication_role = replica';
const EMPTY_ALL = `${ANY_ORDER};
do $$ declare each text; begin
  for each in ${TABLES} loop
    execute format('delete from %I', each);
  end loop;
end $$`;
