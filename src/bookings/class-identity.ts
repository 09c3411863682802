import { exactClassKey, type NameAndPlace } from './same-class.ts';

/**
 * The digest by which a class is unique: names are too long for an index of PostgreSQL. It is of the exact text. Imports
 * keep a name that a source writes in two ways as two classes, until the person merges them. And a folded key may
 * differ between two versions of Unicode; then one database would hold two digests of the same class.
 */
export function classIdentity(named: NameAndPlace): string {
  // Loaded here: most commands make no class.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(exactClassKey(named)).digest('hex').slice(0, 32);
}
