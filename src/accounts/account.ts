import type { SettingsIn } from '../db/engine.ts';

/** A person in a database. */
export interface Account {
  /** The owner of the person's rows. It never changes. */
  readonly id: string;
  /** As the person wrote it. */
  readonly name: string;
  readonly email: string | null;
  readonly settingsIn: SettingsIn;
  readonly createdAt: string;
}
