import type { DatabaseStatus } from '../storage/database-status.ts';
import { type Field, renderFields } from './fields.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

const ENGINES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

/** How the database is, a line for each fact. */
export function renderDatabaseStatus(status: DatabaseStatus, style: Style): string {
  const { engine, version, place, accounts, bytes, latencyMs } = status;
  const fields: readonly Field[] = [
    { label: 'Database', value: printable(place) },
    { label: 'Engine', value: `${ENGINES[engine]} ${version}` },
    { label: 'Tables', value: tablesOf(status), ...(status.schema === 'newest' ? {} : { paint: style.paint.warn }) },
    { label: 'Size', value: formatBytes(bytes) },
    { label: 'Accounts', value: accounts.toLocaleString('en') },
    { label: 'Latency', value: `${latencyMs < 10 ? latencyMs.toFixed(2) : Math.round(latencyMs)} ms` },
  ];
  return renderFields(fields, { ...style, width: Math.min(style.width, NARROW) }).join('\n');
}

/** One fact a line reads best. */
const NARROW = 71;

function tablesOf({ engine, schema, migration }: DatabaseStatus): string {
  switch (schema) {
    case 'newest':
      return `of this numina (${migration})`;
    case 'older':
      return engine === 'sqlite'
        ? `of an older numina (${migration}); the next command updates them`
        : `of an older numina (${migration}): numina db migrate`;
    case 'newer':
      return `of a newer numina (${migration}): update this one`;
    case 'none':
      return engine === 'sqlite' ? 'none yet' : 'none yet: numina db init';
  }
}

const KILOBYTE = 1000;

/** `12 KB`, `3.4 MB`, `1.2 GB`. */
function formatBytes(bytes: number): string {
  if (bytes < KILOBYTE ** 2) return `${Math.ceil(bytes / KILOBYTE)} KB`;
  if (bytes < KILOBYTE ** 3) return `${(bytes / KILOBYTE ** 2).toFixed(1)} MB`;
  return `${(bytes / KILOBYTE ** 3).toFixed(1)} GB`;
}
