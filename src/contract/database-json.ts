import type { DatabaseStatusJson, InitialisedJson, MigratedJson, MovedJson } from './schemas/database-schema.ts';

export function toDatabaseStatusJson({
  engine,
  version,
  migration,
  bytes,
  accounts,
  latencyMs,
}: DatabaseStatusJson): DatabaseStatusJson {
  return { engine, version, migration, bytes, accounts, latencyMs };
}

export function toMovedJson({ tables }: MovedJson): MovedJson {
  return { tables: tables.map(({ table, rows, digest }) => ({ table, rows, digest })) };
}

export function toInitialisedJson({ migration, made, role }: InitialisedJson): InitialisedJson {
  return { migration, made, role };
}

export function toMigratedJson({ migration, applied }: MigratedJson): MigratedJson {
  return { migration, applied: [...applied] };
}
