import pg from 'pg';

let count = 0;
/** Read now: a command that runs in this process has an environment of its own meanwhile. */
const SERVER = JSON.parse(process.env['NUMINA_TEST_POSTGRES'] ?? '{}');

/** The server of this run. */
export function testServer(): { readonly folder: string; readonly port: number } {
  return SERVER;
}

/** The address of a database at it, for a role. */
export function addressOf(database: string, role = 'numina'): string {
  const { folder, port } = testServer();
  return `postgres://${role}@/${database}?host=${folder}&port=${port}`;
}

/** Runs statements with the power of an administrator. */
export async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const { folder: host, port } = testServer();
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

/** An empty database of numina. Gives its name. */
export async function takeServerDatabase(): Promise<string> {
  const name = atRest.pop();
  if (name !== undefined) return name;
  count += 1;
  const made = `t${process.pid}_${count}`;
  await asAdmin((admin) => admin.query(`create database ${made} template numina_empty owner numina`));
  return made;
}

/** Empties a database for the next test. Nobody may be connected. */
export async function returnServerDatabase(name: string): Promise<void> {
  await asAdmin((admin) => admin.query(EMPTY_ALL), name);
  atRest.push(name);
}

/** Without a look at references, so that the order of the tables does not matter. */
const EMPTY_ALL = `set session_replication_role = replica;
do $$ declare each text; begin
  for each in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
    execute format('delete from %I', each);
  end loop;
end $$`;
