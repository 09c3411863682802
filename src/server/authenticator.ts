import type { Account } from '../accounts/account.ts';

/** What a caller may do: look only, or change too. */
export type Scope = 'read' | 'write';

/** Who sent a request. */
export interface Caller {
  readonly account: Account;
  readonly scope: Scope;
  readonly via: 'token' | 'browser';
  /** The id of the token, or of the session of the browser. */
  readonly id: string;
  /** The `Set-Cookie` by which the browser stays signed in for longer, where it is due. */
  readonly setCookie?: string | null;
}

/** What a request says of its sender, as in its headers. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

/** Tells who sent a request; null where it does not say, or where what it says is not true (any more). */
export type Authenticate = (credentials: Credentials) => Promise<Caller | null>;
