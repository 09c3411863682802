import type { ChangeListener } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import { command, field, type Words, words } from '../words.ts';
import type { VdirChanges, VdirContext } from './vdir-service.ts';

/**
 * Keeps a calendar folder up to date: it collects changes, and writes them when {@link VdirFollower.follow} is called.
 */
export class VdirFollower {
  readonly #open: () => Promise<VdirContext>;
  readonly #changesAlarms: (row: RowChange) => boolean;
  readonly #ids = new Set<string>();
  #hasNewAlarms = false;
  #isAll = false;

  /**
   * `open` is called only when there is something to write; `changesAlarms` tells whether alarms depend on a row.
   */
  constructor(open: () => Promise<VdirContext>, changesAlarms: (row: RowChange) => boolean) {
    this.#open = open;
    this.#changesAlarms = changesAlarms;
  }

  /** Collects changes. The folder is written later from the stored bookings, so a failed transaction does no harm. */
  readonly listen: ChangeListener = async (_store, { bookings, rows = [] }) => {
    for (const { before, after } of bookings) this.#ids.add((after ?? before)?.id ?? '');
    if (rows.some(this.#changesAlarms)) this.#hasNewAlarms = true;
  };

  /** Makes the next {@link VdirFollower.follow} check every file, because others may have written into the folder. */
  noteAll(): void {
    this.#isAll = true;
  }

  /**
   * Brings the folder up to date. `folder` is called only after a change, because it reads the settings, and a command
   * that repairs broken settings must work. It gives null where there is no folder. Throws NuminaError.
   */
  async follow(folder: () => string | null): Promise<void> {
    const changes = this.#take();
    const path = changes && folder();
    if (!changes || path === null) return;
    const { updateVdir } = await import('./vdir-service.ts');
    await updateVdir(await this.#open(), path, changes);
  }

  /** Gives the collected changes and clears them; null where there are none. */
  #take(): VdirChanges | null {
    const changes = { ids: [...this.#ids], hasNewAlarms: this.#hasNewAlarms, isAll: this.#isAll };
    this.#ids.clear();
    this.#hasNewAlarms = false;
    this.#isAll = false;
    return changes.ids.length > 0 || changes.hasNewAlarms || changes.isAll ? changes : null;
  }
}

/** What to tell of a folder that could not be brought up to date. */
export function folderBehind(reason: string): Words {
  return words`The calendar folder is behind: ${reason} ${command('export', field('vdir'))} brings it in step.`;
}
