import type { AccountJson, RemovedAccountJson } from './schemas/account-schema.ts';

export function toAccountJson({ name, email, zone, createdAt }: AccountJson): AccountJson {
  return { name, email, zone, createdAt };
}

export function toRemovedAccountJson(account: AccountJson | null): RemovedAccountJson {
  return account && toAccountJson(account);
}
