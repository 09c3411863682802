/** The state of the code cache, as the launcher (bin/numina.js) reports it. */
export interface CodeCache {
  /** The folder of the cache; null where no cache is used. */
  readonly folder: string | null;
  /** A folder that another user owns or may write, so that no cache is used; null where there is no such problem. */
  readonly untrusted: string | null;
  /** Whether the launcher would use this file of the cache. */
  readonly isSound: (path: string) => boolean;
}
