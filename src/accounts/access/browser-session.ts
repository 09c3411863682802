import type { Scope } from './access-token.ts';

/** A browser that is signed in, without its secret. */
export interface BrowserSession {
  readonly id: string;
  /** What the browser calls itself. */
  readonly label: string;
  readonly scope: Scope;
  readonly createdAt: string;
  /** To the hour. */
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}
