/** The code cache as the launcher (bin/numina.js) keeps and judges it. */
export interface CodeCache {
  /** Null where there is none. */
  readonly folder: string | null;
  /** The folder that another user owns or may write, for which there is none; null where nothing is wrong. */
  readonly untrusted: string | null;
  /** Whether a file of it would be taken. */
  readonly isSound: (path: string) => boolean;
}
