import type { Store } from '../../db/store.ts';
import { type AccessSecret, makeSecret } from '../../secrets/access-secret.ts';
import type { Clock } from '../../time/clock.ts';
import type { Account } from '../account.ts';
import { type AccountRegister, findAccount, findAccountOfId } from '../account-service.ts';

/** What is needed to let somebody reach an account. */
export interface AccessContext {
  /** The rows of the account. */
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A new secret of the account of an id. */
  readonly newSecret: (userId: string) => AccessSecret;
}

/** Adds what makes secrets to what every use case has. */
export function accessContextOf({ store, clock, newId }: Omit<AccessContext, 'newSecret'>): AccessContext {
  return { store, clock, newId, newSecret: makeSecret };
}

/** The account that a command is about: the one of a name, else the owner of `store`. Throws NotFoundError. */
export async function accessOf(
  register: AccountRegister,
  store: Store,
  name: string | undefined,
): Promise<AccessContext & { readonly account: Account }> {
  const account = name === undefined ? await findAccountOfId(store) : await findAccount(register.store, name);
  const { clock, newId } = register;
  return { account, ...accessContextOf({ store: register.storeFor(account.id), clock, newId }) };
}
